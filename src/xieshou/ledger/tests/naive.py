"""Counting by reading the definition aloud, sharing no code with posting or asking."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from xieshou.ledger.sources import Part

OWN = {"attendance.teacher"}
Events = dict[Any, list[Part]]


def _inside(part: Part, lo: int, hi: int) -> bool:
    return lo <= part.school.lo < hi


def _one_event(parts: list[Part], choose: str) -> int:
    """A shared figure of one event on one day in one subject: of the first school, or the largest of any."""
    by_school: dict[int, int] = {}
    for part in parts:
        by_school[part.school.pk] = by_school.get(part.school.pk, 0) + part.amount
    amounts = list(by_school.values())
    if not amounts:
        return 0
    return amounts[0] if choose == "first" else max(amounts)


def _count(events: Events, indicator: str, wanted: Any, choose: str) -> int:
    count = 0
    for parts in events.values():
        mine = [part for part in parts if part.indicator == indicator and wanted(part)]
        if indicator in OWN:
            count += sum(part.amount for part in mine)
            continue
        for slot in {(part.on, part.subject) for part in mine}:
            count += _one_event([part for part in mine if (part.on, part.subject) == slot], choose)
    return count


def place_count(events: Events, indicator: str, lo: int, hi: int) -> int:
    """The figure of a place."""
    return _count(events, indicator, lambda part: _inside(part, lo, hi), "first")


def set_count(events: Events, indicator: str, schools: Iterable[int]) -> int:
    """The figure of any list of schools."""
    members = set(schools)
    return _count(events, indicator, lambda part: part.school.pk in members, "largest")


def bond_count(events: Events, indicator: str, bond: Any) -> int:
    """The figure of a pair or community."""
    return _count(events, indicator, lambda part: part.bond == bond, "largest")


def most_on_one_day(stays: list[tuple[date, date]], starts: date, ends: date) -> int:
    """How many are there on the fullest day, day by day."""
    days = [starts + timedelta(days=n) for n in range((ends - starts).days + 1)]
    return max(sum(first <= day <= last for first, last in stays) for day in days)
