"""``xieshou audit``: verify every chain."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from xieshou.audit.chain import verify


class Command(BaseCommand):
    """Verify the audit chains."""

    help = "核对审计链"

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each chain; a fault is an error."""
        verdicts = list(verify())
        for verdict in verdicts:
            self.stdout.write(verdict.sentence)
        if any(verdict.faults for verdict in verdicts):
            raise CommandError("审计链有改动的痕迹。请保留现场，联系县里的安全管理员。")
