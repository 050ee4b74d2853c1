"""``xieshou serve``: serve what is there, in the foreground."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from xieshou.keeping.serving import prepare, serve


class Command(BaseCommand):
    """Serve the site on this machine."""

    help = "启动网站"

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare and serve."""
        prepare(self.stdout.write)
        self.stdout.write(f"携手在 http://{options['host']}:{options['port']}/ （按 Ctrl+C 停止）")
        self.stdout.flush()
        serve(options["host"], options["port"], options["workers"])
