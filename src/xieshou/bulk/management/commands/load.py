"""`xieshou load ID`: carry on with a table that is being checked, written or taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser

from xieshou.bulk.jobs import run
from xieshou.bulk.models import Load


class Command(BaseCommand):
    """Started by the page; may be started again by hand after a power cut."""

    help = "继续核对、录入或撤回一张台账表"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("load", type=UUID)

    def handle(self, *args: Any, **options: Any) -> None:
        def say(load: Load) -> None:
            self.stdout.write(f"{load.get_state_display()} {load.written}/{load.total}")

        run(options["load"], say=say)
