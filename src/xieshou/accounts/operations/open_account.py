"""Open, renew and close accounts; the first sign-in is by a printed slip."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from xieshou.accounts.models import Grant, User
from xieshou.accounts.policy import IN_A_SCHOOL, MAY_GIVE, ROLES
from xieshou.kernel.names import clean_name
from xieshou.places.models import COUNTY, TOWN, Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation
from xieshou.scoping.scope import OutOfScope, current

# No 0/O, 1/l: slips are read from paper. 16 letters of 31 are 79 bits.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
SLIP_LASTS = timedelta(days=14)


@dataclass(frozen=True)
class Slip:
    """What is printed once for the owner of a new account."""

    user: User
    password: str

    @property
    def pk(self) -> Any:
        """The account's key, for the stored answer."""
        return self.user.pk


def new_password() -> str:
    """Sixteen letters in groups of four."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(16))
    return "-".join(letters[i : i + 4] for i in range(0, 16, 4))


def fits(role: str, place: Place) -> bool:
    """Whether a role is one that a place of this sort has."""
    if role in IN_A_SCHOOL:
        return place.is_school and not place.outside
    if role == "donor":
        return place.outside
    if role == "town":
        return place.level == TOWN
    return place.level <= (TOWN if role == "viewer" else COUNTY)


def assert_may_give(actor: Actor, role: str, place: Place) -> None:
    """Raise unless the actor may give this role at this place: nobody gives one above himself."""
    if role not in ROLES:
        raise Refused("E-ACC-103 没有这个角色。", "role")
    if not current().everything and not current().covers(place.lo):
        raise OutOfScope(f"{place.name} is outside the active scope")
    if not fits(role, place):
        raise Refused(f"E-ACC-104 {place.office}不设“{ROLES[role]}”。换一个单位或角色。", "role")
    if isinstance(actor, User):
        mine = (grant for grant in actor.grants_today() if grant.place.covers(place))
        if not any(role in MAY_GIVE.get(grant.role, ()) for grant in mine):
            raise Refused(f"E-ACC-105 “{ROLES[role]}”由县级管理员开。", "role")


@operation("account.open", "开账号")
def open_account(
    actor: Actor,
    *,
    username: str,
    name: str,
    place: Place,
    role: str,
    post: str = "",
    staff_id: Any = None,
    valid_from: date | None = None,
    password: str = "",
    demo: bool = False,
) -> Slip:
    """Open an account with one grant; the password is shown once and must be changed at the first sign-in."""
    assert_may_give(actor, role, place)
    username = username.strip()
    if not username or User.objects.filter(username__iexact=username).exists():
        raise Refused(f"E-ACC-106 账号{username}已经有人用了。换一个。", "username")
    chosen = password or new_password()
    user = User(
        username=username,
        name=clean_name(name),
        place=place,
        post=post,
        staff_id=staff_id,
        must_change=not password,
        slip_until=None if password else timezone.localdate() + SLIP_LASTS,
        demo=demo,
    )
    user.set_password(chosen)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as taken:  # somebody took the name a moment ago
        raise Refused(f"E-ACC-106 账号{username}已经有人用了。换一个。", "username") from taken
    Grant.objects.create(user=user, role=role, place=place, valid_from=valid_from or timezone.localdate())
    current_deed().note(user, role=role, place=place.pk)
    return Slip(user, chosen)


def assert_own(user: User) -> None:
    """The account and every role it holds lie inside the scope: whoever can renew a password can use it."""
    today = timezone.localdate()
    held = Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today), user=user)
    positions = {user.place.lo, *held.values_list("place__lo", flat=True)}
    if not current().everything and not all(current().covers(lo) for lo in positions):
        raise OutOfScope(f"{user} is outside the active scope")


@operation("account.renew", "重设密码")
def renew_password(actor: Actor, *, user: User) -> Slip:
    """A new slip; the old password, the second step and all devices end."""
    assert_own(user)
    chosen = new_password()
    user.set_password(chosen)
    user.must_change = True
    user.slip_until = timezone.localdate() + SLIP_LASTS
    user.second_secret, user.second_by = "", None
    user.save(update_fields=["password", "must_change", "slip_until", "second_secret", "second_by"])
    current_deed().note(user, renewed=True)
    return Slip(user, chosen)


@operation("account.close", "停用账号")
def close_account(actor: Actor, *, user: User) -> User:
    """End every grant today; the account's deeds stay in its name."""
    assert_own(user)
    if actor.label == user.label:
        raise Refused("E-ACC-107 不能停用自己的账号。")
    user.is_active = False
    user.save(update_fields=["is_active"])
    today = timezone.localdate()
    Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today), user=user).update(valid_to=today)
    current_deed().note(user, closed=True)
    return user
