"""Withdraw many activities at once: what withdraw_activity would write, in a few statements for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from xieshou.accounts.models import User
from xieshou.activities.models import Activity, Edition
from xieshou.activities.operations.record_activity import in_plain_values
from xieshou.ledger.posting import post_many
from xieshou.scoping.operations import current_deed, operation


@operation("activity.withdraw_many", "成批撤回活动")
def withdraw_activities(actor: User, *, keys: Sequence[UUID], by: str, because: str) -> None:
    """Take back those that nobody has withdrawn yet, with one reason; only in the owning schools."""
    standing = Activity.objects.select_for_update(of=("self",)).filter(pk__in=keys, withdrawn_on=None).order_by("pk")
    rows = list(standing.select_related("owner").prefetch_related("schools__school", "participants"))
    if not rows:
        return
    said = {"withdrawn_on": timezone.localdate(), "withdrawn_because": because}
    for row in rows:
        row.assert_in_scope()
        row.version, row.withdrawn_on = row.version + 1, said["withdrawn_on"]
    Activity.objects.filter(pk__in=[row.pk for row in rows]).update(version=F("version") + 1, **said)
    post_many(rows)
    editions = []
    for row in rows:
        values = in_plain_values(row, row.schools.all(), row.participants.all())
        editions.append(Edition(activity=row, number=row.version, by=by, deed="withdrawn", values=values))
        current_deed().note(row, withdrawn=because)
    Edition.objects.bulk_create(editions)
