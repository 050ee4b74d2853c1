"""Part of a school becomes a school of its own; the other part goes on as it was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from xieshou.places.following import Passing, carry
from xieshou.places.models import SCHOOL, Place
from xieshou.places.succession import begin, fresh_name, locked, note
from xieshou.scoping.operations import Actor, operation


@operation("place.split", "学校分设")
def split_school(
    actor: Actor, *, school: Place, name: str, parent: Place, on: date, staff: Iterable[UUID] = (), reason: str = ""
) -> Place:
    """The new school; named staff go there. What was recorded stays with the old one, or it would count twice."""
    old = locked(school, on)
    branch = begin(
        actor, old, parent=parent, level=SCHOOL, name=fresh_name(parent, name), on=on, short="", code="", aliases=[],
    )  # fmt: skip
    note("split", old, branch, on, reason)
    carry(actor, Passing(old, branch, on, frozenset(staff)))
    return branch
