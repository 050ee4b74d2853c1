"""What became of a school, in sentences."""

from __future__ import annotations

from datetime import date

from xieshou.places.models import Change, Place


def sentence(change: Change) -> str:
    """What became of a school, as its page says it."""
    day = f"{change.on.year}年{change.on.month}月{change.on.day}日"
    heir = change.heir.name if change.heir else ""
    return {
        "renamed": f"{day}由{change.name}更名为{_renamed_to(change)}",
        "moved": f"{day}由{_where(change.school)}迁到{_where(change.heir)}",
        "merged": f"{day}{change.name}并入{heir}",
        "split": f"{day}从{change.name}分设{heir}",
        "closed": f"{change.name}停办，{_eve(change.on)}是最后一天",
    }[change.sort]


def _eve(on: date) -> str:
    last = date.fromordinal(on.toordinal() - 1)
    return f"{last.year}年{last.month}月{last.day}日"


def _renamed_to(change: Change) -> str:
    return change.school.as_called(change.on).name


def _where(place: Place | None) -> str:
    return place.parent.name if place is not None and place.parent is not None else ""
