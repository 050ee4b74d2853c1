"""Further posts, the end of a post, and a move to another place: each a grant from a day to a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from xieshou.accounts.models import Grant, User
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

from .open_account import assert_may_give, assert_own


@operation("account.grant", "加角色、调单位")
def grant_role(
    actor: Actor, *, user: User, role: str, place: Place, valid_from: date, valid_to: date | None = None
) -> User:
    """One more role, beside those the account has."""
    assert_own(user)
    assert_may_give(actor, role, place)
    if valid_to is not None and valid_to < valid_from:
        raise Refused("E-ACC-112 结束日期比开始日期早。", "valid_to")
    same = Grant.objects.filter(user=user, role=role, place=place)
    if same.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from)).exists():
        raise Refused("E-ACC-113 这个角色已经有了。要改日期，先把原来的结束。", "role")
    Grant.objects.create(user=user, role=role, place=place, valid_from=valid_from, valid_to=valid_to)
    current_deed().note(user, role=role, place=place.pk, valid_from=valid_from, valid_to=valid_to)
    return user


@operation("account.end_grant", "结束一个角色")
def end_grant(actor: Actor, *, user: User, grant: Any, last_day: date) -> User:
    """The last day of one role; the next day it opens nothing."""
    assert_own(user)
    if actor.label == user.label:
        raise Refused("E-ACC-114 自己的角色请别人来结束。", "last_day")
    row = Grant.objects.select_for_update(of=("self",)).get(pk=grant, user=user)
    if last_day < min(row.valid_from, timezone.localdate()):
        raise Refused("E-ACC-115 最后一天不能早于今天，也不能早于开始的那天。", "last_day")
    row.valid_to = last_day
    row.save(update_fields=["valid_to"])
    current_deed().note(user, role=row.role, place=row.place_id, valid_to=last_day)
    return user


@operation("account.move", "调到别的单位")
def move_account(actor: Actor, *, user: User, role: str, place: Place, on: date, post: str = "") -> User:
    """All roles end on the eve and one begins elsewhere; the account and what it did stay the person's."""
    assert_own(user)
    assert_may_give(actor, role, place)
    if actor.label == user.label:
        raise Refused("E-ACC-116 自己的调动请别人来办。", "place")
    if on > timezone.localdate():
        raise Refused("E-ACC-117 还没有到这一天。到了那天再办，或先加一个从那天开始的角色。", "on")
    standing = Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), user=user)
    standing.update(valid_to=on - timedelta(days=1))
    Grant.objects.create(user=user, role=role, place=place, valid_from=on)
    user.place, user.post, user.staff_id = place, post, None
    user.save(update_fields=["place", "post", "staff_id"])
    current_deed().note(user, moved_to=place.pk, role=role, on=on)
    return user


@operation("account.work_at", "换到另一个单位")
def work_at(actor: User, *, place: Place) -> User:
    """Somebody with posts in several places goes on at another of them."""
    if place.pk not in {grant.place_id for grant in actor.grants_today()}:
        raise Refused("E-ACC-118 您在这个单位没有角色，或者已经到期。")
    User.objects.filter(pk=actor.pk).update(place=place)
    current_deed().note(actor, works_at=place.pk)
    return actor
