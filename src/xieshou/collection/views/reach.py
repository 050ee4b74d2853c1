"""Whose bureau it is, and calls and dues as the viewer may see them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from xieshou.collection.models import Call, Due
from xieshou.places.models import Place
from xieshou.web.pages import SignedIn


def bureau_of(request: SignedIn) -> Place:
    """The place in whose name the officer asks."""
    place = request.user.place
    if place.is_school:
        raise Http404
    return place


def call_of(pk: UUID) -> Call:
    """A call in the open scope."""
    call: Call = Call.objects.select_related("place").get(pk=pk)
    return call


def draft_of(pk: UUID) -> Call:
    """A draft; one that was sent is no draft."""
    call = call_of(pk)
    if call.state != "draft":
        raise Http404
    return call


def due_of(pk: UUID) -> Due:
    """What a school owes, in the open scope."""
    due: Due = Due.objects.select_related("call", "school").get(pk=pk)
    return due
