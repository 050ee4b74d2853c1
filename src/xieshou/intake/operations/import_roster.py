"""Write a staged batch: all of it, or all but its faulty rows, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from xieshou.accounts.demonstration import is_demonstration
from xieshou.accounts.models import User
from xieshou.intake.applying import NewLogin, Work, write
from xieshou.intake.models import Batch
from xieshou.intake.planning.whole import allowed_sorts, plan_of
from xieshou.intake.recognising import SORTS
from xieshou.scoping.operations import Refused, current_deed, operation
from xieshou.scoping.scope import OutOfScope


@operation("roster.import", "导入名册")
def import_roster(
    actor: User, *, batch: Batch, partly: bool, logins: Mapping[str, NewLogin]
) -> tuple[Batch, list[User]]:
    """Apply a batch once; ``partly`` leaves faulty rows out. Gives the batch and the accounts it opened."""
    row: Batch = Batch.locked(batch.pk)
    if row.by_label != actor.label[:40]:
        raise OutOfScope("another person's batch")
    if row.state != "staged":
        raise Refused("E-IMP-121 这一批已经导入过了。")
    if {table["sort"] for table in row.tables} - set(allowed_sorts(actor)):
        raise Refused("E-IMP-124 这一批里有您不能导入的名册。")
    plan = plan_of(actor, row.place, row.tables)
    if plan.faults and not partly:
        raise Refused(f"E-IMP-125 还有{plan.count('fault')}行要改。改好再导入，或者先导入其余的行。")
    work = Work(actor, row.place, plan, logins, is_demonstration())
    write(work)
    row.made = work.made
    row.counts = {
        sort: [plan.count(state, sort=sort) for state in ("new", "changed", "same", "fault")]
        for sort in SORTS
        if any(one.sort == sort for one in plan.rows)
    }
    row.state, row.applied_at, row.tables = "applied", timezone.now(), []
    row.save()
    current_deed().note(row, filename=row.filename, counts=row.counts, made=row.made)
    return row, work.users
