"""Who may stand on a side: schools, towns, communities and outside partners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from xieshou.accounts.models import User
from xieshou.kernel.names import clean_school_name, school_key
from xieshou.places.models import CAMPUS, COUNTY, SCHOOL, TOWN, Place
from xieshou.places.operations.add_place import add_place
from xieshou.places.selectors import at_level, held_at
from xieshou.scoping.scope import current

from .models import Community, Pairing, called
from .selectors import sides_of


def inside(path: str) -> Q:
    """A condition on a position: within the active scope."""
    scope = current()
    if scope.everything:
        return Q()
    found = Q(pk__in=[])
    for lo, hi in scope.spans:
        found |= Q(**{f"{path}__gte": lo, f"{path}__lt": hi})
    return found


def towns_here() -> QuerySet[Place]:
    """Towns in the active scope."""
    return Place.objects.filter(inside("lo"), level=TOWN).order_by("lo")


def schools_here() -> QuerySet[Place]:
    """Schools in the active scope, outside partners left out."""
    return Place.objects.filter(inside("lo"), level=SCHOOL, outside=False, closed__isnull=True).order_by("lo")


def campuses_here() -> QuerySet[Place]:
    """Campuses and attached units in the active scope."""
    return Place.objects.filter(inside("lo"), level=CAMPUS).order_by("lo")


def own_side(user: User, pairing: Pairing) -> Place | None:
    """The side of a pair this person works at."""
    return next((side for side in (pairing.first, pairing.second) if side.pk == user.place_id), None)


def side_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Everything that may stand on a side, by sort."""
    partners = Place.objects.filter(inside("lo"), outside=True).order_by("lo")
    groups = [
        ("校区、附属单位", [(f"p{c.pk}", c.name) for c in campuses_here()]),
        ("学校", [(f"p{s.pk}", s.told) for s in schools_here()]),
        ("乡镇中心校，管全镇各校", [(f"p{t.pk}", f"{t.name}中心校") for t in towns_here()]),
        ("共同体", [(f"c{c.pk}", c.name) for c in Community.objects.filter(until__isnull=True)]),
        ("校外伙伴", [(f"p{p.pk}", p.name) for p in partners]),
    ]
    return [(label, options) for label, options in groups if options]


def side_of(code: str) -> tuple[Place, Community | None]:
    """The place of a chosen side, and the community in whose name it acts."""
    if code.startswith("c"):
        community: Community = Community.objects.select_related("core").get(pk=code[1:])
        return community.core, community
    return Place.objects.get(pk=int(code[1:])), None


def partner_named(user: User, name: str) -> Place:
    """A partner beyond the county by its full name; who is unknown everywhere becomes an outside partner here."""
    key = school_key(name)
    known = list(Place.objects.filter(level=SCHOOL, key=key)[:2])
    if len(known) == 1:
        return known[0]
    county = at_level(user.place, COUNTY) or user.place
    mine = [place for place in known if county.covers(place)]
    if mine:
        return mine[0]
    made: Place = add_place(
        user, parent=county, level=SCHOOL, name=clean_school_name(name), outside=True, setting="town"
    )
    return made


@dataclass
class SideSign:
    """A side as a sign says it: its name in the shape of its place."""

    name: str
    short: str
    setting: str


def sign_of(place: Place, community: Community | None, day: date | None = None) -> SideSign:
    """The sign of a side, as it was called on a day; a town's central school lies in the country."""
    place = place.as_called(day) if day else place
    setting = place.setting or ("country" if place.level == TOWN else "town")
    return SideSign(called(place, community), called(place, community, brief=True), setting)


def signs_of(pairing: Pairing, day: date | None = None) -> tuple[SideSign, SideSign]:
    """The signs of both sides, as they were called on a day."""
    first, second = pairing.first_community, pairing.second_community
    return sign_of(pairing.first, first, day), sign_of(pairing.second, second, day)


def opposite(pairing: Pairing, school: Place, day: date) -> SideSign:
    """The side that a school does not stand on."""
    first, second = signs_of(pairing, day)
    return first if place_of(pairing, school, day) else second


def place_of(pairing: Pairing, school: Place, day: date) -> int:
    """On which side a school acts: 0 the first, 1 the second."""
    return int(not any(side.pk in school.line for side in sides_of(pairing, day)[0]))


def names_of(pairing: Pairing, day: date | None = None) -> tuple[str, str]:
    """Both sides as their papers call them, or called them on a day."""
    first, second = signs_of(pairing, day)
    return first.name, second.name


def seat_of(place: Place, above: Sequence[Place]) -> str:
    """Where a side lies, in words, by the places that hold it: its county town or its township."""
    town, county = held_at(above, TOWN), held_at(above, COUNTY)
    return town.name if town is not None else ("县城" if county is not None and place.setting == "town" else "")
