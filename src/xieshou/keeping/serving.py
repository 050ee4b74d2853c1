"""Starting the site on this machine: prepare, look it over, then hand over to gunicorn."""

from __future__ import annotations

import socket
import sys
from typing import Any

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from . import daily
from .doctor import examine
from .reading import readable


class Site(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """The site under gunicorn; threads, because SQLite has one writer anyway."""

    def __init__(self, host: str, port: int, workers: int) -> None:
        self.options = {
            "bind": f"{host}:{port}",
            "workers": workers,
            "threads": 4,
            "timeout": 60,
            "preload_app": False,
            "accesslog": None,
            "loglevel": "warning",
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand our options to gunicorn."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The WSGI application."""
        return get_wsgi_application()


def prepare(say: Any) -> None:
    """Tables, a sound machine and static files, before anyone is let in."""
    say("正在准备数据表……")
    with readable():
        call_command("migrate", verbosity=0)
    faults = [finding for finding in examine() if finding.stops]
    if faults:
        said = "\n".join(f"不行  {finding.what}  {finding.mend}" for finding in faults)
        raise SystemExit(f"{said}\n有{len(faults)}处不安全，没有启动。改好再启动；xieshou doctor 会再看一遍。")
    say("正在准备页面文件……")
    call_command("collectstatic", interactive=False, verbosity=0)


def free_port(host: str, wanted: int) -> int:
    """The wanted port, or the next free one."""
    for port in range(wanted, wanted + 20):
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) != 0:
                return port
    raise SystemExit(f"{wanted}到{wanted + 19}号端口都被占用了。用 --port 换一个。")


def serve(host: str, port: int, workers: int = 2) -> None:
    """Serve until stopped; static files carry a digest in their names."""
    connections.close_all()  # a connection must not be shared with the forked workers
    sys.argv = sys.argv[:1]  # gunicorn would read our options as its own
    daily.begin()
    Site(host, port, workers).run()
