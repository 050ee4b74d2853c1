"""A steering group ends with its school; where the school only moves, it sits on at the new place."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from xieshou.people.models import Staff
from xieshou.places.following import Passing
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, current_deed
from xieshou.scoping.scope import unscoped
from xieshou.steering.models import GroupMember, SteeringGroup

from .pairs_follow import after


def _groups(passing: Passing) -> QuerySet[SteeringGroup]:
    """Groups of the school and of its pairs in which somebody still sits."""
    of_pairs = Q(pairing__first=passing.old) | Q(pairing__second=passing.old)
    sitting = GroupMember.objects.filter(until__isnull=True).order_by().values("group")
    return SteeringGroup.objects.filter(Q(place=passing.old) | of_pairs, pk__in=sitting).select_related("pairing")


def foresee(passing: Passing) -> list[str]:
    """Which groups end, and who of a group leaves with a part of the school."""
    if passing.staff is not None:
        return _leaving(passing)
    names = [group.name for group in _groups(passing)]
    if not names:
        return []
    if passing.moved:
        return [f"{'、'.join(names)}照旧，名单不变。"]
    offered = "，里面的人列给新的一方挑选" if passing.heir else ""
    return [f"{'、'.join(names)}到前一天为止{offered}。"]


def _leaving(passing: Passing) -> list[str]:
    names = list(Staff.objects.filter(pk__in=passing.staff or ()).values_list("name", flat=True))
    seats = GroupMember.objects.filter(group__in=_groups(passing), until__isnull=True, name__in=names)
    going = dict.fromkeys(seats.values_list("name", flat=True))
    return [f"{passing.old.name}的领导小组里有{'、'.join(going)}，名单要改一改。"] if going else []


def carry(actor: Actor, passing: Passing) -> None:
    """Everybody leaves on the eve; of a school that moved the same people sit on from the day."""
    if passing.staff is not None:
        return
    with unscoped("the group of a pair may lie in the partner's county"):
        for group in _groups(passing):
            seats = list(group.members.filter(until__isnull=True))
            _end(seats, passing)
            current_deed().note(group, until=str(passing.eve))
            if passing.moved and passing.heir is not None:
                _go_on(group, seats, passing, passing.heir)


def _end(seats: list[GroupMember], passing: Passing) -> None:
    for seat in seats:
        if seat.since > passing.eve:
            seat.delete()  # entered for a day the school did not see: never sat
            continue
        seat.until = passing.eve
        seat.save()


def _go_on(group: SteeringGroup, seats: list[GroupMember], passing: Passing, heir: Place) -> None:
    place, pairing = (heir if group.place_id == passing.old.pk else group.place), group.pairing
    if pairing is not None:
        pairing = after(pairing, passing.old, heir)
        if pairing is None:
            return
    kept = {"name": group.name, "office": group.office, "duties": group.duties}
    new = SteeringGroup(place=place, pairing=pairing, **kept)
    new.save()
    for seat in seats:
        GroupMember(group=new, name=seat.name, post=seat.post, role=seat.role, since=passing.on).save()
    current_deed().note(new, before=str(group.pk), since=str(passing.on))
