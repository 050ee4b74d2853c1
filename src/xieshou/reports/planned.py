"""The plan behind a report: what was promised in which number, and the calendar."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from xieshou.documents.model import Block, Cell, Figure, Table
from xieshou.kernel.periods import Period
from xieshou.plans.models import CalendarItem, Plan
from xieshou.plans.selectors import calendar_of, plan_on
from xieshou.progress.doors import door, progress_door
from xieshou.progress.promises import Progress
from xieshou.subjects.bonds import bonds, promises_of
from xieshou.subjects.subject import Subject, day_within


def plans_of(subject: Subject) -> list[Plan]:
    """Plans of the report's pairs or community, in force on the day its papers are looked at."""
    day = day_within(subject.span, timezone.localdate())
    last = min(day, subject.span.last.ends)
    found = (plan_on(bond.pk, last) for bond in bonds(subject))
    return [plan for plan in found if plan is not None]


def tables(subject: Subject) -> list[Block]:
    """Promises and calendar; a county's report tells its promises by state only."""
    return [] if subject.kind == "county" else [*_promises(subject), *_calendar(subject)]


def _promises(subject: Subject) -> list[Block]:
    found = sorted(promises_of(subject), key=lambda pair: (pair[0].pk, pair[1].promise.order))
    rows = tuple(_promise(subject, row) for _, row in found)
    head = ("承诺", "时间", "按什么算", "应完成", "已完成")
    return [Table(head, rows, caption="承诺完成情况", numeric=frozenset({3, 4}))] if rows else []


def _promise(subject: Subject, row: Progress) -> tuple[Cell, ...]:
    promise, term = row.promise, subject.span.last
    number, unit = row.promised
    url = door("progress:promise", promise.pk, term=term.code)
    due = (Figure(number, unit, url, key=promise.indicator),)
    done = (Figure(*row.figure, progress_door(row, term)),)
    return (promise.name, promise.get_per_display(), promise.get_each_display(), due, done)


def _calendar(subject: Subject) -> list[Block]:
    rows = tuple(_line(subject, item) for plan in plans_of(subject) for item in calendar_of(plan))
    return [Table(("时间", "安排"), rows, caption="月度安排")] if rows else []


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
