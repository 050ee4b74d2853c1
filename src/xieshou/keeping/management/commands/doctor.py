"""``xieshou doctor``: plain Chinese, with what to do."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from xieshou.keeping.doctor import examine


class Command(BaseCommand):
    """Look at everything that must be sound."""

    help = "检查这台机器上的携手是否正常"
    requires_system_checks: tuple[str, ...] = ()  # it must work where something else does not

    def handle(self, *args: Any, **options: Any) -> None:
        """A line for each finding; a fault is an error."""
        found = examine()
        for finding in found:
            self.stdout.write(f"{finding.word}  {finding.what}  {finding.mend}".rstrip())
        faults = sum(finding.level == "bad" for finding in found)
        if faults:
            raise CommandError(f"有{faults}处要处理。")
