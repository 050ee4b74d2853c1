"""What every template knows: who is here, where, and which doors are open."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from xieshou.accounts.models import User
from xieshou.places.models import COUNTY
from xieshou.places.selectors import at_level

from .navigation import nav, tabs


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Context of every page; empty for strangers."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"demo": settings.DEMO}
    place = user.place
    county = place if place.level == COUNTY else at_level(place, COUNTY)
    here = SimpleNamespace(name=place.office, short=place.short, setting=place.setting or "town")
    return {
        "me": user,
        "here": here,
        "county": county,
        "nav": nav(user, request),
        "tabs": tabs(user, request),
        "demo": user.demo,
    }
