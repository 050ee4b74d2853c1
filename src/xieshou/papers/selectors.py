"""Which papers hold, and which of them a text rests on."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from xieshou.places.models import Place
from xieshou.scoping.scope import current

from .models import PolicyDocument

MOST_CITED = 3


def papers(day: date) -> QuerySet[PolicyDocument]:
    """Policy documents in force on a day."""
    begun = Q(in_force_from__isnull=True) | Q(in_force_from__lte=day)
    not_over = Q(in_force_to__isnull=True) | Q(in_force_to__gte=day)
    return PolicyDocument.objects.filter(begun & not_over)


def opens(paper: PolicyDocument) -> bool:
    """Whether the viewer may read a paper that a shared record names: one of his places, or of those above them."""
    scope, place = current(), paper.place
    return scope.covers(place.lo) or any(place.lo <= lo and hi <= place.hi for lo, hi in scope.spans)


def basis_of(agreed: PolicyDocument | None, place: Place, day: date) -> list[PolicyDocument]:
    """What a plan or report of a day opens with: the agreement's paper, else the newest above the place, oldest first.

    A paper that does not hold on that day is not cited, whatever the agreement once rested on.
    """
    if agreed is not None and agreed.holds(day):
        return [agreed]
    found = papers(day).filter(issued_on__lte=day).select_related("place")
    return [paper for paper in found if paper.place.covers(place)][:MOST_CITED][::-1]
