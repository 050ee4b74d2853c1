"""Withdraw an activity: the opposite is posted, the record stays readable."""

from __future__ import annotations

from django.utils import timezone

from xieshou.activities.models import Activity
from xieshou.kernel.text import clean_line
from xieshou.ledger.posting import post
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

from .record_activity import keep_edition, snapshot


@operation("activity.withdraw", "撤回活动")
def withdraw_activity(
    actor: Actor, *, activity: Activity, by: str, because: str, version: int | None = None
) -> Activity:
    """Take the record's numbers back, with a reason; only in the owning school."""
    row: Activity = Activity.locked(activity.pk)
    if row.withdrawn_on:
        raise Refused("E-ACT-111 这条已经撤回了。")
    because = clean_line(because, 120)
    if not because:
        raise Refused("E-ACT-112 写一句为什么撤回，对方会看到。", "because")
    row.advance(version)
    row.withdrawn_on, row.withdrawn_because = timezone.localdate(), because
    row.save()
    post(row)
    keep_edition(row, by, "withdrawn", snapshot(row))
    current_deed().note(row, withdrawn=because)
    return row
