"""Take rows of a register out again, if nothing was built on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import models

from xieshou.accounts.models import User
from xieshou.intake.operations.undo_roster import built_on
from xieshou.pairings.models import Community, Member
from xieshou.scoping.models import Editable, Reach
from xieshou.scoping.operations import current_deed, operation
from xieshou.scoping.scope import unscoped
from xieshou.steering.models import GroupMember, SteeringGroup

# Rows that are nothing without their record, and go with it.
PARTS: Mapping[type[models.Model], tuple[type[models.Model], str]] = {
    Community: (Member, "community"),
    SteeringGroup: (GroupMember, "group"),
}


def _stands(row: Editable) -> bool:
    """Whether somebody has amended the row or built on it since."""
    if row.version > 1:
        return True
    parts = PARTS.get(type(row))
    with unscoped("whether anything anywhere was built on a row, which itself lies in its owner's scope"):
        return bool(built_on(type(row), [row.pk], parts[:1] if parts else ()))


@operation("register.take_out", "撤下登记的几条")
def take_out(actor: User, *, model: type[Editable], keys: Sequence[UUID]) -> int:
    """Remove these rows; gives how many stay, because they were amended or used meanwhile."""
    stay = 0
    for row in model.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"):
        if _stands(row):
            stay += 1
            continue
        current_deed().note(row, taken_out=str(row))
        if type(row) in PARTS:
            part, name = PARTS[type(row)]
            with unscoped("members may lie outside the place of what they belong to"):
                part._default_manager.filter(**{name: row}).delete()
        Reach.objects.filter(record=row.pk).delete()
        row.delete()
    return stay
