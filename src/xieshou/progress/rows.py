"""Promises as the pages show them: a row each, grouped by state, with the day that is set for what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xieshou.kernel.periods import Period
from xieshou.plans.models import CalendarItem
from xieshou.terms.models import Term

from .doors import door, progress_door
from .pieces import week_of
from .promises import Progress, State

LEADS = {"risk": "先看这{}项", "owed": "{}项", "done": "{}项，点开看"}


@dataclass(frozen=True)
class Row:
    """One promise in a list."""

    found: Progress
    url: str
    why: str
    partner: str = ""
    act_label: str = ""
    act_url: str = ""

    @property
    def name(self) -> str:
        """What was promised."""
        return self.found.promise.name

    @property
    def figure(self) -> str:
        """1/2次."""
        return "".join(self.found.figure)

    @property
    def page(self) -> str:
        """The promise's own page."""
        return door("progress:promise", self.found.promise.pk)


@dataclass(frozen=True)
class Group:
    """The promises of one state."""

    state: State
    lead: str
    rows: Sequence[Row]


def next_dates(plans: Iterable[UUID], today: date) -> dict[UUID, CalendarItem]:
    """The next line of the calendar for each promise that has one."""
    items = CalendarItem.objects.filter(plan__in=list(plans), ends__gte=today, promise__isnull=False)
    found: dict[UUID, CalendarItem] = {}
    for item in items.order_by("starts", "order"):
        found.setdefault(item.promise_id, item)
    return found


def day_set(found: Progress, set_days: Mapping[UUID, CalendarItem]) -> CalendarItem | None:
    """The line of the calendar for what is missing; one of another term does not help this one."""
    item = set_days.get(found.promise.pk)
    if item is None:
        return None
    span = Period(item.starts, item.ends)
    return item if not found.slots or any(slot.missing and slot.period.overlaps(span) for slot in found.slots) else None


def row_of(
    found: Progress, term: Term, set_days: Mapping[UUID, CalendarItem], partner: str = "", may_plan: bool = False
) -> Row:
    """A promise with what is missing, and when that is to be done."""
    item = day_set(found, set_days)
    url = progress_door(found, term)
    why = found.why
    if found.state == "done":
        extra = found.counted - found.done
        return Row(found, url, f"多做了{found.amount(extra)}" if extra > 0 else "", partner)
    if item is not None:
        return Row(found, url, f"{why}，{day_of(item)}{item.text}", partner)
    over = all(slot.piece.due < term.ends for slot in found.slots if slot.missing) and found.state == "risk"
    if over:
        return Row(found, url, why, partner)
    plan = door("drafting:calendar", found.promise.plan_id) if may_plan else ""
    return Row(found, url, f"{why}，没有排日子", partner, "排个日子" if plan else "", plan)


def day_of(item: CalendarItem) -> str:
    """6月16日，or from when to when."""
    first = f"{item.starts.month}月{item.starts.day}日"
    if item.starts == item.ends:
        return f"{first}，"
    last = f"{item.ends.day}日" if item.ends.month == item.starts.month else f"{item.ends.month}月{item.ends.day}日"
    return f"{first}至{last}，"


def grouped(rows: Sequence[Row]) -> list[Group]:
    """By state, riskiest first; states without a promise are left out."""
    order: tuple[State, ...] = ("risk", "owed", "done")
    found = [(state, [row for row in rows if row.found.state == state]) for state in order]
    return [Group(state, LEADS[state].format(len(listed)), listed) for state, listed in found if listed]


def term_words(term: Term, today: date) -> str:
    """第15周，离期末还有3周."""
    if today > term.ends:
        return "学期已经结束"
    if today < term.starts:
        return f"{term.starts.month}月{term.starts.day}日开学"
    left = (term.ends - today).days
    words = f"还有{left // 7}周" if left >= 7 else f"还有{left}天" if left else "就是今天"
    return f"第{week_of(today, term)}周，离期末{words}"
