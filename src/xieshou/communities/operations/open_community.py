"""Form a community of a core school and members."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xieshou.kernel.text import clean_line
from xieshou.pairings.models import Community, Member
from xieshou.pairings.operations.open_reach import reach_community
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation
from xieshou.scoping.scope import unscoped


@operation("community.open", "成立共同体")
def open_community(
    actor: Actor, *, core: Place, name: str, since: date, members: Sequence[Place], sort: str = "community"
) -> Community:
    """Open a community; members may lie in other counties of the installation."""
    name = clean_line(name, 80)
    if not name:
        raise Refused("E-COM-101 名称还没有写。", "name")
    if len({core.pk, *(m.pk for m in members)}) < 2:
        raise Refused("E-COM-102 共同体至少要有两所学校。", "members")
    community = Community(core=core, name=name, sort=sort, since=since)
    community.save()
    schools = {core.pk: core, **{m.pk: m for m in members}}
    with unscoped("members may lie outside the county of the core school"):
        Member.objects.bulk_create(Member(community=community, school=s, since=since) for s in schools.values())
        reach_community(community)
    current_deed().note(community, name=name, sort=sort, members=list(schools))
    return community
