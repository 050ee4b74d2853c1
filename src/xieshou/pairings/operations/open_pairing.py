"""Pair two sides; who gives what is a lane per dimension."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from xieshou.dimensions.selectors import dimension_choices
from xieshou.kernel.text import clean_line
from xieshou.pairings.models import Community, Pairing, Strand, called
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

from .open_reach import reach_community, reach_pair


@dataclass(frozen=True)
class Lane:
    """One dimension of help in one direction."""

    giver: Place
    receiver: Place
    dimension: str


def _write_lanes(pairing: Pairing, lanes: Sequence[Lane], since: date) -> None:
    sides = {pairing.first_id, pairing.second_id}
    standing = {(s.giver_id, s.receiver_id, s.dimension): s for s in pairing.strands.filter(until__isnull=True)}
    wanted = {(lane.giver.pk, lane.receiver.pk, lane.dimension): lane for lane in lanes}
    offered = {code for code, _ in dimension_choices()} | {lane.dimension for lane in standing.values()}
    for key, lane in wanted.items():
        if lane.dimension not in offered:
            raise Refused("E-PAI-101 没有这个帮扶维度。请重新选。", "dimensions")
        if {lane.giver.pk, lane.receiver.pk} != sides:
            raise Refused("E-PAI-102 支援方和受援方要是这一对里的两校。", "dimensions")
        if key not in standing:
            row = Strand(pairing=pairing, giver=lane.giver, receiver=lane.receiver, dimension=lane.dimension)
            row.since = since
            row.save()
    for key, strand in standing.items():
        if key not in wanted:
            strand.until = max(since, strand.since)
            strand.save()


@operation("pairing.open", "结对")
def open_pairing(
    actor: Actor,
    *,
    first: Place,
    second: Place,
    since: date,
    lanes: Sequence[Lane],
    first_contact: str = "",
    second_contact: str = "",
    first_community: Community | None = None,
    second_community: Community | None = None,
) -> Pairing:
    """Open a pairing; refuses a second one of the same two sides, in either order."""
    if first.pk == second.pk:
        raise Refused("E-PAI-103 同一所学校不能站在两边。", "second")
    if not lanes:
        raise Refused("E-PAI-104 至少选一个帮扶维度。", "dimensions")
    either = Q(first=first, first_community=first_community, second=second, second_community=second_community)
    either |= Q(first=second, first_community=second_community, second=first, second_community=first_community)
    if Pairing.objects.filter(either, until__isnull=True).exists():
        names = f"{called(first, first_community, True)}和{called(second, second_community, True)}"
        raise Refused(f"E-PAI-105 {names}已经结对了。要加维度，改原来那一对。", "second")
    pairing = Pairing(
        first=first,
        second=second,
        since=since,
        first_contact=clean_line(first_contact, 60),
        second_contact=clean_line(second_contact, 60),
        first_community=first_community,
        second_community=second_community,
    )
    pairing.save()
    _write_lanes(pairing, lanes, since)
    reach_pair(pairing)
    for community in filter(None, (first_community, second_community)):
        reach_community(community)
    current_deed().note(pairing, first=first.pk, second=second.pk, lanes=[lane.dimension for lane in lanes])
    return pairing


@operation("pairing.amend", "修改结对")
def amend_pairing(
    actor: Actor,
    *,
    pairing: Pairing,
    lanes: Sequence[Lane],
    on: date,
    first_contact: str = "",
    second_contact: str = "",
    version: int | None = None,
) -> Pairing:
    """Change the lanes from a day on, and the contacts; ended lanes stay in the history."""
    if not lanes:
        raise Refused("E-PAI-104 至少选一个帮扶维度。", "dimensions")
    row: Pairing = Pairing.locked(pairing.pk)
    row.advance(version)
    row.first_contact, row.second_contact = clean_line(first_contact, 60), clean_line(second_contact, 60)
    row.save()
    _write_lanes(row, lanes, on)
    reach_pair(row)
    current_deed().note(row, lanes=[lane.dimension for lane in lanes])
    return row


@operation("pairing.close", "结束结对")
def close_pairing(actor: Actor, *, pairing: Pairing, until: date, version: int | None = None) -> Pairing:
    """End a pairing; its records stay with both schools."""
    row: Pairing = Pairing.locked(pairing.pk)
    if until < row.since:
        raise Refused("E-PAI-106 结束日期早于结对日期。", "until")
    row.advance(version)
    row.until = until
    row.save()
    for strand in row.strands.filter(until__isnull=True):
        strand.until = max(until, strand.since)
        strand.save()
    current_deed().note(row, until=str(until))
    return row
