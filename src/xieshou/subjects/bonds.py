"""The pairs and communities a report speaks of, and what they promised."""

from __future__ import annotations

from django.utils import timezone

from xieshou.pairings.models import Community, Pairing
from xieshou.pairings.selectors import in_force, pairings_of
from xieshou.pairings.selectors import pairings as pairings_on
from xieshou.progress.promises import Progress
from xieshou.progress.selectors import progress_of_bonds

from .subject import Subject, day_within

Bond = Pairing | Community


def pairings(subject: Subject) -> list[Pairing]:
    """Pairs that a school's or a pair's report speaks of."""
    if subject.pairing is not None:
        return [subject.pairing]
    if subject.kind != "school":
        return []
    return list(pairings_of(subject.place, day_within(subject.span, timezone.localdate())))


def bonds(subject: Subject) -> list[Bond]:
    """Pairs and communities whose promises a report tells; a county's are all that have a side in it."""
    if subject.community is not None:
        return [subject.community]
    if subject.kind != "county":
        return list(pairings(subject))
    day, place = day_within(subject.span, timezone.localdate()), subject.place
    pairs = [p for p in pairings_on(day) if place.covers(p.first) or place.covers(p.second)]
    within = Community.objects.filter(in_force(day), core__lo__gte=place.lo, core__lo__lt=place.hi)
    return [*pairs, *within]


def promises_of(subject: Subject) -> list[tuple[Bond, Progress]]:
    """Every promise of the report's pairs and communities in its last term, with whose it is."""
    chosen = bonds(subject)
    by_bond = progress_of_bonds([bond.pk for bond in chosen], subject.span.last, timezone.localdate())
    return [(bond, row) for bond in chosen for row in by_bond[bond.pk]]
