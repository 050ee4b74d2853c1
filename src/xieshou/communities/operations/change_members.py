"""Who belongs to a community from a day on, and its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from xieshou.pairings.models import Community, Member, Pairing
from xieshou.pairings.operations.open_reach import reach_community
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation
from xieshou.scoping.scope import unscoped


def _leave(rows: Iterable[Member], last: date) -> None:
    """A membership that ends before it began has never been one."""
    for row in rows:
        if last < row.since:
            row.delete()
        else:
            row.until = last
            row.save()


def _join(community: Community, school: Place, on: date) -> None:
    """A school that left and comes back on the day it had first joined takes its old row up again."""
    row, _ = Member.objects.get_or_create(community=community, school=school, since=on)
    row.until = None
    row.save()


@operation("community.amend", "调整共同体成员")
def change_members(
    actor: Actor, *, community: Community, members: Sequence[Place], on: date, version: int | None = None
) -> Community:
    """From ``on`` these schools and the core belong to it; who leaves, leaves the day before. Records stay."""
    row: Community = Community.locked(community.pk)
    if row.until is not None:
        raise Refused("E-COM-103 这个共同体已经结束了。", "on")
    if not row.since <= on <= timezone.localdate():
        raise Refused(f"E-COM-104 日期要在成立那天（{row.since:%Y-%m-%d}）到今天之间。", "on")
    wanted = {row.core_id: row.core, **{school.pk: school for school in members}}
    if len(wanted) < 2:
        raise Refused("E-COM-102 共同体至少要有两所学校。", "members")
    row.advance(version)
    with unscoped("members may lie outside the county of the core school"):
        standing = {one.school_id: one for one in Member.objects.filter(community=row, until__isnull=True)}
        _leave((one for pk, one in standing.items() if pk not in wanted), on - timedelta(days=1))
        for pk, school in wanted.items():
            if pk not in standing:
                _join(row, school, on)
        reach_community(row)
    current_deed().note(row, on=str(on), members=list(wanted))
    return row


@operation("community.end", "结束共同体")
def end_community(actor: Actor, *, community: Community, until: date, version: int | None = None) -> Community:
    """The last day of a community; its records, plans and promises stay, and its schools still read them."""
    row: Community = Community.locked(community.pk)
    if not row.since <= until <= timezone.localdate():
        raise Refused(f"E-COM-105 最后一天要在成立那天（{row.since:%Y-%m-%d}）到今天之间。", "until")
    sides = Q(first_community=row) | Q(second_community=row)
    pair = Pairing.objects.filter(sides, until__isnull=True).first()
    if pair is not None:
        raise Refused(f"E-COM-106 {pair}还在结对。先结束那一对，再结束共同体。", "until")
    row.advance(version)
    row.until = until
    row.save()
    with unscoped("members may lie outside the county of the core school"):
        _leave(Member.objects.filter(community=row, until__isnull=True), until)
    current_deed().note(row, until=str(until))
    return row
