"""What every template knows: who is here, where, and which doors are open."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from xieshou.accounts.demonstration import is_demonstration
from xieshou.accounts.models import User
from xieshou.places.models import COUNTY
from xieshou.places.selectors import at_level

from .navigation import menu, nav, tabs


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Context of every page; empty for strangers."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"demo": is_demonstration()}
    place = user.place
    county = place if place.level == COUNTY else at_level(place, COUNTY)
    return {
        "me": user,
        "here": place.shown,
        "county": county,
        "nav": nav(user, request),
        "menu": menu(user, request),
        "tabs": tabs(user, request),
        "demo": is_demonstration(),
    }
