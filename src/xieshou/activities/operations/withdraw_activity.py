"""Withdraw an activity: the opposite is posted, the record stays readable."""

from __future__ import annotations

from xieshou.activities.models import Activity
from xieshou.ledger.withdrawing import take_back
from xieshou.scoping.operations import Actor, operation

from .record_activity import keep_edition, snapshot


@operation("activity.withdraw", "撤回活动")
def withdraw_activity(
    actor: Actor, *, activity: Activity, by: str, because: str, version: int | None = None
) -> Activity:
    """Take the record's numbers back, with a reason; only in the owning school."""
    row: Activity = Activity.locked(activity.pk)
    take_back(row, because, version, gone="E-ACT-111", unsaid="E-ACT-112")
    keep_edition(row, by, "withdrawn", snapshot(row))
    return row
