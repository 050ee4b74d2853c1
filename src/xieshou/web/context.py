"""What every template knows: who is here, where, and which doors are open."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from xieshou.accounts.demonstration import is_demonstration
from xieshou.accounts.models import User
from xieshou.places.selectors import county_of
from xieshou.scoping.memory import once

from .navigation import menu, nav, tabs


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Context of every page; empty for strangers."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"demo": is_demonstration()}
    return _around(user, request)


@once
def _around(user: User, request: HttpRequest) -> dict[str, Any]:
    """The same for every piece of one page."""
    items = menu(user, request)
    return {
        "me": user,
        "here": user.place.shown,
        "county": county_of(user.place),
        "nav": nav(items, request),
        "menu": items,
        "tabs": tabs(user, request),
        "demo": is_demonstration(),
    }
