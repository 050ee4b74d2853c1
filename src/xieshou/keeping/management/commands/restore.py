"""``xieshou restore FILE``: go back to a backup; what is there now is backed up first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils import timezone

from xieshou.keeping.asking import permitted
from xieshou.keeping.making import Failed, job
from xieshou.keeping.reading import readable
from xieshou.keeping.restoring import beside, restore
from xieshou.scoping.operations import Refused
from xieshou.vault import engine


class Command(BaseCommand):
    """Rehearse, back up, put in place."""

    help = "恢复一份备份；现在的数据先自动备份"
    requires_system_checks: tuple[str, ...] = ()  # it must work where something else does not

    def add_arguments(self, parser: CommandParser) -> None:
        """Which file, and for whom."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--aside", action="store_true", help="现在的数据库坏了、打不开：挪到一边，不备份")
        parser.add_argument("--by", default="", help="谁要恢复，由页面填写")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, say each step, end with one sentence."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"没有这个文件：{path}")
        if options["aside"]:
            self._set_aside()
        with readable():
            said = self._restored(path, options["by"])
        self.stdout.write(said)

    def _restored(self, path: Path, by: str) -> str:
        try:
            permitted(by, "backup.restore")
            call_command("migrate", verbosity=0)
            with job("restore", path.stem, self.stdout.write) as progress:
                before = restore(beside(path), by, progress)
                said = "恢复好了。所有人要重新登录。"
                if before:
                    said += f"恢复前的数据也留了一份：{before.name}。"
                progress.end("good", said)
        except (Failed, Refused) as no:
            raise CommandError(str(no)) from no
        return said

    def _set_aside(self) -> None:
        """Take a database out of the way that cannot be opened; nothing is deleted."""
        if engine.name() != "sqlite":
            raise CommandError("PostgreSQL 的数据库请管理员先改名，再建一个空的。")
        connections.close_all()
        apart = Path(settings.HOME) / f"broken-{timezone.localtime():%Y%m%d-%H%M%S}"
        apart.mkdir()
        for left in Path(settings.HOME).glob(f"{engine.live_file().name}*"):
            left.rename(apart / left.name)
        self.stdout.write(f"坏了的数据库挪到了 {apart.name}。")
