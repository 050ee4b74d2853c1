"""``xieshou lay_tables LAYOUT``: empty tables as an earlier version had them, for a backup to be loaded into."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    """Run in a process of its own, on a schema of its own."""

    help = "内部使用：恢复 PostgreSQL 备份时按备份的版本建空表"
    requires_system_checks: tuple[str, ...] = ()  # it must work where something else does not

    def add_arguments(self, parser: CommandParser) -> None:
        """What the backup says of itself."""
        parser.add_argument("layout", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate each app to where it was; nothing is filled in, as the signals of `migrate` would."""
        listed = json.loads(options["layout"].read_text(encoding="utf-8"))["migrations"]
        last = dict(sorted(listed))
        MigrationExecutor(connection).migrate(list(last.items()))
