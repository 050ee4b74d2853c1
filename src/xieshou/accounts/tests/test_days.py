"""Time is part of every grant: each day is asked for on the next request, files included."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from tests.world import PASSWORD, TODAY, World
from xieshou.accounts.models import Grant
from xieshou.accounts.operations.open_account import close_account, open_account
from xieshou.accounts.policy import OFFICES, POLICY, ROLES

from .doors import WRONG, Travel, days, doors_of, enter, grant, inside, sign_in, statuses

# Roles whose doors are those of a school's records; the others have tests of their own.
READERS = [role for role in ROLES if role in POLICY["activity.view"] and role in POLICY["place.view"]]
PLACES = {role: "county_a" if role in OFFICES else "town" if role == "town" else "a2" for role in READERS}


def doors_for(world: World, role: str) -> list[str]:
    return doors_of(world, world.a2)[:2] + doors_of(world, world.a2)[-1:]


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize(("day", "opens"), [(-1, False), (0, True), (1, True)])
def test_a_grant_opens_on_its_first_day(world: World, travel: Travel, role: str, day: int, opens: bool) -> None:
    user, first = world.user("李桂兰"), days(TODAY, 10)
    client, doors = enter(user), doors_for(world, role)
    grant(user, getattr(world, PLACES[role]), role, first)
    travel(days(first, day))
    assert statuses(client, doors) == ({200} if opens else {404})


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize(("day", "opens"), [(-1, True), (0, True), (1, False), (300, False)])
def test_a_grant_closes_after_its_last_day(world: World, travel: Travel, role: str, day: int, opens: bool) -> None:
    user, last = world.user("李桂兰"), days(TODAY, 10)
    grant(user, getattr(world, PLACES[role]), role, TODAY, last)
    client, doors = enter(user), doors_for(world, role)
    assert statuses(client, doors) == {200}
    travel(days(last, day))
    found = statuses(client, doors)
    # A session lasts ninety days: after that the door is shut as well.
    assert found == ({200} if opens else {302} if day > 90 else {404})
    if not opens:
        assert WRONG in sign_in("u6").content.decode()


@pytest.mark.parametrize(("day", "opens"), [(-1, False), (0, True), (1, True)])
def test_one_signs_in_from_the_first_day(world: World, travel: Travel, day: int, opens: bool) -> None:
    first = days(TODAY, 5)
    given = {"name": "新老师", "place": world.a2, "role": "teacher", "password": PASSWORD}
    open_account(world.user("马校长"), username="u30", valid_from=first, **given)
    travel(days(first, day))
    assert inside(sign_in("u30")) == opens


def test_who_is_removed_is_out_on_the_next_request(world: World) -> None:
    user = world.user("李桂兰")
    client, doors = Client(), doors_of(world, world.a2)
    sign_in("u6", client=client)
    assert statuses(client, doors) == {200}
    close_account(world.user("马校长"), user=user)
    assert statuses(client, doors) == {302}
    assert client.get(doors[-1]).url.startswith("/sign-in/")
    assert not world.user("李桂兰").may("activity.view")


def test_a_removed_persons_grants_end_also_those_with_a_later_end(world: World) -> None:
    user = world.user("李桂兰")
    grant(user, world.a2, "teacher", TODAY - timedelta(days=9), days(TODAY, 300))
    close_account(world.user("马校长"), user=user)
    assert set(Grant.objects.filter(user=user).values_list("valid_to", flat=True)) == {TODAY}


def move(world: World, name: str, last_day: date) -> None:
    """A transfer from A's country school to B's, known beforehand: one grant ends, another begins the day after."""
    user = world.user(name)
    Grant.objects.filter(user=user).update(valid_to=last_day)
    Grant.objects.create(user=user, role="teacher", place=world.b2, valid_from=days(last_day, 1))
    user.place = world.b2
    user.save()


@pytest.mark.parametrize("day", [-1, 0, 1, 2])
def test_who_moved_reads_the_new_school_and_no_longer_the_old(world: World, travel: Travel, day: int) -> None:
    last = days(TODAY, 3)
    client, old, new = enter(world.user("李桂兰")), doors_of(world, world.a2)[2:], doors_of(world, world.b2)[2:]
    move(world, "李桂兰", last)
    travel(days(last, day))
    assert statuses(client, old) == ({200} if day <= 0 else {404})
    assert statuses(client, new) == ({404} if day <= 0 else {200})


@pytest.mark.parametrize(("day", "seconded"), [(-1, False), (0, True), (1, True), (9, True), (10, True), (11, False)])
def test_who_is_seconded_and_returns_keeps_only_the_days_between(
    world: World, travel: Travel, day: int, seconded: bool
) -> None:
    first = days(TODAY, 2)
    user = world.user("李桂兰")
    Grant.objects.create(user=user, role="teacher", place=world.b2, valid_from=first, valid_to=days(first, 10))
    client, own, guest = enter(user), doors_of(world, world.a2)[2:], doors_of(world, world.b2)[2:]
    travel(days(first, day))
    assert statuses(client, own) == {200}
    assert statuses(client, guest) == ({200} if seconded else {404})


def test_a_role_that_ended_takes_its_actions_with_it_the_other_role_stays(world: World, travel: Travel) -> None:
    user = world.user("李桂兰")
    Grant.objects.create(user=user, role="head", place=world.a2, valid_from=TODAY, valid_to=days(TODAY, 1))
    client = enter(user)
    assert statuses(client, ["/accounts/"]) == {200}
    travel(days(TODAY, 2))
    assert statuses(client, ["/accounts/"]) == {404} and statuses(client, ["/activities/"]) == {200}
