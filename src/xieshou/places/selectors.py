"""Reading the tree of places."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from xieshou.kernel.names import school_key
from xieshou.scoping.memory import once

from .models import CAMPUS, COUNTY, SCHOOL, TOWN, Change, Place

PLACES_A_QUERY = 100


def ancestors(place: Place) -> list[Place]:
    """From the root down to the place's parent."""
    return list(Place.objects.filter(lo__lte=place.lo, hi__gte=place.hi).exclude(pk=place.pk).order_by("lo", "-hi"))


def lines_above(places: Iterable[Place]) -> dict[int, list[Place]]:
    """Every place that holds each of these, itself included, by its key; a query for a hundred of them."""
    wanted = {place.pk: place for place in places}
    listed = list(wanted.values())
    above: list[Place] = []
    for first in range(0, len(listed), PLACES_A_QUERY):
        holding = (Q(lo__lte=one.lo, hi__gt=one.lo) for one in listed[first : first + PLACES_A_QUERY])
        above += Place.objects.filter(reduce(or_, holding))
    return {pk: [one for one in above if one.covers(place)] for pk, place in wanted.items()}


def within(place: Place, path: str) -> Q:
    """Rows whose position lies in a place, or in a school it took in."""
    return reduce(or_, (Q(**{f"{path}__gte": lo, f"{path}__lt": hi}) for lo, hi in place.spans))


def held_at(above: Iterable[Place], level: int) -> Place | None:
    """Of the places that hold another, the one of this level, if there is one."""
    return next((one for one in above if one.level == level), None)


@once
def at_level(place: Place, level: int) -> Place | None:
    """The place of this level that holds ``place`` (itself included), if there is one."""
    return Place.objects.filter(level=level, lo__lte=place.lo, hi__gt=place.lo).first()


def county_of(place: Place) -> Place | None:
    """The county a place lies in, or is."""
    return place if place.level == COUNTY else at_level(place, COUNTY)


def town_of(place: Place) -> Place | None:
    """The town a school lies in; none for schools directly under the county."""
    return at_level(place, TOWN)


def schools_in(place: Place) -> QuerySet[Place]:
    """Schools inside a place that stand now, in tree order."""
    inside = Place.objects.filter(level=SCHOOL, lo__gte=place.lo, lo__lt=place.hi)
    return inside.filter(closed__isnull=True).order_by("lo")


def units_of(school: Place) -> QuerySet[Place]:
    """Campuses and attached units of a school that stand now."""
    return Place.objects.filter(parent=school, level=CAMPUS, closed__isnull=True).order_by("lo")


def changes_of(place: Place) -> list[Change]:
    """What became of a school and of its forebears, the newest first."""
    rows = Change.objects.filter(Q(school__in=place.line) | Q(heir__in=place.line)).select_related(
        "school__parent", "heir__parent"
    )
    return list(rows.order_by("-on", "-pk"))


def find_schools(name: str, within: Place) -> list[Place]:
    """Schools of that name or alias inside a place: none, one, or several to choose from."""
    key = school_key(name)
    schools = list(schools_in(within))
    exact = [s for s in schools if key in (s.key, school_key(s.short))]
    return exact or [s for s in schools if key in {school_key(alias) for alias in s.aliases}]


def shared_level(lo: int, earlier: Iterable[int], intervals: Iterable[tuple[int, int, int]]) -> int | None:
    """Deepest level at which a position lies in one place with any earlier position; None if nowhere.

    ``intervals`` are ``(level, lo, hi)`` of the ancestors-or-self of the position.
    """
    others = tuple(earlier)
    levels = [level for level, start, end in intervals if any(start <= other < end for other in others)]
    return max(levels, default=None)
