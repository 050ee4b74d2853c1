"""``xieshou ledger verify|repair|rebuild``: the daily check, and mending after a rule changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from xieshou.ledger.posting import rebuild_totals
from xieshou.ledger.verify import repair, wrong_records, wrong_totals
from xieshou.scoping.operations import SystemActor


class Command(BaseCommand):
    """Check or mend the ledger."""

    help = "核对台账，或在规则变动后校正"

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and why."""
        parser.add_argument("deed", choices=["verify", "repair", "rebuild"])
        parser.add_argument("--reason", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; a difference found by verify is an error."""
        if options["deed"] == "rebuild":
            self.stdout.write(f"合计表重算完毕，{rebuild_totals()}行。")
        elif options["deed"] == "repair":
            if not options["reason"]:
                raise CommandError("校正要写原因：--reason “2026年秋季学期起止日期改了”")
            written = repair(SystemActor(options["reason"]), reason=options["reason"])
            self.stdout.write(f"补记{written}条。")
        else:
            self._verify()

    def _verify(self) -> None:
        records, totals = list(wrong_records()), wrong_totals()
        if records or totals:
            named = "、".join(f"{source.label}{record.pk}" for source, record in records[:5])
            raise CommandError(f"台账有{len(records)}条记录、{len(totals)}个合计对不上。{named}")
        self.stdout.write("台账和记录一致，合计和台账一致。")
