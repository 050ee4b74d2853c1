"""``xieshou migrate``: Django's, with a backup before and the way back when it fails."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from xieshou.keeping.making import Failed, job, make
from xieshou.keeping.restoring import undo
from xieshou.keeping.shelf import Backup, places
from xieshou.scoping.operations import Refused


def wants_backup(asked: str | None, always: bool) -> bool:
    """Whether there are data, and they would change or somebody wants to be able to come back anyway."""
    executor = MigrationExecutor(connection)
    if not executor.loader.applied_migrations:
        return False
    return always or asked is not None or bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


class Command(DjangoMigrate):
    """Back up, migrate, and go back when that does not end well."""

    help = "升级数据表；先做备份，没升成就恢复"

    def add_arguments(self, parser: CommandParser) -> None:
        """Django's own, and the way around for copies that are thrown away."""
        super().add_arguments(parser)
        parser.add_argument("--upgrade", action="store_true", help="升级程序时用：没有要改的也先备份")
        parser.add_argument("--without-backup", action="store_true", help="不先备份；只用在临时的副本上")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        always = options.pop("upgrade", False)
        if options.pop("without_backup", False) or not wants_backup(options["app_label"], always):
            super().handle(*args, **options)
            return
        try:
            self.stdout.write("升级以前先做一份备份。")
            with job("make", say=self.stdout.write) as progress:
                kept = make(places()[0], "upgrade", "", progress)
                progress.end("good", "升级前的备份做好了。")
        except (Failed, Refused) as no:
            raise CommandError(f"E-KEP-110 备份没有做成，所以没有升级，数据没有动：{no}") from no
        try:
            super().handle(*args, **options)
        except Exception as fault:
            self._go_back(kept, fault)
        self.stdout.write("数据升级好了。")

    def _go_back(self, kept: Backup, fault: Exception) -> None:
        try:
            with job("restore", kept.name, self.stdout.write) as progress:
                undo(kept, progress)
                progress.end("bad", "升级没有做成，数据恢复到了升级前。")
        except (Failed, Refused) as no:
            raise CommandError(
                f"E-KEP-112 升级没有做成，恢复也没有做成：{no} 升级前的备份在{kept.path}，用原来的版本恢复它。"
            ) from fault
        raise CommandError(f"E-KEP-111 升级没有做成，数据已恢复到升级前，原来的版本照样能用。原因：{fault}") from fault
