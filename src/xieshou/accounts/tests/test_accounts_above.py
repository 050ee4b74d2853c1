"""Nobody opens, renews or closes an account above himself, beside him, or in another county."""

from __future__ import annotations

import re
from itertools import count, product
from typing import Any

import pytest

from tests.world import SYSTEM, TODAY, World
from xieshou.accounts.models import Grant, User
from xieshou.accounts.operations.open_account import close_account, open_account, renew_password
from xieshou.accounts.policy import IN_A_SCHOOL, OFFICES, ROLES
from xieshou.places.models import CAMPUS, SCHOOL, Place
from xieshou.places.operations.add_place import add_place
from xieshou.scoping.operations import NotAllowed, Refused, SystemActor
from xieshou.scoping.scope import OutOfScope

from .doors import days, enter

REFUSALS = (NotAllowed, OutOfScope, Refused)
PLACES = ("nation", "county_a", "county_b", "county_c", "town", "a1", "a2", "b1", "b2", "c1", "campus", "partner")
# Who opens which roles where; whatever is not named here is refused.
MAY_OPEN: dict[str, dict[str, frozenset[str]]] = {
    "安": {
        "county_a": OFFICES, "town": frozenset({"town", "viewer"}), "a1": IN_A_SCHOOL, "a2": IN_A_SCHOOL,
        "campus": IN_A_SCHOOL, "partner": frozenset({"donor"}),
    },
    "陈": {"county_b": OFFICES, "b1": IN_A_SCHOOL, "b2": IN_A_SCHOOL},
    "马校长": {"a2": IN_A_SCHOOL, "campus": IN_A_SCHOOL},
    "乙校长": {"b2": IN_A_SCHOOL},
}  # fmt: skip


@pytest.fixture
def places(world: World) -> dict[str, Place]:
    """Every place of the world, and a campus of A's country school."""
    system = SystemActor("a test")
    more = {
        "campus": add_place(system, parent=world.a2, level=CAMPUS, name="白塔小学东校区", setting="country"),
        "partner": add_place(
            system, parent=world.county_a, level=SCHOOL, name="云岭公司", setting="town", outside=True
        ),
    }
    return {name: more.get(name) or getattr(world, name) for name in PLACES}


def may(write: Any) -> bool:
    try:
        write()
    except REFUSALS:
        return False
    return True


def test_each_opens_exactly_the_roles_and_places_below_him(world: World, places: dict[str, Place]) -> None:
    numbers, wrong = count(), []
    for name, place, role in product(world.users, PLACES, ROLES):
        given: dict[str, Any] = {"username": f"n{next(numbers)}", "name": "新来的", "password": "x"}
        opened = may(lambda: open_account(world.user(name), place=places[place], role=role, **given))  # noqa: B023  (called at once, inside the loop)
        if opened != (role in MAY_OPEN.get(name, {}).get(place, frozenset())):
            wrong.append((name, place, role, opened))
        assert User.objects.filter(username=given["username"]).exists() == opened
    assert not wrong and next(numbers) == len(world.users) * len(PLACES) * len(ROLES)


def test_each_renews_and_closes_only_accounts_inside_his_place(world: World) -> None:
    inside = {
        "安": {"安", "白", "周敏", "马校长", "李桂兰"},
        "陈": {"陈", "乙校长"},
        "马校长": {"马校长", "李桂兰"},
        "乙校长": {"乙校长"},
    }
    for name, other in product(world.users, world.users):
        allowed = other in inside.get(name, set())
        assert may(lambda: renew_password(world.user(name), user=world.user(other))) == allowed  # noqa: B023  (called at once, inside the loop)
        if name != other and not allowed:
            assert not may(lambda: close_account(world.user(name), user=world.user(other)))  # noqa: B023  (called at once, inside the loop)
            assert world.user(other).is_active


def test_nobody_closes_his_own_account(world: World) -> None:
    with pytest.raises(Refused, match="E-ACC-107"):
        close_account(world.user("马校长"), user=world.user("马校长"))


def test_a_head_gets_no_slip_of_a_colleague_who_also_serves_the_county(world: World) -> None:
    """Whoever prints the slip can sign in with it, so every role of the account must lie in his own school."""
    colleague = world.user("李桂兰")
    also = Grant.objects.create(user=colleague, role="officer", place=world.county_a, valid_from=days(TODAY, 5))
    for write in (renew_password, close_account):
        with pytest.raises(OutOfScope):
            write(world.user("马校长"), user=colleague)
    assert renew_password(world.user("安"), user=colleague).password
    also.valid_from, also.valid_to = days(TODAY, -9), days(TODAY, -1)
    also.save()
    assert renew_password(world.user("马校长"), user=colleague).password


def test_a_role_that_does_not_exist_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="E-ACC-103"):
        open_account(world.user("安"), username="n1", name="新来的", place=world.a1, role="admin")


def test_the_page_offers_and_takes_no_role_above(world: World) -> None:
    client = enter(world.user("马校长"))
    page = client.get("/accounts/new/").content.decode()
    assert set(re.findall(rf'value="({"|".join(ROLES)})"', page)) == IN_A_SCHOOL
    given = {"name": "新来的", "username": "n1", "post": ""}
    for role, place in (("officer", world.a2), ("officer", world.county_a), ("teacher", world.a1), ("head", world.b2)):
        for value in (str(place.pk), str(place.uid)):
            client.post("/accounts/new/", {**given, "role": role, "place": value})
    assert not User.objects.filter(username="n1").exists()


@pytest.mark.parametrize("name", ["周敏", "李桂兰", "白", "丁"])
def test_the_doors_of_accounts_do_not_exist_for_those_who_open_none(world: World, name: str) -> None:
    client, other = enter(world.user(name)), world.user("李桂兰")
    for door in ("/accounts/", "/accounts/new/", "/accounts/?out=xlsx", f"/accounts/{other.pk}/"):
        assert client.get(door).status_code == 404
    for door in ("/accounts/new/", f"/accounts/{other.pk}/", f"/accounts/{other.pk}/close/"):
        assert client.post(door).status_code == 404
    assert world.user("李桂兰").is_active and world.user("李桂兰").password == other.password


def test_officer_b_finds_no_account_of_county_a(world: World) -> None:
    client, other = enter(world.user("陈")), world.user("马校长")
    assert client.post(f"/accounts/{other.pk}/").status_code == 404
    assert client.post(f"/accounts/{other.pk}/close/").status_code == 404
    client.post("/accounts/new/", {"name": "新", "username": "n1", "role": "head", "place": str(world.a1.pk)})
    assert not User.objects.filter(username="n1").exists()
    assert world.user("马校长").password == other.password


@pytest.mark.parametrize("role", list(ROLES))
def test_who_opens_accounts_for_the_county_gives_no_role_that_watches_him(world: World, role: str) -> None:
    given: dict[str, Any] = {"place": world.county_a, "password": "x"}
    system = open_account(SYSTEM, username="sys", name="江", role="system", **given).user
    opened = may(lambda: open_account(system, username="new", name="新", role=role, **given))
    assert opened == (role in OFFICES - {"officer", "system", "security", "auditor"})
