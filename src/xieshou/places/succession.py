"""One school goes on as another: the parts that moving, merging, splitting and closing share."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from xieshou.kernel.names import clean_school_name, school_key
from xieshou.scoping.operations import Actor, Refused, current_deed
from xieshou.scoping.scope import OutOfScope, current

from .following import Passing, carry
from .models import CAMPUS, SCHOOL, Change, Place
from .operations.add_place import add_place
from .selectors import units_of

DESCRIBED = ("short", "setting", "stage", "code", "aliases", "kind")


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def locked(place: Place, on: date) -> Place:
    """The school for writing; refuses one that has ended, and a day to come."""
    if not current().covers(place.lo):
        raise OutOfScope(f"{place.name} is outside the active scope")
    row = Place.objects.select_for_update().get(pk=place.pk)
    if row.closed is not None:
        raise Refused(f"E-PLC-110 {row.name}到{_said(row.closed)}为止，已经不在了。")
    if on > timezone.localdate():
        raise Refused("E-PLC-111 还没有到这一天。到了那天再办。", "on")
    if row.opened is not None and on <= row.opened:
        raise Refused(f"E-PLC-112 {row.name}是{_said(row.opened)}才有的，日期要比它晚。", "on")
    return row


def fresh_name(parent: Place | None, name: str, but: Place | None = None) -> str:
    """The name as it is kept; refuses one that a standing school of the same town has."""
    name = clean_school_name(name)
    if not name:
        raise Refused("E-PLC-113 学校名称还没有写。", "name")
    same = Place.objects.filter(parent=parent, level=SCHOOL, key=school_key(name), closed__isnull=True)
    if any(one != but for one in same):
        raise Refused(f"E-PLC-103 {parent.name if parent else ''}已经有{name}了。", "name")
    return name


def begin(actor: Actor, like: Place, *, parent: Place, level: int, name: str, on: date, **changes: Any) -> Place:
    """A new place described as ``like`` is, from a day on."""
    described = {column: getattr(like, column) for column in DESCRIBED} | changes
    return add_place(actor, parent=parent, level=level, name=name, opened=on, **described)


def note(sort: str, old: Place, heir: Place | None, on: date, reason: str) -> None:
    """Write what became of a school into the history and the audit trail."""
    Change.objects.create(sort=sort, on=on, school=old, heir=heir, name=old.name, reason=reason)
    current_deed().note(old, sort=sort, on=str(on), heir=heir.pk if heir else None, reason=reason)


def take_in(heir: Place, old: Place, on: date) -> None:
    """``heir`` shows the records of ``old`` and of its forebears as its own from a day on, and answers to its names."""
    day = on.isoformat()
    names = [*heir.aliases, old.name, old.short, *old.aliases]
    heir.aliases = [one for one in dict.fromkeys(names) if one and one not in (heir.name, heir.short)]
    heir.forebears = [*heir.forebears, [old.pk, old.lo, old.hi, day], *([*who, day] for *who, _ in old.forebears)]
    heir.save()


def shut(old: Place, on: date) -> None:
    """The place is no more from a day on; before its heir begins, which may then have its name to itself."""
    old.closed = on - timedelta(days=1)
    old.save()


def end(actor: Actor, old: Place, heir: Place | None, on: date, moved: bool = False) -> None:
    """The school ends on the eve; its units and what is its own go over to the heir, or end with it."""
    shut(old, on)
    if heir is not None:
        take_in(heir, old, on)
    for unit in units_of(old):
        place = begin(actor, unit, parent=heir, level=CAMPUS, name=unit.name, on=on) if heir is not None else None
        end(actor, unit, place, on, moved=True)
    carry(actor, Passing(old, heir, on, moved=moved))
