"""The demonstration is written as if each record had been made on its own day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

_MODULE: Any = timezone
OPENS = time(8)


@contextmanager
def at_the_time() -> Iterator[Clock]:
    """Let the clock of this process be set; it tells the real time again afterwards."""
    real = timezone.now
    clock = Clock(real())
    _MODULE.now = clock.tell
    try:
        yield clock
    finally:
        _MODULE.now = real


class Clock:
    """Tells the day it was set to, a second later every time, and never more than the real time."""

    def __init__(self, real: datetime) -> None:
        self.latest = real
        self._now = real
        self._day = date.max

    def set(self, day: date) -> None:
        """Move to the morning of a day."""
        if day != self._day:
            self._day = day
            self._now = timezone.make_aware(datetime.combine(day, OPENS)).astimezone(UTC)

    def tell(self) -> datetime:
        """The moment it is now."""
        self._now += timedelta(milliseconds=20)
        return min(self._now, self.latest)
