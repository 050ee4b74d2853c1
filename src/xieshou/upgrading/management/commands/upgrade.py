"""``xieshou upgrade ARCHIVE``: the same as the button of the page; ``--settle`` undoes one that was cut off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from xieshou.keeping.asking import permitted
from xieshou.keeping.making import Failed, job
from xieshou.scoping.operations import Refused
from xieshou.upgrading.changing import NO_ARCHIVE, installation, settle, upgrade


class Command(BaseCommand):
    """Bring in, back up, migrate, switch, see it answer."""

    help = "用新的安装包升级；先备份，没升成就退回"
    requires_system_checks: tuple[str, ...] = ()  # it must work where something else does not

    def add_arguments(self, parser: CommandParser) -> None:
        """Which archive, packed or unpacked, and for whom."""
        parser.add_argument("archive", type=Path, nargs="?")
        parser.add_argument("--settle", action="store_true", help="启动前用：升级到一半停电的，退回升级前")
        parser.add_argument("--by", default="", help="谁要升级，由页面填写")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, say each step, end with one sentence."""
        try:
            if options["settle"]:
                settle()
            else:
                self._upgrade(options["archive"], options["by"])
        except (Failed, Refused) as no:
            raise CommandError(str(no)) from no

    def _upgrade(self, source: Path | None, by: str) -> None:
        permitted(by, "backup.upgrade")
        place = installation()
        if place is None:
            raise CommandError(NO_ARCHIVE)
        if source is None or not source.exists():
            raise CommandError(f"没有这个安装包：{source}")
        with job("upgrade", say=self.stdout.write) as progress:
            said = f"升级到了{upgrade(place, source.absolute(), by, progress)}。"
            progress.end("good", said)
        self.stdout.write(said)
