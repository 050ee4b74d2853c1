"""Whose school a page is about."""

from __future__ import annotations

from django.http import Http404

from xieshou.places.models import Place
from xieshou.web.pages import SignedIn


def own_school(request: SignedIn, action: str) -> Place:
    """The school of the person, if the action is granted there; an officer has none, for him there is no such page."""
    place = request.user.place
    if not place.is_school or not request.user.may(action, place.lo):
        raise Http404
    return place
