"""With whom a school records: its pairs and communities, and who helps whom in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from xieshou.pairings.models import Community, Pairing, Strand
from xieshou.pairings.selectors import communities_of, members_of, pairings_of, sides_of
from xieshou.pairings.sides import opposite, place_of
from xieshou.places.models import Place

from .models import Activity

OPPOSITE = {"gave": "received", "received": "gave", "joined": "joined"}
OWN = "own"


@dataclass(frozen=True)
class Bond:
    """One choice of the form: a pair, a community, or the school by itself.

    ``known`` schools begin with the school itself, ``near`` stand on its side, ``offered`` may be unticked.
    """

    code: str
    label: str
    known: tuple[Place, ...]
    pairing: Pairing | None = None
    community: Community | None = None
    day: date | None = None
    near: tuple[Place, ...] = ()
    offered: frozenset[int] = frozenset()

    @cached_property
    def schools(self) -> tuple[Place, ...]:
        """The school itself, then everybody else; members of a community are read only when it is chosen."""
        if self.community is None or self.day is None:
            return self.known
        return tuple(dict.fromkeys((self.known[0], *members_of(self.community, self.day), *self.known[1:])))

    @cached_property
    def ticked(self) -> frozenset[int]:
        """Schools that stand ticked in the form and may be unticked."""
        return self.offered if self.community is None else frozenset(place.pk for place in self.schools[1:])

    def others(self, school: Place) -> list[Place]:
        """Everybody but ``school``."""
        return [other for other in self.schools if other.pk != school.pk]


def alone(school: Place) -> Bond:
    """The school by itself."""
    return Bond(OWN, "只有本校", (school,))


def _of_pairing(pairing: Pairing, school: Place, day: date, *more: Place) -> Bond:
    """Both sides; where a side acts for several schools, those that took part are ticked."""
    sides = sides_of(pairing, day)
    near, far = sides[:: -1 if school in sides[1] else 1]
    others = [place for place in dict.fromkeys((*near, *far, *more)) if place.pk != school.pk]
    ticked = frozenset(place.pk for place in others if [place] not in sides)
    label = opposite(pairing, school, day).short
    return Bond(str(pairing.pk), label, (school, *others), pairing, near=(school, *near), offered=ticked)


def _of_community(community: Community, school: Place, day: date, *more: Place) -> Bond:
    return Bond(str(community.pk), community.name, (school, *more), community=community, day=day)


def bonds_of(school: Place) -> list[Bond]:
    """Pairs first, then communities, that stand today."""
    today = timezone.localdate()
    found = [_of_pairing(pairing, school, today) for pairing in pairings_of(school, today)]
    return found + [_of_community(group, school, today) for group in communities_of(school, today)]


def bond_of(activity: Activity) -> Bond:
    """The bond of a record, as it was recorded, whether or not it still stands."""
    schools = [row.school for row in activity.schools.select_related("school")]
    if activity.pairing is not None:
        return _of_pairing(activity.pairing, activity.owner, activity.on, *schools)
    if activity.community is not None:
        return _of_community(activity.community, activity.owner, activity.on, *schools)
    others = [place for place in schools if place.pk != activity.owner_id]
    return Bond(OWN, "、".join(place.brief for place in others) or "只有本校", (activity.owner, *others))


def directions(bond: Bond, school: Place, dimension: str) -> list[str]:
    """On which sides the school stands in this dimension: gave, received, both or neither."""
    if bond.pairing is None:
        return []
    lanes = Strand.objects.filter(pairing=bond.pairing, dimension=dimension, until__isnull=True)
    own = (bond.pairing.first_id, bond.pairing.second_id)[place_of(bond.pairing, school, timezone.localdate())]
    return sorted({"gave" if lane.giver_id == own else "received" for lane in lanes})


def sides_for(bond: Bond, side: str) -> Mapping[int, str]:
    """The side of every school, given the side on which the recording school stands."""
    side = side if bond.pairing is not None else "joined"
    return {place.pk: side if place in bond.near else OPPOSITE[side] for place in bond.schools}
