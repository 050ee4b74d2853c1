"""What an activity contributes to the ledger: pure, from the record to parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xieshou.catalogue import catalogue
from xieshou.ledger.sources import Part

from .models import Activity, School

ORDER = {"received": 0, "joined": 1, "gave": 2}
BOXES = ("friends", "letters", "books", "deeds", "skills")
COUNTED_COLUMNS = ("lessons", "pupils", "items", "hours", *BOXES, "level", "ict", "online")


def values_of(activity: Activity) -> dict[str, Any]:
    """Columns and tail, as the catalogue's measures read them."""
    return {**activity.tail, **{name: getattr(activity, name) for name in COUNTED_COLUMNS}, "topic": activity.topic}


def parts_of(activity: Activity) -> Iterator[Part]:
    """Every school's part of every indicator; the receiving school comes first and is the one counted above it."""
    if activity.withdrawn_on:
        return
    schools = sorted(activity.schools.all(), key=lambda s: (ORDER[s.side], s.order))
    counted = list(catalogue.contributions(activity.kind, tuple(activity.parts), values_of(activity)))
    for row in schools:
        partner = _partner(row, schools)
        common = {"school": row.school, "side": row.side, "on": activity.on, "partner": partner, "bond": activity.bond}
        for indicator, amount in counted:
            subject = activity.subject if indicator.by_subject else ""
            yield Part(indicator.code, amount=amount, subject=subject, bearer=activity.bearer, **common)
        if row.teachers and not row.school.outside:  # an outside partner's people are nobody's here
            yield Part("attendance.teacher", amount=row.teachers, **common)


def _partner(row: School, schools: list[School]) -> Any:
    others = [other.school for other in schools if other.school_id != row.school_id]
    return others[0] if len(others) == 1 else None
