"""School years, terms, holidays and working days of the demonstration, reckoned from today."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from xieshou.kernel.periods import Period, split_months

DAY = timedelta(days=1)
# (month, first day, last day): days on which no school is open, besides weekends.
FREE = ((10, 1, 7), (1, 1, 2), (4, 4, 6), (5, 1, 5), (6, 18, 20))
SEASONS = {"early": (0.03, 0.25), "middle": (0.35, 0.65), "late": (0.72, 0.95)}


@dataclass(frozen=True)
class TermDays:
    """A term of a school year: 1 in autumn, 2 in spring."""

    year: int
    ordinal: int
    period: Period

    @property
    def name(self) -> str:
        """As offices write it."""
        return f"{self.year}年秋季学期" if self.ordinal == 1 else f"{self.year + 1}年春季学期"

    @property
    def working(self) -> list[date]:
        """Days of the term on which something can take place."""
        return [day for day in _days(self.period) if day.weekday() < 5 and not is_free(day)]

    def spread(self, times: int, season: str, rng: Random) -> list[date]:
        """So many working days, evenly over the term or one of its thirds, never quite regular."""
        days = self.working
        low, high = SEASONS.get(season, (0.04, 0.94))
        step = (high - low) / max(times, 1)
        return [days[int((low + step * (k + rng.uniform(0.1, 0.9))) * len(days))] for k in range(times)]

    def monthly(self, rng: Random) -> list[date]:
        """A working day in every month of the term, also in its short first and last ones."""
        months = ([day for day in self.working if month.contains(day)] for month in split_months(self.period))
        return [rng.choice(days) for days in months if days]


def _days(period: Period) -> Iterator[date]:
    for number in range(period.days):
        yield period.starts + number * DAY


def is_free(day: date) -> bool:
    """Whether the day is a public holiday."""
    return any(day.month == month and first <= day.day <= last for month, first, last in FREE)


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def terms_of_year(year: int) -> tuple[TermDays, TermDays]:
    """Autumn from 1 September to late January; spring from late February to early July."""
    autumn = Period(date(year, 9, 1), _monday_from(date(year + 1, 1, 15)) + 4 * DAY)
    spring = Period(_monday_from(date(year + 1, 2, 20)), _monday_from(date(year + 1, 6, 29)) + 4 * DAY)
    return TermDays(year, 1, autumn), TermDays(year, 2, spring)


def month_before(day: date) -> date:
    """First day of the last month that is over."""
    return (day.replace(day=1) - DAY).replace(day=1)


def month_end(day: date) -> date:
    """Last day of the month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def in_school_year(year: int, month: int, day: int) -> date:
    """A month and day of the school year that begins in ``year``."""
    return date(year if month >= 9 else year + 1, month, day)
