"""With whom a school records: its pairs and communities, and who helps whom in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from xieshou.pairings.models import Community, Member, Pairing, Strand
from xieshou.places.models import Place

from .models import Activity

OPPOSITE = {"gave": "received", "received": "gave", "joined": "joined"}
OWN = "own"


@dataclass(frozen=True)
class Bond:
    """One choice of the form: a pair, a community, or the school by itself; ``known`` schools come first."""

    code: str
    label: str
    known: tuple[Place, ...]
    pairing: Pairing | None = None
    community: Community | None = None

    @cached_property
    def schools(self) -> tuple[Place, ...]:
        """The school itself, then everybody else; members of a community are read only when it is chosen."""
        if self.community is None:
            return self.known
        rows = Member.objects.filter(community=self.community, until__isnull=True).select_related("school")
        members = {row.school_id: row.school for row in rows.order_by("since")} | {one.pk: one for one in self.known}
        return (self.known[0], *(place for pk, place in members.items() if pk != self.known[0].pk))

    def others(self, school: Place) -> list[Place]:
        """Everybody but ``school``."""
        return [other for other in self.schools if other.pk != school.pk]


def alone(school: Place) -> Bond:
    """The school by itself."""
    return Bond(OWN, "只有本校", (school,))


def _of_pairing(pairing: Pairing, school: Place) -> Bond:
    other = pairing.other(school)
    return Bond(str(pairing.pk), other.brief, (school, other), pairing=pairing)


def _of_community(community: Community, school: Place, *more: Place) -> Bond:
    return Bond(str(community.pk), community.name, (school, *more), community=community)


def bonds_of(school: Place) -> list[Bond]:
    """Pairs first, then communities, that stand today."""
    today = timezone.localdate()
    stands = Q(until__isnull=True) | Q(until__gte=today)
    sides = Q(first=school) | Q(second=school)
    pairs = Pairing.objects.filter(sides, stands).select_related("first", "second")
    mine = Member.objects.filter(stands, school=school).values("community")
    groups = Community.objects.filter(stands, pk__in=mine)
    found = [_of_pairing(pair, school) for pair in pairs if pair.first.is_school and pair.second.is_school]
    return found + [_of_community(group, school) for group in groups]


def bond_of(activity: Activity) -> Bond:
    """The bond of a record, as it was recorded, whether or not it still stands."""
    schools = [row.school for row in activity.schools.select_related("school")]
    if activity.pairing is not None:
        return _of_pairing(activity.pairing, activity.owner)
    if activity.community is not None:
        return _of_community(activity.community, activity.owner, *schools)
    others = [place for place in schools if place.pk != activity.owner_id]
    return Bond(OWN, "、".join(place.brief for place in others) or "只有本校", (activity.owner, *others))


def directions(bond: Bond, school: Place, dimension: str) -> list[str]:
    """On which sides the school stands in this dimension: gave, received, both or neither."""
    if bond.pairing is None:
        return []
    lanes = Strand.objects.filter(pairing=bond.pairing, dimension=dimension, until__isnull=True)
    return sorted({"gave" if lane.giver_id == school.pk else "received" for lane in lanes})


def sides_of(bond: Bond, school: Place, side: str) -> Mapping[int, str]:
    """The side of every school, given the side of one."""
    if bond.pairing is None:
        side = "joined"
    return {place.pk: side if place.pk == school.pk else OPPOSITE[side] for place in bond.schools}
