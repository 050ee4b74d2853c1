"""The days a header or a title speaks of: 2025年, 2025—2026学年第一学期, 2025年1—6月, 本学期."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from xieshou.kernel.numerals import FULL_WIDTH
from xieshou.kernel.periods import Period, natural_year, school_year, school_year_of

DASH = r"\s*[-—–－~～至到/]{1,2}\s*"
ORDINALS = {"一": 1, "1": 1, "上": 1, "秋": 1, "二": 2, "2": 2, "下": 2, "春": 2}
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
EARLIEST, LATEST = 1990, 2100


@dataclass(frozen=True)
class Calendar:
    """Today, and the terms and school years a county has set; others follow the usual calendar."""

    today: date
    terms: Mapping[tuple[int, int], Period] = field(default_factory=dict)
    years: Mapping[int, Period] = field(default_factory=dict)

    def year(self, year: int) -> Period:
        """The days of a school year."""
        return self.years.get(year) or school_year(year)

    def term(self, year: int, ordinal: int) -> Period:
        """The days of a term, holidays after it included."""
        whole = self.year(year)
        middle = date(year + 1, 2, 1)
        usual = Period(whole.starts, middle) if ordinal == 1 else Period(middle + timedelta(days=1), whole.ends)
        return self.terms.get((year, ordinal)) or usual

    @property
    def this_year(self) -> int:
        """The school year of today."""
        return next((y for y, span in self.years.items() if span.contains(self.today)), school_year_of(self.today))

    @property
    def this_term(self) -> Period:
        """The term of today."""
        found = next((span for span in self.terms.values() if span.contains(self.today)), None)
        ordinal = 1 if self.today.month >= 8 or self.today.month == 1 else 2
        return found or self.term(self.this_year, ordinal)


Reader = Callable[[re.Match[str], Calendar], Period]


def _months(year: int, first: int, last: int) -> Period:
    if not 1 <= first <= last <= 12:
        raise ValueError("months run from 1 to 12")
    after = date(year + last // 12, last % 12 + 1, 1)
    return Period(date(year, first, 1), after - timedelta(days=1))


def _school_year(m: re.Match[str], calendar: Calendar) -> Period:
    year = int(m["y"])
    if m["z"] and int(m["z"]) % 100 != (year + 1) % 100:
        raise ValueError("a school year is two years in a row")
    return calendar.term(year, ORDINALS[m["o"]]) if m["o"] else calendar.year(year)


def _season(m: re.Match[str], calendar: Calendar) -> Period:
    year = int(m["y"])
    return calendar.term(year, 1) if m["o"] == "秋" else calendar.term(year - 1, 2)


def _half(m: re.Match[str], calendar: Calendar) -> Period:
    year = int(m["y"]) if m["y"] else calendar.today.year
    return _months(year, 1, 6) if m["o"] == "上" else _months(year, 7, 12)


def _quarter(m: re.Match[str], calendar: Calendar) -> Period:
    last = 3 * QUARTERS[m["o"]]
    return _months(int(m["y"]) if m["y"] else calendar.today.year, last - 2, last)


def _stretch(m: re.Match[str], calendar: Calendar) -> Period:
    year = int(m["y"]) if m["y"] else calendar.today.year
    if m["z"]:
        return Period(_months(year, int(m["a"]), int(m["a"])).starts, _months(int(m["z"]), 1, int(m["b"])).ends)
    return _months(year, int(m["a"]), int(m["b"]))


def _month(m: re.Match[str], calendar: Calendar) -> Period:
    return _months(int(m["y"]), int(m["a"]), int(m["a"]))


YEAR = r"(?P<y>(?:19|20)\d{2})"
READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (
        re.compile(rf"{YEAR}{DASH}(?P<z>20\d{{2}}|\d{{2}})\s*学年度?(?:第?(?P<o>[一二12上下])学期)?"),
        _school_year,
    ),
    (re.compile(rf"{YEAR}(?P<z>)\s*学年度?(?:第?(?P<o>[一二12上下])学期)?"), _school_year),
    (re.compile(rf"{YEAR}年?(?P<o>[春秋])季?(?:学期)?"), _season),
    (re.compile(rf"{YEAR}年(?P<a>\d{{1,2}})月?{DASH}(?:(?P<z>20\d{{2}})年)?(?P<b>\d{{1,2}})月份?"), _stretch),
    (re.compile(rf"(?P<y>)(?<!\d)(?P<a>\d{{1,2}})月?{DASH}(?P<z>)(?P<b>\d{{1,2}})月份?"), _stretch),
    (re.compile(rf"{YEAR}年(?P<a>\d{{1,2}})月份?(?!\d)"), _month),
    (re.compile(rf"(?:{YEAR}年|(?P<n>今年|本年))?度?(?P<o>[上下])半年"), _half),
    (re.compile(rf"(?:{YEAR}年)?第?(?P<o>[一二三四1234])季度"), _quarter),
    (re.compile(rf"{YEAR}(?:年度?|(?=\D|$))"), lambda m, c: natural_year(int(m["y"]))),
    (re.compile(r"本学期|这学期|当前学期"), lambda m, c: c.this_term),
    (re.compile(r"本学年|这学年|本学年度"), lambda m, c: c.year(c.this_year)),
    (re.compile(r"上学年|上一学年"), lambda m, c: c.year(c.this_year - 1)),
    (re.compile(r"今年|本年度?|当年"), lambda m, c: natural_year(c.today.year)),
    (re.compile(r"去年|(?<!以)上年度?|上一年度?"), lambda m, c: natural_year(c.today.year - 1)),
)


def read_span(text: str, calendar: Calendar) -> tuple[Period | None, str]:
    """The first stretch of days a text names, and the text without it; a stretch that cannot be is left as text."""
    plain = text.translate(FULL_WIDTH)
    for pattern, read in READERS:
        match = pattern.search(plain)
        if not match:
            continue
        try:
            span = read(match, calendar)
        except ValueError:
            continue
        if EARLIEST <= span.starts.year <= LATEST:
            return span, plain[: match.start()] + plain[match.end() :]
    return None, plain
