"""Pairs and memberships of a school end on the eve and go on with its heir; their papers stay with the old pair."""

from __future__ import annotations

from django.db.models import Q

from xieshou.pairings.models import Community, Member, Pairing, Strand
from xieshou.pairings.operations.open_pairing import Lane, close_pairing, open_pairing
from xieshou.places.following import Passing
from xieshou.places.models import Place
from xieshou.scoping.models import set_reach
from xieshou.scoping.operations import Actor, current_deed
from xieshou.scoping.scope import unscoped


def _standing(old: Place) -> list[Pairing]:
    sides = Q(first=old) | Q(second=old)
    return list(Pairing.objects.filter(sides, until__isnull=True).select_related("first", "second"))


def _goes_on(pairing: Pairing, old: Place, heir: Place | None) -> bool:
    """Whether the heir takes the pair over: not with itself, and not a second time with the same school."""
    other = pairing.other(old)
    if heir is None or other.pk == heir.pk:
        return False
    both = {"first__in": [heir, other], "second__in": [heir, other], "until__isnull": True}
    return heir.pk is None or not Pairing.objects.filter(**both).exists()


def after(pairing: Pairing, old: Place, heir: Place) -> Pairing | None:
    """The standing pair of the heir with the same partner."""
    both = [heir.pk, pairing.other(old).pk]
    return Pairing.objects.filter(first__in=both, second__in=both, until__isnull=True).first()


def foresee(passing: Passing) -> list[str]:
    """Which pairs go on and which end."""
    if passing.staff is not None:
        return []
    lines = []
    for pairing in _standing(passing.old):
        other = pairing.other(passing.old).name
        if _goes_on(pairing, passing.old, passing.heir):
            lines.append(f"和{other}的结对接着走。原来的协议和计划留在旧的一对里，新的一对要另签、另写。")
        else:
            lines.append(f"和{other}的结对到前一天为止。")
    joined = Member.objects.filter(school=passing.old, until__isnull=True).order_by().values("community")
    going = f"里换成{passing.heir.name}" if passing.heir else "里不再有这所学校"
    return lines + [f"{group.name}{going}。" for group in Community.objects.filter(pk__in=joined)]


def carry(actor: Actor, passing: Passing) -> None:
    """Close and open again, so that what was done under the old pair keeps its name."""
    if passing.staff is not None:
        return
    for pairing in _standing(passing.old):
        _pairing(actor, pairing, passing)
    with unscoped("a community reaches over the counties of its members"):
        _communities(passing)


def _pairing(actor: Actor, pairing: Pairing, passing: Passing) -> None:
    old, heir = passing.old, passing.heir
    lanes = list(Strand.objects.filter(pairing=pairing, until__isnull=True).select_related("giver", "receiver"))
    goes_on = _goes_on(pairing, old, heir)
    close_pairing(actor, pairing=pairing, until=max(passing.eve, pairing.since))
    if heir is None or not goes_on:
        return
    now = {old.pk: heir}
    open_pairing(
        actor,
        first=now.get(pairing.first_id, pairing.first),
        second=now.get(pairing.second_id, pairing.second),
        since=passing.on,
        lanes=[
            Lane(now.get(one.giver_id, one.giver), now.get(one.receiver_id, one.receiver), one.dimension)
            for one in lanes
        ],
        first_contact=pairing.first_contact,
        second_contact=pairing.second_contact,
        first_community=pairing.first_community,
        second_community=pairing.second_community,
    )


def _communities(passing: Passing) -> None:
    heir = passing.heir
    touched = set()
    for row in Member.objects.filter(school=passing.old, until__isnull=True):
        row.until = max(passing.eve, row.since)
        row.save()
        touched.add(row.community_id)
        there = Member.objects.filter(community=row.community_id, school=heir, until__isnull=True)
        if heir is not None and not there.exists():
            Member.objects.create(community_id=row.community_id, school=heir, since=passing.on)
    for community in Community.objects.filter(core=passing.old, until__isnull=True):
        if heir is None:
            community.until = passing.eve
        else:
            community.core = heir
        community.save()
        touched.add(community.pk)
    for pk in touched:
        rows = Member.objects.filter(community=pk).select_related("school")
        core = Community.objects.select_related("core").get(pk=pk).core
        set_reach("community", pk, [core, *(row.school for row in rows)])
        current_deed().note(Community(pk=pk), old=passing.old.pk, heir=heir.pk if heir else None)
