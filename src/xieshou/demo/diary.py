"""Everything that is to be written, by its day; written in order, two hundred writes to a transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import islice

from django.db import transaction

from .clock import Clock

Deed = Callable[[], object]
TOGETHER = 200


class Diary:
    """Collects what happened on which day, and writes it day by day."""

    def __init__(self, today: date, say: Callable[[str], object]) -> None:
        self.today = today
        self._say = say
        self._deeds: list[tuple[date, int, Deed]] = []

    def add(self, day: date, deed: Deed) -> None:
        """Something of a day; what has not happened yet is left out."""
        if day <= self.today:
            self._deeds.append((day, len(self._deeds), deed))

    def write(self, clock: Clock, what: str) -> int:
        """Write it all, oldest first, and forget it; returns how much it was."""
        self._deeds.sort(key=lambda entry: entry[:2])
        waiting, count = iter(self._deeds), len(self._deeds)
        written = 0
        while batch := list(islice(waiting, TOGETHER)):
            with transaction.atomic():
                for day, _, deed in batch:
                    clock.set(day)
                    deed()
            written += len(batch)
            self._say(f"{what}：{written}/{count}")
        self._deeds.clear()
        return count
