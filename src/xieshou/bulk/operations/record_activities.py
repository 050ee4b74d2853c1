"""Record many checked activities at once: what record_activity would write, in a few statements for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xieshou.accounts.models import User
from xieshou.activities.models import Activity, Edition, Participant, School
from xieshou.activities.operations.record_activity import checked, in_plain_values, participant, school_rows
from xieshou.ledger.posting import post_many
from xieshou.scoping.models import Reach
from xieshou.scoping.operations import current_deed, operation

AT_A_TIME = 500


def _activity(actor: User, values: Mapping[str, Any]) -> Activity:
    columns = {name: value for name, value in values.items() if name not in ("schools", "by")}
    return Activity(recorded_by=values["by"], recorder=actor.label[:40], **checked(columns))


@operation("activity.record_many", "成批记录活动")
def record_activities(actor: User, *, rows: Sequence[Mapping[str, Any]]) -> list[Activity]:
    """Record every row, or none; each is what ``record_activity`` takes, its schools begin with the owner."""
    made = [_activity(actor, values) for values in rows]
    schools = [school_rows(one, values["schools"], {}) for one, values in zip(made, rows, strict=True)]
    people = [
        [participant(one, took.school, person, {}) for took in values["schools"] for person in took.people]
        for one, values in zip(made, rows, strict=True)
    ]
    Activity.objects.bulk_create(made, batch_size=AT_A_TIME)
    School.objects.bulk_create([row for one in schools for row in one], batch_size=AT_A_TIME)
    Participant.objects.bulk_create([row for one in people for row in one], batch_size=AT_A_TIME)
    reach = [
        Reach(source="activity", record=row.activity_id, school=row.school, place_lo=row.school.lo)
        for one in schools
        for row in one
    ]
    Reach.objects.bulk_create(reach, batch_size=AT_A_TIME)
    post_many(made)
    deed, editions = current_deed(), []
    for activity, took, names in zip(made, schools, people, strict=True):
        plain = in_plain_values(activity, took, sorted(names, key=lambda one: one.name))
        editions.append(Edition(activity=activity, number=1, by=activity.recorded_by, deed="recorded", values=plain))
        deed.note(activity, **plain)
    Edition.objects.bulk_create(editions, batch_size=AT_A_TIME)
    return made
