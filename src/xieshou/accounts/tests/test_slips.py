"""A printed slip: it opens the password page and nothing else, once, for fourteen days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch
from django.utils import timezone

from tests.world import World
from xieshou.accounts.models import User
from xieshou.accounts.operations.open_account import SLIP_LASTS, Slip, close_account, open_account, renew_password
from xieshou.audit.models import Entry
from xieshou.scoping.scope import unscoped

from .doors import LATE, WRONG, Travel, doors_of, enter, inside, sign_in, statuses

OWN = "/me/password/"
NEW = "bai-ta-zhen-26"


@pytest.fixture
def slip(world: World) -> Slip:
    return open_account(world.user("马校长"), username="u30", name="王小兰", place=world.a2, role="head")


def gated(patterns: Any, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every named address behind the gate."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from gated(one.url_patterns, f"{prefix}{one.namespace}:" if one.namespace else prefix)
        elif one.name and hasattr(one.callback, "action"):
            yield f"{prefix}{one.name}", one


def address_of(name: str, pattern: URLPattern, world: World) -> str:
    """The address with some value for each of its parts; what it names need not exist."""
    values = {"uuid": world.pair.pk, "int": 1, "str": "activity", "slug": "a", "path": "a"}
    given = {}
    for part, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        given[part] = values.get({"string": "str"}.get(kind, kind), "a")
    return str(reverse(name, kwargs=given))


def change(client: Client, old: str, new: str = NEW) -> Any:
    return client.post(OWN, {"old": old, "new": new, "again": new})


def test_the_half_authenticated_reach_only_the_password_page(world: World, slip: Slip) -> None:
    client, seen = enter(slip.user), 0
    for name, pattern in gated(get_resolver().url_patterns):
        try:
            address = address_of(name, pattern, world)
        except NoReverseMatch:
            continue
        if address == OWN:
            continue
        for answer in (client.get(address), client.post(address)):
            refused = answer.status_code == 404 or (answer.status_code == 302 and answer.url == OWN)
            assert refused, (address, answer.status_code)
            seen += 1
    assert seen > 100
    assert client.get(OWN).status_code == 200
    assert statuses(client, doors_of(world, world.a2)) == {302}, "files included"


def test_the_password_page_names_nobody_and_counts_nothing_for_the_half_authenticated(world: World, slip: Slip) -> None:
    page = enter(slip.user).get(OWN).content.decode()
    assert "第一次登录" in page
    assert not any(name in page for name in ("周敏", "林芳", "李桂兰", "吴晓燕", "青山共同体"))


def test_after_the_change_all_is_open_and_the_slip_is_spent(world: World, slip: Slip) -> None:
    client = Client()
    assert inside(sign_in("u30", slip.password, client=client))
    assert "现在的密码" not in client.get(OWN).content.decode(), "it was written a moment ago"
    answer = change(client, "")
    assert answer.status_code == 302 and answer.url == "/"
    assert "密码换好了" in client.get("/").content.decode()
    assert statuses(client, doors_of(world, world.a2)) == {200}
    assert WRONG in sign_in("u30", slip.password).content.decode()
    assert inside(sign_in("u30", NEW))
    with unscoped("a test reads the chain"):
        assert Entry.objects.filter(action="account.password", actor=slip.user.label).count() == 1


def test_the_slip_itself_is_not_taken_as_the_new_password(world: World, slip: Slip) -> None:
    client = enter(slip.user)
    assert "E-ACC-111" in change(client, slip.password, slip.password).content.decode()
    assert User.objects.get(pk=slip.pk).must_change


def test_afterwards_the_present_password_is_asked_for(world: World, slip: Slip) -> None:
    client = enter(slip.user)
    change(client, "")
    assert change(client, "", "another-26-hill").status_code != 302
    assert "E-ACC-110" in change(client, slip.password, "another-26-hill").content.decode()
    assert inside(sign_in("u30", NEW))
    assert change(client, NEW, "another-26-hill").status_code == 302


@pytest.mark.parametrize(("passed", "opens"), [(0, True), (13, True), (14, True), (15, False), (400, False)])
def test_a_slip_opens_for_fourteen_days(world: World, slip: Slip, travel: Travel, passed: int, opens: bool) -> None:
    assert timedelta(days=14) == SLIP_LASTS and slip.user.slip_until == timezone.localdate() + SLIP_LASTS
    travel(timezone.localdate() + timedelta(days=passed))
    answer = sign_in("u30", slip.password)
    assert inside(answer) == opens
    if not opens:
        assert LATE in answer.content.decode()
        assert WRONG in sign_in("u30", "wrong").content.decode(), "only who holds the slip is told that it is late"


def test_a_session_begun_on_the_last_day_ends_with_the_slip(world: World, slip: Slip, travel: Travel) -> None:
    client = Client()
    assert inside(sign_in("u30", slip.password, client=client))
    travel(timezone.localdate() + timedelta(days=15))
    assert "E-ACC-109" in change(client, slip.password).content.decode()
    assert User.objects.get(pk=slip.pk).must_change


def test_a_password_of_ones_own_does_not_expire_with_the_slip(world: World, slip: Slip, travel: Travel) -> None:
    change(enter(slip.user), slip.password)
    travel(timezone.localdate() + timedelta(days=40))
    assert inside(sign_in("u30", NEW))


def test_printing_another_slip_revokes_the_first_and_ends_every_session(world: World, slip: Slip) -> None:
    client = Client()
    sign_in("u30", slip.password, client=client)
    change(client, slip.password)
    another = renew_password(world.user("马校长"), user=User.objects.get(pk=slip.pk))
    assert client.get("/activities/").url.startswith("/sign-in/")
    for password in (slip.password, NEW):
        assert WRONG in sign_in("u30", password).content.decode()
    assert inside(sign_in("u30", another.password))


def test_a_slip_of_a_closed_account_opens_nothing(world: World, slip: Slip) -> None:
    close_account(world.user("马校长"), user=slip.user)
    assert WRONG in sign_in("u30", slip.password).content.decode()


def test_slips_are_read_from_paper_and_differ(world: World, slip: Slip) -> None:
    another = renew_password(world.user("马校长"), user=slip.user)
    assert slip.password != another.password
    for password in (slip.password, another.password):
        assert [len(part) for part in password.split("-")] == [4, 4, 4, 4] and not set(password) & set("01loi")
