"""Add a place under another; its interval is the next free one."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from xieshou.kernel.names import clean_school_name
from xieshou.places.models import NATION, ROOM, SCHOOL, Place
from xieshou.places.naming import keep_apart
from xieshou.scoping.operations import Actor, Refused, current_deed, operation
from xieshou.scoping.scope import OutOfScope, current


def _next_interval(parent: Place, level: int) -> tuple[int, int]:
    room = ROOM[level]
    end = Place.objects.filter(parent=parent).aggregate(end=Max("hi"))["end"] or parent.lo + 1
    lo = -(-end // room) * room
    if lo + room > parent.hi:
        raise Refused(f"E-PLC-101 {parent.name}下面放不下更多的单位了。请联系系统管理员。")
    return lo, lo + room


@operation("place.add", "添加单位")
def add_place(actor: Actor, *, parent: Place | None, level: int, name: str, short: str = "", **details: Any) -> Place:
    """Add a place; ``details`` are the other columns (setting, stage, code, aliases, outside)."""
    name = clean_school_name(name)
    if parent is None:
        place = Place(level=NATION, name=name, lo=0, hi=ROOM[NATION])
    else:
        if not current().everything and not current().covers(parent.lo):
            raise OutOfScope(f"{parent.name} is outside the active scope")
        parent = Place.objects.select_for_update().get(pk=parent.pk)
        if level <= parent.level or (parent.level >= SCHOOL and level == SCHOOL):
            raise Refused(f"E-PLC-102 {parent.name}不能有这一级的下属单位。", "parent")
        lo, hi = _next_interval(parent, level)
        place = Place(level=level, name=name, short=short, parent=parent, lo=lo, hi=hi, **details)
    place.save()
    keep_apart(place)
    current_deed().note(place, name=name)
    return place
