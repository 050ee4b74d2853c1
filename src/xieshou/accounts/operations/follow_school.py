"""Accounts follow their school into another, or end with it."""

from __future__ import annotations

from django.db.models import Q

from xieshou.accounts.models import Grant, User
from xieshou.places.following import Passing
from xieshou.scoping.operations import Actor, current_deed


def _standing(passing: Passing) -> list[Grant]:
    last = Q(valid_to__isnull=True) | Q(valid_to__gte=passing.on)
    found = Grant.objects.filter(last, place=passing.old).select_related("user")
    if passing.staff is not None:
        found = found.filter(user__staff_id__in=passing.staff)
    return list(found.order_by("pk"))


def foresee(passing: Passing) -> list[str]:
    """How many accounts go along."""
    number = len({grant.user_id for grant in _standing(passing)})
    if not number:
        return []
    if passing.heir is None:
        return [f"账号{number}个，从停办那天起进不来。"]
    return [f"账号{number}个一起转到{passing.heir.name}，用户名和密码不变。"]


def carry(actor: Actor, passing: Passing) -> None:
    """Each role ends on the eve and begins at the heir with the same last day."""
    for grant in _standing(passing):
        last, grant.valid_to = grant.valid_to, passing.eve
        grant.save(update_fields=["valid_to"])
        if passing.heir is None:
            continue
        begins = max(passing.on, grant.valid_from)
        Grant.objects.create(user=grant.user, role=grant.role, place=passing.heir, valid_from=begins, valid_to=last)
        User.objects.filter(pk=grant.user_id, place=passing.old).update(place=passing.heir)
        current_deed().note(grant.user, moved_to=passing.heir.pk, role=grant.role, on=str(begins))
