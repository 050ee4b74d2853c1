"""Record an activity once; every school that took part is credited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from xieshou.activities.facts import COUNTED_COLUMNS
from xieshou.activities.models import Activity, Edition, Participant, School
from xieshou.catalogue import catalogue
from xieshou.kernel.names import clean_name
from xieshou.kernel.text import clean_line
from xieshou.ledger.posting import post
from xieshou.pairings.selectors import stand_in
from xieshou.people.models import Staff
from xieshou.places.models import Place
from xieshou.scoping.models import add_reach, set_reach
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True)
class Person:
    """Somebody who took part: from the staff list, or a name as typed."""

    school: Place
    name: str
    staff: Staff | None = None
    role: str = ""


@dataclass(frozen=True)
class TookPart:
    """A school that took part; ``teachers`` where no names are given."""

    school: Place
    side: str = "joined"
    teachers: int = 0
    people: Sequence[Person] = field(default_factory=tuple)


def checked(values: dict[str, Any]) -> dict[str, Any]:
    """Values that every entrance must satisfy; raises Refused with the field and a sentence."""
    kind = catalogue.kinds.get(values.get("kind", ""))
    if kind is None or kind.retired:
        raise Refused("E-ACT-101 没有这一类活动。请重新选。", "kind")
    on, until = values["on"], values.get("until")
    if on > timezone.localdate():
        raise Refused("E-ACT-102 日期不能晚于今天。还没有办的，写进计划的月度安排。", "on")
    if on < EARLIEST:
        raise Refused("E-ACT-103 日期早于2000年。请看看年份。", "on")
    if until is not None and until < on:
        raise Refused("E-ACT-104 结束日期不能早于开始日期。", "until")
    try:
        values["topic"] = clean_line(values["topic"], 120)
    except ValueError as fault:
        raise Refused(str(fault), "topic") from fault
    if not values["topic"]:
        raise Refused("E-ACT-105 主题还没有写。写做了什么，比如“《赵州桥》听评课”。", "topic")
    unknown = [part for part in values.get("parts", ()) if part not in catalogue.kinds]
    if unknown:
        raise Refused("E-ACT-106 组成部分里有没见过的类别。", "parts")
    return values


def write_schools(activity: Activity, schools: Sequence[TookPart]) -> list[School]:
    """The schools and people of a new activity; returns the rows of its schools."""
    _check_schools(activity, schools)
    rows = _add_schools(activity, schools, {}, {})
    add_reach("activity", activity.pk, [took.school for took in schools])
    return rows


def rewrite_schools(activity: Activity, schools: Sequence[TookPart]) -> None:
    """Replace the schools and people of an activity; what a school has said of it stays."""
    _check_schools(activity, schools)
    before = {row.school_id: (row.standing, row.way) for row in activity.schools.all()}
    known = {(one.school_id, one.name): one.staff_id for one in activity.participants.all()}
    activity.schools.all().delete()
    activity.participants.all().delete()
    _add_schools(activity, schools, before, known)
    set_reach("activity", activity.pk, [took.school for took in schools])


def _check_schools(activity: Activity, schools: Sequence[TookPart]) -> None:
    if not schools or activity.owner_id not in {took.school.pk for took in schools}:
        raise Refused("E-ACT-107 参加的学校里要有本校。", "schools")
    if len({took.school.pk for took in schools}) != len(schools):
        raise Refused("E-ACT-108 同一所学校写了两遍。", "schools")


def _add_schools(
    activity: Activity, schools: Sequence[TookPart], before: Mapping[int, tuple[str, str]], known: Mapping[Any, Any]
) -> list[School]:
    """One insert for the schools and one for the people; the owner's own standing is ``own``."""
    rows: list[School] = School.objects.bulk_create(school_rows(activity, schools, before))
    Participant.objects.bulk_create(participant(activity, t.school, p, known) for t in schools for p in t.people)
    return rows


def school_rows(activity: Activity, schools: Sequence[TookPart], before: Mapping[int, tuple[str, str]]) -> list[School]:
    """One row a school, in order; what a school has said of the record, and by which way, stays said."""
    rows = []
    for order, took in enumerate(schools):
        standing, way = before.get(took.school.pk, ("waiting", ""))
        standing = "own" if took.school.pk == activity.owner_id else standing
        heads = len(took.people) or took.teachers
        row = School(activity=activity, school=took.school, order=order, side=took.side, teachers=heads)
        row.standing, row.way = standing, way
        rows.append(row)
    return rows


def participant(activity: Activity, school: Place, person: Person, known: Mapping[tuple[int, str], Any]) -> Participant:
    """A row for a person; the other school's link to its own staff list survives an amendment that cannot see it."""
    name = clean_name(person.name)
    staff_id = person.staff.pk if person.staff else known.get((school.pk, name))
    return Participant(activity=activity, school=school, staff_id=staff_id, name=name, role=person.role)


def snapshot(activity: Activity) -> dict[str, Any]:
    """The record in plain values, for editions and verdicts."""
    return in_plain_values(activity, activity.schools.select_related("school"), activity.participants.all())


def in_plain_values(activity: Activity, rows: Iterable[School], people: Iterable[Participant]) -> dict[str, Any]:
    """The same of rows that are at hand."""
    columns = ("kind", "parts", "on", "until", "topic", "subject", *COUNTED_COLUMNS, "tail", "withdrawn_on")
    plain = {name: getattr(activity, name) for name in columns}
    plain["schools"] = [[row.school_id, row.school.brief, row.side, row.teachers] for row in rows]
    plain["people"] = [[p.school_id, p.name, p.role] for p in people]
    return {name: str(value) if isinstance(value, date) else value for name, value in plain.items()}


def keep_edition(activity: Activity, by: str, deed: str, values: dict[str, Any]) -> None:
    """Remember the record as it stands now."""
    Edition(activity=activity, number=activity.version, by=by, deed=deed, values=values).save()


@operation("activity.record", "记录活动")
def record_activity(
    actor: Actor,
    *,
    owner: Place,
    schools: Sequence[TookPart],
    by: str,
    pairing: Any = None,
    community: Any = None,
    bearer: UUID | None = None,
    differs_from: UUID | None = None,
    differs_because: str = "",
    **values: Any,
) -> Activity:
    """Record an activity of ``owner``. ``values``: kind, on, topic and the columns of the kind, plus ``tail``."""
    values = checked(values)
    differs_because = clean_line(differs_because, 120)
    if differs_from is not None and not differs_because:
        raise Refused("E-ACT-113 写一句为什么是另一件，两校都会看到。", "differs_because")
    named = [took.school for took in schools if took.side != "joined"]
    if pairing is not None and not stand_in(pairing, named, timezone.localdate()):
        raise Refused("E-ACT-109 参加的学校不在这一对里。", "schools")
    activity = Activity(
        owner=owner,
        recorded_by=by,
        recorder=actor.label[:40],
        pairing=pairing,
        community=community,
        bearer=bearer,
        differs_from=differs_from,
        differs_because=differs_because,
        **values,
    )
    activity.save()
    rows = write_schools(activity, schools)
    post(activity)
    now = in_plain_values(activity, rows, activity.participants.all())
    keep_edition(activity, by, "recorded", now)
    current_deed().note(activity, **now)
    return activity
