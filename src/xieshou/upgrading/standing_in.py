"""While the site is stopped for an upgrade: its address answers how far the upgrade is, on the page that is open and on
any that is opened."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.conf import settings
from django.template.loader import render_to_string
from whitenoise import WhiteNoise

from xieshou.keeping.progress import current


class _Server(ThreadingMixIn, WSGIServer):
    """One thread a connection: a browser that opens one and says nothing must not hold the others up."""

    daemon_threads = True


class _Silent(WSGIRequestHandler):
    """Nobody reads a log of waiting."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """How far it is: to a page that asks by itself as if nothing were, to anybody else as a page that asks again."""
    body = render_to_string("upgrading/wait.html", {"job": current()}).encode()
    status = "200 OK" if environ.get("HTTP_HX_REQUEST") else "503 Service Unavailable"
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response(status, [*headers, ("Cache-Control", "no-store"), ("Refresh", "3"), ("Retry-After", "3")])
    return [body]


@contextmanager
def standing_in() -> Iterator[None]:
    """Hold the site's address until the end; where it is not known, or taken, nobody answers meanwhile."""
    host, port = os.environ.get("XIESHOU_LISTEN", "127.0.0.1"), os.environ.get("XIESHOU_PORT", "")
    try:
        server = _Server((host, int(port)), _Silent)
    except (OSError, ValueError):
        yield
        return
    server.set_app(WhiteNoise(answer, root=str(settings.STATIC_ROOT), prefix="static/"))
    threading.Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.1}).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
