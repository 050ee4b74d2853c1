"""The plan behind a report: what was promised in which number, and the calendar."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from xieshou.documents.model import Block, Cell, Figure, Table
from xieshou.kernel.periods import Period
from xieshou.pairings.sides import opposite
from xieshou.plans.models import CalendarItem
from xieshou.plans.selectors import calendar_of
from xieshou.progress.doors import door, progress_door
from xieshou.progress.promises import Progress
from xieshou.subjects.material import Material
from xieshou.subjects.subject import Subject


def tables(material: Material) -> list[Block]:
    """Promises and calendar; a county's report tells its promises by state only."""
    return [] if material.subject.kind == "county" else [*_promises(material), *_calendar(material)]


def _whom(material: Material) -> dict[UUID, str]:
    """Of a school in several pairs, whom each is with, so that like lines are told apart; of others nothing."""
    subject = material.subject
    if subject.kind != "school" or len(material.pairings) < 2:
        return {}
    return {one.pk: opposite(one, subject.place, material.day).short for one in material.pairings}


def _promises(material: Material) -> list[Block]:
    whom = _whom(material)
    found = sorted(material.promises, key=lambda pair: (pair[0].pk, pair[1].promise.order))
    rows = tuple((*_promise(material.subject, row), *([whom[bond.pk]] if whom else [])) for bond, row in found)
    head = ("承诺", "时间", "按什么算", "应完成", "已完成", *(["和谁"] if whom else []))
    return [Table(head, rows, caption="承诺完成情况", numeric=frozenset({3, 4}))] if rows else []


def _promise(subject: Subject, row: Progress) -> tuple[Cell, ...]:
    promise, term = row.promise, subject.span.last
    number, unit = row.promised
    url = door("progress:promise", promise.pk, term=term.code)
    due = (Figure(number, unit, url, key=promise.indicator),)
    done = (Figure(*row.figure, progress_door(row, term)),)
    return (promise.name, promise.get_per_display(), promise.get_each_display(), due, done)


def _calendar(material: Material) -> list[Block]:
    whom = _whom(material)
    items = calendar_of(*material.plans)
    rows = tuple((*_line(material.subject, one), *([whom[one.plan.bond]] if whom else [])) for one in items)
    head = ("时间", "安排", *(["和谁"] if whom else []))
    return [Table(head, rows, caption="月度安排")] if rows else []


def _line(subject: Subject, item: CalendarItem) -> tuple[Cell, ...]:
    when = (Figure(stretch(item), "", f"{subject.url}calendar/?line={item.pk}", key="calendar"),)
    return (when, item.text)


def stretch(item: CalendarItem) -> str:
    """Whole months as 2025年10月至12月, anything else by its days."""
    starts, ends = item.starts, item.ends
    if starts.day != 1 or date.fromordinal(ends.toordinal() + 1).day != 1:
        return Period(starts, ends).label
    first = f"{starts.year}年{starts.month}月"
    if (starts.year, starts.month) == (ends.year, ends.month):
        return first
    return f"{first}至{ends.month}月" if starts.year == ends.year else f"{first}至{ends.year}年{ends.month}月"
