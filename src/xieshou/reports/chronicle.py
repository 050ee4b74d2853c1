"""大事记: dated events of a report, each line a door to its record."""

from __future__ import annotations

from datetime import date

from xieshou.catalogue import catalogue
from xieshou.documents.model import Block, Cell, Figure, Table
from xieshou.kernel.amounts import format_amount
from xieshou.kernel.periods import Period
from xieshou.kernel.text import shorten
from xieshou.ledger.overview import Overview
from xieshou.ledger.sources import Line

MOST_LINES = 30
FIRST = frozenset({"organising", "publicity", "outcomes"})
FRIDAY = 4


def tables(overview: Overview) -> list[Block]:
    """The most telling events in the order of their days, with how long each took and what it counts."""
    lines = sorted(overview.lines("activity"), key=_telling)[:MOST_LINES]
    in_order = sorted(lines, key=lambda line: (line.on, line.title))
    lasting = any(_until(line) for line in in_order)
    rows = tuple(_row(line, lasting) for line in in_order)
    head = ("日期", "活动", "类别", "学校", *(["时长"] if lasting else []), "数量")
    return [Table(head, rows, caption="大事记", numeric=frozenset(range(4, len(head))))] if rows else []


def _telling(line: Line) -> tuple[int, int]:
    """Meetings, ceremonies, results and what lasted days come first; then the newest."""
    kind = catalogue.kinds[line.cells["kind"]]
    return (0 if kind.family in FIRST or _until(line) else 1, -line.on.toordinal())


def _until(line: Line) -> date | None:
    written = line.cells.get("until") or ""
    return date.fromisoformat(written) if written else None


def _row(line: Line, lasting: bool) -> tuple[Cell, ...]:
    until = _until(line)
    days = day_words(line.on) if until is None else f"{day_words(line.on)}至{day_words(until)}"
    figure, unit = format_amount(line.amount, line.unit)
    kind = catalogue.kinds[line.cells["kind"]]
    counted: Cell = (Figure(figure, unit, line.url, key=kind.main_indicator()),) if line.amount else ""
    on = (Figure(days, "", line.url, key="activity.on"),)
    length = [_length(line, until)] if lasting else []
    return (on, shorten(line.title, 24), line.kind, line.schools, *length, counted)


def _length(line: Line, until: date | None) -> Cell:
    if until is None or until == line.on:
        return ""
    number, unit = length_of(Period(line.on, until))
    return (Figure(str(number), unit, line.url, key="activity.length"),)


def day_words(day: date) -> str:
    """A day without its year: the report's title says which."""
    return f"{day.month}月{day.day}日"


def length_of(period: Period) -> tuple[int, str]:
    """How long something took: whole weeks and a school week of five days in 周, else days."""
    if period.days % 7 == 0:
        return period.days // 7, "周"
    if period.days == FRIDAY + 1 and period.ends.weekday() == FRIDAY:
        return 1, "周"
    return period.days, "天"
