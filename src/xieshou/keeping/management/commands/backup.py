"""``xieshou backup``: make a backup and restore it on trial; ``--daily`` once a day; ``--check FILE`` look again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from xieshou.keeping import daily, heads
from xieshou.keeping.asking import permitted
from xieshou.keeping.making import Failed, check, job, make
from xieshou.keeping.restoring import beside
from xieshou.keeping.shelf import places
from xieshou.scoping.operations import Refused


class Command(BaseCommand):
    """Make, or look again."""

    help = "做一份备份，恢复一遍核对过才算数"
    requires_system_checks: tuple[str, ...] = ()  # it must work where something else does not

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and for whom."""
        parser.add_argument("--to", type=Path, help="放到这个目录，不写就放在数据目录的 backups 里")
        parser.add_argument("--daily", action="store_true", help="每天一份：今天做过就不再做，太旧的自动删")
        parser.add_argument("--check", type=Path, metavar="FILE", help="不做新的，把这一份恢复一遍核对")
        parser.add_argument("--by", default="", help="谁要做的，由页面填写")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, say each step, end with one sentence."""
        try:
            self._do(**options)
        except (Failed, Refused) as no:
            raise CommandError(str(no)) from no

    def _do(self, *, to: Path | None, daily: bool, check: Path | None, by: str, **options: Any) -> None:
        if check is not None:
            self._check(check, by)
        elif daily:
            self._daily()
        else:
            self._make(to, "hand", by)

    def _daily(self) -> None:
        if not daily.due():
            self.stdout.write("今天的做过了。")
            return
        self._make(None, "daily", "")

    def _make(self, to: Path | None, reason: str, by: str) -> None:
        permitted(by, "backup.make")
        with job("make", say=self.stdout.write) as progress:
            broken = heads.export()
            kept = make((to or places()[0]).absolute(), reason, by, progress)
            said = f"做好了，恢复过一遍，{kept.rows}行、{kept.files}个文件都对得上。"
            progress.end("good", said)
        self.stdout.write(f"{said}\n{kept.path}")
        if broken:
            raise CommandError(f"备份做好了，可是审计链对不上：{broken}。保留现场，联系县里的安全管理员。")

    def _check(self, path: Path, by: str) -> None:
        permitted(by, "backup.check")
        if not path.is_file():
            raise CommandError(f"没有这个文件：{path}")
        with job("check", path.stem, self.stdout.write) as progress:
            kept = check(beside(path), progress)
            said = f"核对过，{kept.rows}行、{kept.files}个文件都对得上，能恢复。"
            progress.end("good", said)
        self.stdout.write(said)
