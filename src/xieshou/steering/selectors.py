"""Whose group it is, and who sat in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from xieshou.pairings.models import Pairing
from xieshou.pairings.selectors import in_force
from xieshou.places.models import Place

from .models import GroupMember, SteeringGroup


def group_of(place: Place, pairing: Pairing | None = None) -> SteeringGroup | None:
    """The steering group of a place, or of a pair."""
    groups = (
        SteeringGroup.objects.filter(place=place) if pairing is None else SteeringGroup.objects.filter(pairing=pairing)
    )
    return groups.filter(pairing=pairing).first()


def nearest_group(side: Place, pairing: Pairing, day: date) -> tuple[SteeringGroup | None, int]:
    """The group of a pair, else the one of the school that looks, and how many sit in it on a day; one read."""
    sitting = GroupMember.objects.filter(in_force(day), group=OuterRef("pk")).order_by().values("group")
    groups = SteeringGroup.objects.filter(Q(pairing=pairing) | Q(pairing__isnull=True, place=side)).annotate(
        sat=Coalesce(Subquery(sitting.annotate(n=Count("pk")).values("n")), 0)
    )
    nearest = min(groups.order_by("pk"), key=lambda group: group.pairing_id is None, default=None)
    return nearest, int(getattr(nearest, "sat", 0))


def seats(group: SteeringGroup, starts: date, ends: date) -> list[GroupMember]:
    """Who sat in the group at any time of a period, head first."""
    order = {role: rank for rank, (role, _) in enumerate(GroupMember.ROLES)}
    sat = group.members.filter(since__lte=ends).filter(Q(until__isnull=True) | Q(until__gte=starts))
    return sorted(sat, key=lambda m: (order[m.role], m.since, m.name))


def before(place: Place, pairing: Pairing | None = None) -> list[GroupMember]:
    """Who sat to the last day in the groups of the schools a school took in, or of the pairs its pair goes on from."""
    groups = SteeringGroup.objects.filter(place__in=place.line[1:], pairing=None)
    if pairing is not None:
        lines = [pairing.first.line, pairing.second.line]
        ways = Q(pairing__first__in=lines[0], pairing__second__in=lines[1])
        ways |= Q(pairing__first__in=lines[1], pairing__second__in=lines[0])
        groups = SteeringGroup.objects.filter(ways, pairing__until__isnull=False)
    sat = GroupMember.objects.filter(group__in=groups).select_related("group__place", "group__pairing")
    last: dict[Any, date] = {}
    for seat in sat:
        last[seat.group_id] = max(seat.until or date.max, last.get(seat.group_id, date.min))
    return [seat for seat in sat if (seat.until or date.max) == last[seat.group_id]]


def roster(group: SteeringGroup, day: date) -> str:
    """Who sits in the group on a day, one line a seat, as a plan begins with it."""
    lines: dict[str, list[str]] = {}
    for seat in seats(group, day, day):
        lines.setdefault(seat.get_role_display(), []).append(f"{seat.name}（{seat.post}）" if seat.post else seat.name)
    return "\n".join(f"{role}：{'、'.join(names)}" for role, names in lines.items())


def led_since(places: Sequence[Place], day: date) -> dict[int, date]:
    """Since when each place has had a steering group whose members sit on a day."""
    sitting = GroupMember.objects.filter(in_force(day), group__place__in=places)
    found: dict[int, date] = {}
    for place, since in sitting.values_list("group__place_id", "since"):
        found[place] = min(since, found.get(place, since))
    return found
