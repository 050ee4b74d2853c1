"""Stretches of days, both ends included, and the school year."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_YEAR_IN_TEXT = re.compile(r"20\d\d")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from starts to ends, both included."""

    starts: date
    ends: date

    def __post_init__(self) -> None:
        """Refuse a period that ends before it starts."""
        if self.ends < self.starts:
            raise ValueError(f"结束日期{_full(self.ends)}早于开始日期{_full(self.starts)}。")

    def contains(self, d: date) -> bool:
        """Say whether the day lies in the period."""
        return self.starts <= d <= self.ends

    def overlaps(self, p: "Period") -> bool:
        """Say whether the two periods share at least one day."""
        return self.starts <= p.ends and p.starts <= self.ends

    @property
    def days(self) -> int:
        """Number of days, both ends counted."""
        return (self.ends - self.starts).days + 1

    @property
    def label(self) -> str:
        """Write the period in Chinese, leaving out what the end repeats: 2026年2月16日至7月10日."""
        first, last = self.starts, self.ends
        if first == last:
            return _full(first)
        if first.year != last.year:
            return f"{_full(first)}至{_full(last)}"
        if first.month != last.month:
            return f"{_full(first)}至{last.month}月{last.day}日"
        return f"{_full(first)}至{last.day}日"


def _full(d: date) -> str:
    return f"{d.year}年{d.month}月{d.day}日"


def _last_of_month(year: int, month: int) -> date:
    if month == 12:  # 31 December 9999 has no next day to step back from
        return date(year, 12, 31)
    return date(year, month + 1, 1) - _ONE_DAY


def _end_of_week(d: date) -> date:
    return d + min(timedelta(days=6 - d.weekday()), date.max - d)


def _end_of_quarter(d: date) -> date:
    return _last_of_month(d.year, (d.month + 2) // 3 * 3)


def _end_of_month(d: date) -> date:
    return _last_of_month(d.year, d.month)


def _end_of_year(d: date) -> date:
    return date(d.year, 12, 31)


def _cut(p: Period, natural_end: Callable[[date], date]) -> list[Period]:
    pieces: list[Period] = []
    starts = p.starts
    while (ends := natural_end(starts)) < p.ends:
        pieces.append(Period(starts, ends))
        starts = ends + _ONE_DAY
    return [*pieces, Period(starts, p.ends)]


def split_weeks(p: Period) -> list[Period]:
    """Cut at every Monday; the first and last week may be short."""
    return _cut(p, _end_of_week)


def split_months(p: Period) -> list[Period]:
    """Cut at the first of every month; the first and last month may be short."""
    return _cut(p, _end_of_month)


def split_quarters(p: Period) -> list[Period]:
    """Cut on 1 January, April, July and October; the first and last quarter may be short."""
    return _cut(p, _end_of_quarter)


def split_years(p: Period) -> list[Period]:
    """Cut on 1 January; the first and last natural year may be short."""
    return _cut(p, _end_of_year)


def elapsed(p: Period, today: date) -> float:
    """Share of the period's days that are over, from 0.0 to 1.0.

    Today itself is not over: 0.0 on the first day, 1.0 only after the last, so nothing is late while its last day runs.
    """
    gone = (today - p.starts).days
    return min(max(gone / p.days, 0.0), 1.0)


def natural_year(year: int) -> Period:
    """Give 1 January to 31 December of the year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def halves(year: int) -> tuple[Period, Period]:
    """Give 上半年 and 下半年 of a calendar year."""
    return Period(date(year, 1, 1), date(year, 6, 30)), Period(date(year, 7, 1), date(year, 12, 31))


def school_year_of(d: date, first_month: int = 9) -> int:
    """Name the school year of a day by the year it begins in: 2025 for 2025-09 to 2026-08.

    first_month (1 to 12) is the month whose first day opens the school year; ValueError outside that.
    """
    _check_month(first_month)
    return d.year if d.month >= first_month else d.year - 1


def school_year(year: int, first_month: int = 9) -> Period:
    """Give all days of the school year that begins in the year; ValueError when first_month is not 1 to 12."""
    _check_month(first_month)
    last = date(year, 12, 31) if first_month == 1 else date(year + 1, first_month, 1) - _ONE_DAY
    return Period(date(year, first_month, 1), last)


def school_year_label(year: int) -> str:
    """Write a school year as offices do: 2025—2026学年."""
    return f"{year}—{year + 1}学年"


def a_year_later(day: date) -> date:
    """Give the same day of the next year; the last of February where that day is not there."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def named_a_year_later(text: str) -> str:
    """Write a text with every year in it one later: 2025—2026学年 becomes 2026—2027学年."""
    return _YEAR_IN_TEXT.sub(lambda found: str(int(found[0]) + 1), text)


def _check_month(month: int) -> None:
    if not 1 <= month <= 12:
        raise ValueError(f"学年的第一个月应是1到12，现在是{month}。")
