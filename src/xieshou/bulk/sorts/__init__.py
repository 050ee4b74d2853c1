"""Sorts of records that may be entered in mass."""

from __future__ import annotations

from xieshou.accounts.models import User

from .activities import ACTIVITIES
from .declare import Sort
from .gifts import GIFTS
from .openings import OPENINGS
from .placements import PLACEMENTS

SORTS: dict[str, Sort] = {sort.code: sort for sort in (ACTIVITIES, PLACEMENTS, GIFTS, OPENINGS)}


def register(sort: Sort) -> None:
    """Add a sort that an app above declares."""
    SORTS[sort.code] = sort


def allowed(user: User) -> list[Sort]:
    """Sorts this person may enter."""
    return [sort for sort in SORTS.values() if user.may("load.stage") and user.may(sort.action)]
