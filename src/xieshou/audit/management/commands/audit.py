"""``xieshou audit``: verify every chain, against exported heads when there are any; export the heads of today."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from xieshou.audit.chain import Mark, export_heads, verify


class Command(BaseCommand):
    """Verify the audit chains."""

    help = "核对审计链；导出链头另存，以后拿来对照"

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the heads go, and where earlier ones lie."""
        parser.add_argument("--export", metavar="FILE", type=Path, help="核对无误后，把链头存到这个文件")
        parser.add_argument("--against", metavar="FILE", type=Path, action="append", default=[], help="对照这份链头")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each chain; a fault is an error, and nothing is exported then."""
        kept = [mark for path in options["against"] for mark in _read(path)]
        verdicts = list(verify(kept))
        for verdict in verdicts:
            self.stdout.write(verdict.sentence)
        if any(verdict.faults for verdict in verdicts):
            raise CommandError("审计链有改动的痕迹。请保留现场，联系县里的安全管理员。")
        if options["export"]:
            marks = [asdict(mark) for mark in export_heads()]
            options["export"].write_text(json.dumps(marks, indent=1) + "\n", encoding="utf-8")
            self.stdout.write(f"导出了{len(marks)}条链头。请存到数据库以外的地方。")


def _read(path: Path) -> list[Mark]:
    """Exported heads; a file that is not one is said so, never taken for an empty one."""
    try:
        return [Mark(**row) for row in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError) as fault:
        raise CommandError(f"{path.name}读不出链头：{fault}") from fault
