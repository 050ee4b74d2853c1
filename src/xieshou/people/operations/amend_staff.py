"""Correct a member of staff, or note that the person left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xieshou.kernel.names import clean_name
from xieshou.people.belongings import set_honours, set_teachings
from xieshou.people.models import Staff
from xieshou.scoping.operations import Actor, current_deed, operation

EDITABLE = frozenset({"name", "number", "post", "subject", "since", "left"})
LISTS: dict[str, Callable[[Staff, Any], None]] = {"teachings": set_teachings, "honours": set_honours}


@operation("staff.amend", "修改教职工")
def amend_staff(actor: Actor, *, person: Staff, version: int | None = None, **changes: Any) -> Staff:
    """Change some of ``EDITABLE``, or a whole list of ``LISTS``."""
    unknown = set(changes) - EDITABLE - set(LISTS)
    if unknown:
        raise TypeError(f"not editable: {sorted(unknown)}")
    row = Staff.locked(person.pk)
    row.advance(version)
    if "name" in changes:
        changes["name"] = clean_name(changes["name"])
    for name, value in changes.items():
        if name in LISTS:
            LISTS[name](row, value)
        else:
            setattr(row, name, value)
    row.save()
    current_deed().note(row, **changes)
    return row
