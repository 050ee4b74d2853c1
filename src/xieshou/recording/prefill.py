"""What the form holds when it opens: a copy, a record to amend, or what was typed before the kind changed."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date

from xieshou.activities.models import Activity

from .declared import fields_of
from .desk import ME, Desk, is_me

LISTS = ("people_", "schools", "parts")


def fresh(desk: Desk, asked: QueryDict) -> dict[str, Any]:
    """A new record: today, and me."""
    initial: dict[str, Any] = {"kind": desk.kind.code, "day": "today", f"people_{desk.school.pk}": [ME]}
    try:
        on = parse_date(asked.get("on", ""))
    except ValueError:
        on = None
    if on is not None and on <= timezone.localdate():
        initial |= {"on": on, "day": "other"}
    return initial


def copied(desk: Desk, activity: Activity) -> dict[str, Any]:
    """Kind, subject, schools and people of another record; neither its topic nor its day."""
    initial = {"kind": desk.kind.code, "day": "today", "subject": activity.subject, "online": activity.online}
    return initial | _schools(desk, activity)


def amended(desk: Desk, activity: Activity) -> dict[str, Any]:
    """Everything of a record."""
    columns = {name: getattr(activity, name, None) for name in fields_of(desk.kind)}
    initial = {**columns, **activity.tail, **_schools(desk, activity), "kind": activity.kind, "parts": activity.parts}
    return {**initial, "topic": activity.topic, "day": "other", "on": activity.on, "version": activity.version}


def typed(data: QueryDict) -> dict[str, Any]:
    """What was typed so far, so that nothing is lost when the fields change; a new bond has all its schools ticked."""
    kept = [name for name in data if name != "schools" or data.get("change") != "bond"]
    return {name: data.getlist(name) if name.startswith(LISTS) else data.get(name) for name in kept}


def _schools(desk: Desk, activity: Activity) -> dict[str, Any]:
    rows = list(activity.schools.all())
    initial: dict[str, Any] = {"schools": [str(row.school_id) for row in rows]}
    staff = {one.pk: one for one in desk.staff}
    shown: dict[int, list[str]] = {}
    more: dict[int, list[str]] = {}
    for person in activity.participants.all():
        one = staff.get(person.staff_id) if person.staff_id else None
        own = person.school_id == desk.school.pk
        me = own and desk.user.place.pk == desk.school.pk
        if me and (person.name == desk.user.name or (one is not None and is_me(desk.user, one))):
            shown.setdefault(person.school_id, []).append(ME)
        elif own and one is None:
            more.setdefault(person.school_id, []).append(person.name)
        else:
            shown.setdefault(person.school_id, []).append(str(one.pk) if own and one else person.name)
    for row in rows:
        named = shown.get(row.school_id, []) + more.get(row.school_id, [])
        initial[f"people_{row.school_id}"] = shown.get(row.school_id, [])
        initial[f"more_{row.school_id}"] = "、".join(more.get(row.school_id, []))
        initial[f"teachers_{row.school_id}"] = None if named else row.teachers or None
        if row.school_id == desk.school.pk:
            initial["side"] = row.side
    return initial
