"""``xieshou run``: everything a newcomer needs, with one word."""

from __future__ import annotations

import threading
import webbrowser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from xieshou.accounts.models import User
from xieshou.keeping.serving import free_port, prepare, serve


class Command(BaseCommand):
    """Prepare, fill an empty installation with the demonstration county, serve, open a browser."""

    help = "打开演示县；加 --real 从空白开始，设自己的县"

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen, and whether to start empty."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--real", action="store_true", help="不要演示数据，从空白开始")
        parser.add_argument("--no-browser", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it all."""
        prepare(self.stdout.write)
        if not options["real"] and not User.objects.exists():
            self.stdout.write("正在写入演示县（云溪县，虚构），约半分钟……")
            call_command("demo")
        port = free_port("127.0.0.1", options["port"])
        address = f"http://127.0.0.1:{port}/"
        self.stdout.write(f"打开浏览器，访问 {address} （按 Ctrl+C 停止）")
        self.stdout.flush()
        if not options["no_browser"]:
            threading.Timer(1.5, webbrowser.open, (address,)).start()
        serve("127.0.0.1", port)
