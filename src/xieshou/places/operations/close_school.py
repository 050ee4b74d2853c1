"""A school ends and nobody goes on for it; its records stay where they are."""

from __future__ import annotations

from datetime import date, timedelta

from xieshou.places.models import Place
from xieshou.places.succession import end, locked, note
from xieshou.scoping.operations import Actor, operation


@operation("place.close", "学校停办")
def close_school(actor: Actor, *, school: Place, last_day: date, reason: str = "") -> Place:
    """The last day; accounts, posts and pairs end with it."""
    old = locked(school, last_day)
    on = last_day + timedelta(days=1)
    note("closed", old, None, on, reason)
    end(actor, old, None, on)
    return old
