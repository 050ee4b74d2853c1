"""Two records tell of one event: one stays, the other is withdrawn and leads to it; and the way back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from xieshou.activities.models import Activity, Participant, School, Verdict
from xieshou.activities.operations.record_activity import keep_edition, snapshot
from xieshou.doubles.models import Merge
from xieshou.files.models import Photo
from xieshou.ledger.posting import post
from xieshou.scoping.models import set_reach
from xieshou.scoping.operations import Actor, Refused, current_deed, operation
from xieshou.scoping.scope import OutOfScope, current, unscoped

SHARED = 2


def _both(stays: UUID, goes: UUID) -> tuple[Activity, Activity]:
    """Both records, locked in one order whoever asks."""
    shown = Activity.objects.select_for_update(of=("self",))
    found = {pk: shown.get(pk=pk) for pk in sorted({stays, goes}, key=str)}
    if len(found) < SHARED:
        raise Refused("E-DBL-101 这是同一条记录。")
    return found[stays], found[goes]


def _check(stays: Activity, goes: Activity) -> None:
    """The record that goes is one's own; both stand and have schools in common."""
    if not current().covers(goes.owner.lo):
        raise OutOfScope(f"{goes.owner} is outside the active scope")
    if stays.withdrawn_on or goes.withdrawn_on:
        raise Refused("E-DBL-102 有一条已经撤回了，不用再合并。")
    ours, theirs = (set(row.schools.values_list("school", flat=True)) for row in (stays, goes))
    if len(ours & theirs) < min(SHARED, len(ours), len(theirs)):
        raise Refused("E-DBL-103 两条记录的学校不一样，不会是同一件。")


def _bring_schools(stays: Activity, goes: Activity) -> dict[str, Any]:
    """Schools, heads and people that the record that stays does not have; its owner's own row is left as it is."""
    mine = {row.school_id: row for row in stays.schools.select_related("school")}
    brought: dict[str, Any] = {"schools": [], "before": {}, "people": []}
    named = set(stays.participants.values_list("school", "name"))
    for theirs in goes.schools.all():
        if theirs.school_id == stays.owner_id != goes.owner_id:
            continue
        row = mine.get(theirs.school_id)
        if row is None:
            row = School(activity=stays, school=theirs.school, order=len(mine), side=theirs.side)
            mine[theirs.school_id] = row
            brought["schools"].append(theirs.school_id)
        else:
            brought["before"][str(theirs.school_id)] = [row.teachers, row.standing, row.way]
        people = list(goes.participants.filter(school=theirs.school_id))
        fresh = [one for one in people if (one.school_id, one.name) not in named]
        known = sum(1 for school, _ in named if school == theirs.school_id)
        row.teachers = max(row.teachers, theirs.teachers, known + len(fresh))
        if theirs.school_id == goes.owner_id != stays.owner_id:
            row.standing, row.way = "confirmed", ""
        row.save()
        for one in fresh:
            Participant(activity=stays, school=one.school, staff=one.staff, name=one.name, role=one.role).save()
            brought["people"].append([one.school_id, one.name])
    return brought


def _settle(row: Activity, by: str, deed: str) -> None:
    """Version, reach, facts and edition of a record after the change."""
    row.advance(None)
    row.save()
    set_reach("activity", row.pk, [one.school for one in row.schools.select_related("school")])
    post(row)
    keep_edition(row, by, deed, snapshot(row))


@operation("activity.merge", "合并同一件事")
def merge_activities(actor: Actor, *, stays: UUID, goes: UUID, by: str) -> Merge:
    """One record stays, with people and photos of both; that the other school recorded it too is its confirmation."""
    kept, gone = _both(stays, goes)
    _check(kept, gone)
    with unscoped("two schools' records of one event become one, which both may read"):
        brought = _bring_schools(kept, gone)
        photos = Photo.objects.filter(source="activity", record=gone.pk)
        brought["photos"] = [str(pk) for pk in photos.values_list("pk", flat=True)]
        photos.update(record=kept.pk)
        if gone.owner_id != kept.owner_id:
            Verdict(
                activity=kept, school=gone.owner, state="joined", by=by, by_label=actor.label[:40],
                remark="原来各记了一条，合并成一条", as_it_was=snapshot(kept),
            ).save()  # fmt: skip
        gone.withdrawn_on, gone.merged_into = timezone.localdate(), kept.pk
        gone.withdrawn_because = f"和{kept.owner.brief}记的是同一件，合并"
        _settle(gone, by, "merged")
        _settle(kept, by, "merged")
        merge = Merge(activity=kept, other=gone.pk, by=by, brought=brought)
        merge.save()
    current_deed().note(kept, merged=str(gone.pk), brought=brought)
    current_deed().note(gone, merged_into=str(kept.pk))
    return merge


@operation("activity.part", "撤销合并")
def part_activities(actor: Actor, *, merge: UUID, by: str) -> Activity:
    """Both stand again as before; what came over goes back, what was written since stays."""
    row: Merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge)
    kept, gone = _both(row.activity_id, row.other)
    if not current().covers(gone.owner.lo):
        raise OutOfScope(f"{gone.owner} is outside the active scope")
    if row.undone_at is not None or gone.merged_into != kept.pk:
        raise Refused("E-DBL-104 这次合并已经撤销了。")
    if kept.withdrawn_on:
        raise Refused("E-DBL-105 留下的那条已经撤回，先看看为什么撤回。")
    with unscoped("what one record gave the other goes back to it"):
        _take_back(kept, row.brought)
        Photo.objects.filter(pk__in=row.brought["photos"], record=kept.pk).update(record=gone.pk)
        gone.withdrawn_on, gone.withdrawn_because, gone.merged_into = None, "", None
        _settle(gone, by, "parted")
        _settle(kept, by, "parted")
        row.undone_at = timezone.now()
        row.save()
    current_deed().note(kept, parted=str(gone.pk))
    current_deed().note(gone, parted=str(kept.pk))
    return gone


def _take_back(kept: Activity, brought: dict[str, Any]) -> None:
    for school, name in brought["people"]:
        kept.participants.filter(school=school, name=name).delete()
    kept.schools.filter(school__in=brought["schools"]).delete()
    for school, (teachers, standing, way) in brought["before"].items():
        kept.schools.filter(school=int(school)).update(teachers=teachers, standing=standing, way=way)
