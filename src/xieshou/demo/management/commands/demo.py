"""``xieshou demo``: fill an empty installation with invented counties."""

from __future__ import annotations

import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from xieshou.demo.build import Wish, build


class Command(BaseCommand):
    """Write the demonstration and say how long it took."""

    help = "写入演示县（云溪县，人物与学校均为虚构）"

    def add_arguments(self, parser: CommandParser) -> None:
        """How much of it."""
        usual = Wish()
        parser.add_argument("--schools", type=int, default=usual.schools, help="学校数，多于14所时按样式编出别的县")
        parser.add_argument("--years", type=int, default=usual.years, help="几个学年，含本学年")
        parser.add_argument("--seed", type=int, default=usual.seed, help="换一个数，换一批名字和日子")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        began = time.monotonic()
        wish = Wish(options["schools"], options["years"], options["seed"])
        call_command("migrate", verbosity=0)
        written = build(wish, self._say)
        self.stdout.write(f"演示数据写好了，{written}步，用了{time.monotonic() - began:.0f}秒。")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
