"""Amend an activity: the difference goes to the ledger, and a confirmation of what counted is cleared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xieshou.activities.facts import COUNTED_COLUMNS
from xieshou.activities.models import Activity, Verdict
from xieshou.ledger.posting import post
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

from .record_activity import TookPart, checked, keep_edition, rewrite_schools, snapshot

COUNTS = frozenset({"kind", "parts", "on", "subject", "schools", *COUNTED_COLUMNS})
EDITABLE = frozenset({"kind", "parts", "on", "until", "topic", "subject", "tail", "bearer", *COUNTED_COLUMNS})


def clear_confirmations(activity: Activity, by: str, was: dict[str, Any]) -> list[str]:
    """Set confirmed schools back to waiting, keep what they had confirmed; returns their short names."""
    cleared = []
    for row in activity.schools.select_related("school").filter(standing__in=["confirmed", "disputed"]):
        said = Verdict(activity=activity, school=row.school, state="cleared", by=by, by_label="", as_it_was=was)
        said.save()
        row.standing, row.way = "waiting", ""
        row.save()
        cleared.append(row.school.brief)
    return cleared


@operation("activity.amend", "修改活动")
def amend_activity(
    actor: Actor,
    *,
    activity: Activity,
    by: str,
    version: int | None = None,
    schools: Sequence[TookPart] | None = None,
    **changes: Any,
) -> Activity:
    """Change some of ``EDITABLE`` or the schools; only in the owning school."""
    row: Activity = Activity.locked(activity.pk)
    if row.withdrawn_on:
        raise Refused("E-ACT-110 这条已经撤回，不能再改。")
    row.advance(version)
    was = snapshot(row)
    full = {name: getattr(row, name) for name in EDITABLE} | {k: v for k, v in changes.items() if k in EDITABLE}
    for name, value in checked(full).items():
        setattr(row, name, value)
    row.save()
    if schools is not None:
        rewrite_schools(row, schools)
    now = snapshot(row)
    if any(was.get(name) != now.get(name) for name in COUNTS):
        row.cleared = clear_confirmations(row, by, was)  # type: ignore[attr-defined]  # told on the page after saving
    post(row)
    keep_edition(row, by, "amended", now)
    current_deed().note(row, was=was, now=now)
    return row
