"""Enter a steering group and its members, each from a day to a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xieshou.kernel.names import clean_name
from xieshou.kernel.text import clean_line, clean_text
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation
from xieshou.steering.models import GroupMember, SteeringGroup


@dataclass(frozen=True)
class Seat:
    """A name and post in the group."""

    name: str
    post: str = ""
    role: str = "member"


def _refuse_behind(group: SteeringGroup, since: date) -> None:
    """A list may not be changed behind a later change of it: who sat when would become unclear."""
    latest = group.members.order_by("-since").first()
    if latest is not None and since < latest.since:
        day = f"{latest.since.year}年{latest.since.month}月{latest.since.day}日"
        raise Refused(f"E-GRP-103 名单在{day}改过，这次的日子不能早于那天。", "since")


@operation("group.set", "设置领导小组")
def set_group(
    actor: Actor,
    *,
    place: Place,
    name: str,
    seats: Sequence[Seat],
    since: date,
    pairing: Any = None,
    group: SteeringGroup | None = None,
    office: str = "",
    duties: str = "",
    version: int | None = None,
) -> SteeringGroup:
    """Write the members as of a day; those who are no longer named leave on the day before."""
    heads = [seat for seat in seats if seat.role == "head"]
    if len(heads) > 1:
        raise Refused("E-GRP-101 组长只能有一位。", "seats")
    if not any(clean_name(seat.name) for seat in seats):
        raise Refused("E-GRP-102 至少写一位成员。", "seats")
    row = SteeringGroup.locked(group.pk) if group else SteeringGroup(place=place, pairing=pairing)
    if group is not None:
        row.advance(version)
    _refuse_behind(row, since)
    row.name, row.office, row.duties = clean_line(name, 80), clean_line(office, 80), clean_text(duties, 2000)
    row.save()
    wanted = {(clean_name(s.name), clean_line(s.post, 60), s.role) for s in seats if clean_name(s.name)}
    for member in row.members.filter(until__isnull=True):
        seat = (member.name, member.post, member.role)
        if seat in wanted:
            wanted.discard(seat)
            continue
        if member.since == since:
            member.delete()  # entered wrongly on the same day: never sat
            continue
        member.until = since - timedelta(days=1)
        member.save()
    for name_, post, role in sorted(wanted):
        GroupMember(group=row, name=name_, post=post, role=role, since=since).save()
    current_deed().note(row, members=sorted(name_ for name_, _, _ in wanted), since=str(since))
    return row
