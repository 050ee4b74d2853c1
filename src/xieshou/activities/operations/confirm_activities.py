"""The other school's word on a record: true, differing, or the same event as ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from xieshou.activities.models import Activity, Participant, School, Verdict
from xieshou.kernel.names import clean_name
from xieshou.kernel.text import clean_line
from xieshou.ledger.posting import post
from xieshou.places.models import Place
from xieshou.scoping.models import Conflict
from xieshou.scoping.operations import Actor, Refused, current_deed, operation
from xieshou.scoping.scope import OutOfScope, current, unscoped

from .record_activity import Person, keep_edition, snapshot


class Confirmed(NamedTuple):
    """How many were confirmed, which were not because they changed after they were shown, how many are ours no more."""

    number: int
    changed: tuple[UUID, ...] = ()
    gone: int = 0


def _own_row(activity_id: UUID, school: Place, actor: Actor, version: int | None = None) -> School:
    """The school's row of the activity, in the actor's own school and not recorded by him.

    Raises Conflict where ``version``, the one that was shown, is no longer the present one.
    """
    if not current().covers(school.lo):
        raise OutOfScope(f"{school} is outside the active scope")
    # The record's lock comes first: its owner may be amending it, or a colleague may be saying the same.
    Activity.objects.select_for_update(of=("self",)).get(pk=activity_id)
    ours = School.objects.select_related("activity").filter(activity=activity_id, school__in=school.line)
    row: School = ours.order_by("-standing")[:1].get()  # of several, the one that waits
    if row.activity.owner_id in school.line or row.activity.recorder == actor.label[:40]:
        raise Refused("E-ACT-120 自己学校记的，要由对方学校确认。")
    if version is not None and row.activity.version != version:
        raise Conflict(row.activity)
    if row.activity.withdrawn_on:
        raise Refused("E-ACT-121 这条已经撤回了，不用再确认。")
    return row


def _say(row: School, actor: Actor, by: str, state: str, remark: str = "", way: str = "") -> None:
    said = Verdict(
        activity=row.activity,
        school=row.school,
        state=state,
        by=by,
        by_label=actor.label[:40],
        remark=remark,
        as_it_was=snapshot(row.activity),
    )
    standing = "disputed" if state == "disputed" else "confirmed"
    with unscoped("the owning school's record carries the other school's word"):
        said.save()
        row.standing, row.way = standing, way
        row.save()
    current_deed().note(row.activity, school=row.school_id, state=state, remark=remark)


@operation("activity.confirm", "确认活动")
def confirm_activities(
    actor: Actor,
    *,
    school: Place,
    activities: Sequence[UUID],
    by: str,
    way: str = "",
    seen: Mapping[UUID, int] | None = None,
) -> Confirmed:
    """Confirm several records of others at once. Those already confirmed are left as they are.

    ``seen`` holds the versions that were shown: one that changed since is left for another look, the others are
    confirmed all the same. ``way`` says how an outside partner confirmed, who has no account.
    """
    number, changed, gone = 0, [], []
    for activity_id in sorted(set(activities), key=str):
        try:
            row = _own_row(activity_id, school, actor, None if seen is None else seen[activity_id])
        except Conflict:
            changed.append(activity_id)
        except ObjectDoesNotExist:
            gone.append(activity_id)
        else:
            if row.standing != "confirmed":
                _say(row, actor, by, "confirmed", way=way)
                number += 1
    if len(gone) == len(set(activities)):
        raise Activity.DoesNotExist
    return Confirmed(number, tuple(changed), len(gone))


@operation("activity.dispute", "对活动提出出入")
def dispute_activity(
    actor: Actor, *, school: Place, activity: UUID, by: str, remark: str, way: str = "", version: int | None = None
) -> Activity:
    """Say with one sentence what is not right; both schools keep seeing the record."""
    remark = clean_line(remark, 200)
    if not remark:
        raise Refused("E-ACT-122 写一句哪里有出入。", "remark")
    row = _own_row(activity, school, actor, version)
    _say(row, actor, by, "disputed", remark, way)
    return row.activity


@operation("activity.join", "加入同一件事")
def join_activity(
    actor: Actor,
    *,
    school: Place,
    activity: UUID,
    by: str,
    people: Sequence[Person] = (),
    teachers: int = 0,
    version: int | None = None,
) -> Activity:
    """The event we were about to record is already there: add our people; it counts as confirmation."""
    row = _own_row(activity, school, actor, version)
    with unscoped("the joining school adds its own people to the other school's record"):
        known = set(row.activity.participants.filter(school=row.school).values_list("name", flat=True))
        ours = [p for p in people if p.school.pk == school.pk and clean_name(p.name) not in known]
        Participant.objects.bulk_create(
            Participant(activity=row.activity, school=row.school, staff=p.staff, name=clean_name(p.name), role=p.role)
            for p in ours
        )
        row.teachers = max(row.teachers, len(known) + len(ours), teachers)
        _say(row, actor, by, "joined")
        joined: Activity = Activity.locked(row.activity_id)
        joined.advance(None)
        joined.save()
        keep_edition(joined, by, "joined", snapshot(joined))
    post(joined)
    return joined
