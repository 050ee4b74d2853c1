"""A year's arrangement as people write it, a line a thing (10—12月：中层跟班学习), read into days and written back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from xieshou.plans.operations.write_plan import CalendarDraft

LONGEST_LINE = 300
_TO = r"\s*(?:-{1,2}|—{1,2}|–|~|～|至|到)\s*"
_YEAR = re.compile(r"^\s*(20\d\d)年\s*")
_DAY = r"\d{1,2}(?=[日号])"
_WHEN = re.compile(
    rf"^(?P<from>\d{{1,2}})(?:月份?(?:(?P<day>{_DAY})[日号])?|(?={_TO}\d{{1,2}}月))"
    rf"(?:{_TO}(?:次年)?(?:(?P<to>\d{{1,2}})月份?)?(?:(?P<last>{_DAY})[日号])?)?\s*[:：、，,]?\s*(?P<text>\S.*)$"
)


class Unreadable(ValueError):
    """A line whose month nobody can tell, in words for the person who wrote it."""


def read_months(text: str, starts: date) -> list[CalendarDraft]:
    """Lines of the calendar; a month without a year is the next one after the line before, first after ``starts``."""
    year, month, found = starts.year, starts.month, []
    for number, line in enumerate(text.splitlines(), 1):
        named = _YEAR.match(line)
        if named:
            year, month, line = int(named[1]), 1, line[named.end() :]
        if not line.strip():
            continue
        when = _WHEN.match(line.strip())
        if when is None:
            raise Unreadable(
                f"第{number}行“{line.strip()[:12]}”看不出是哪个月、做什么。写成“10月：做什么”，或“10—12月：做什么”。"
            )
        year += int(when["from"]) < month
        month = int(when["from"])
        found.append(_draft(when, year, number))
    return found


def _draft(when: re.Match[str], year: int, number: int) -> CalendarDraft:
    first, last = int(when["from"]), int(when["to"] or when["from"])
    try:
        opens = date(year, first, int(when["day"] or 1))
        closes = date(year + (last < first), last, int(when["last"] or when["day"] or 1))
    except ValueError as none:
        raise Unreadable(f"第{number}行的日子不存在。改成有的月份和日子。") from none
    if not when["day"] and not when["last"]:
        closes = _month_end(closes)
    if closes < opens:
        raise Unreadable(f"第{number}行的结束早于开始。")
    return CalendarDraft(opens, closes, when["text"].strip()[:LONGEST_LINE])


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def written_months(lines: Iterable[tuple[date, date, str]]) -> str:
    """The same lines as people write them, each year before its first line."""
    said: list[str] = []
    year = 0
    for starts, ends, text in lines:
        if starts.year != year:
            year = starts.year
            said.append(f"{year}年")
        span = f"{starts.month}月" if starts.month == ends.month else f"{starts.month}—{ends.month}月"
        said.append(f"{span}：{text}")
    return "\n".join(said)
