"""Whose school a page is about, and whose record."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from xieshou.activities.models import Activity
from xieshou.places.models import Place
from xieshou.web.pages import SignedIn


def own_school(request: SignedIn, action: str) -> Place:
    """The school of the person, if the action is granted there; an officer has none, for him there is no such page."""
    place = request.user.place
    if not place.is_school or not request.user.may(action, place.lo):
        raise Http404
    return place


def own_record(request: SignedIn, pk: UUID, action: str) -> Activity:
    """A record that this person may change."""
    activity: Activity = Activity.objects.select_related("owner", "pairing", "community").get(pk=pk)
    if not request.user.may(action, activity.owner.lo):
        raise Http404
    return activity
