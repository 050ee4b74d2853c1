"""Pairs, communities and lanes of help with an end in a place, as the viewer may see them."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from xieshou.pairings.models import Community, Pairing, Strand
from xieshou.pairings.selectors import in_force, pairings
from xieshou.places.models import Place
from xieshou.scoping.memory import once


@once
def pairings_within(place: Place, day: date) -> list[Pairing]:
    """Pairings with a side in a place that stand on a day."""
    inside = {"lo__gte": place.lo, "lo__lt": place.hi}
    first, second = ({f"{side}__{name}": value for name, value in inside.items()} for side in ("first", "second"))
    return list(pairings(day).filter(Q(**first) | Q(**second)))


@once
def communities_within(place: Place, day: date) -> list[Community]:
    """Communities that stand on a day and whose core school lies in a place."""
    inside = Community.objects.filter(in_force(day), core__lo__gte=place.lo, core__lo__lt=place.hi)
    return list(inside.select_related("core"))


@once
def strands_within(place: Place, day: date) -> list[Strand]:
    """Lanes with an end in a place that stand on a day, by who gives."""
    inside = {"lo__gte": place.lo, "lo__lt": place.hi}
    giver, receiver = ({f"{end}__{name}": value for name, value in inside.items()} for end in ("giver", "receiver"))
    found = Strand.objects.filter(in_force(day)).filter(Q(**giver) | Q(**receiver))
    return list(found.select_related("giver", "receiver").order_by("giver__lo", "receiver__lo", "dimension"))
