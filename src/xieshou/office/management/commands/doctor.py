"""``xieshou doctor``: plain Chinese, with what to do."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from xieshou.office.doctor import examine


class Command(BaseCommand):
    """Look at everything that must be sound."""

    help = "检查这台机器上的携手是否正常"

    def handle(self, *args: Any, **options: Any) -> None:
        """A line for each finding; a fault is an error."""
        faults = 0
        for finding in examine():
            faults += not finding.sound
            self.stdout.write(
                f"{'好' if finding.sound else '不行'}  {finding.what}  {'' if finding.sound else finding.mend}"
            )
        if faults:
            raise CommandError(f"有{faults}处要处理。")
