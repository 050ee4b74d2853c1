"""The door: who is locked out, who is not, and what a stranger can learn from its answers."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.world import PASSWORD, World
from xieshou.accounts.gate import TRIES_FOR_ONE_NAME, TRIES_FROM_ONE_ADDRESS
from xieshou.accounts.models import User
from xieshou.accounts.operations.open_account import close_account, open_account

from .doors import LOCKED, WRONG, inside, sign_in


def plain(answer: Any) -> str:
    """The page without what differs on every request, and without what the person has typed."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return re.sub(r'value="(u6|nobody)"', "", page)


def test_limits_are_five_from_one_address_and_thirty_for_one_name() -> None:
    assert (TRIES_FROM_ONE_ADDRESS, TRIES_FOR_ONE_NAME) == (5, 30)


def test_five_wrong_passwords_lock_that_address_and_not_the_owner_elsewhere(world: World) -> None:
    for _ in range(5):
        assert WRONG in sign_in("u6", "wrong").content.decode()
    assert LOCKED in sign_in("u6", PASSWORD).content.decode()
    assert inside(sign_in("u6", PASSWORD, address="10.0.0.2"))
    assert LOCKED in sign_in("u6", PASSWORD).content.decode(), "the owner's success does not open the guesser's door"


def test_four_wrong_passwords_do_not_lock(world: World) -> None:
    for _ in range(4):
        sign_in("u6", "wrong")
    assert inside(sign_in("u6"))
    for _ in range(4):
        sign_in("u6", "wrong")
    assert inside(sign_in("u6")), "a success forgives what was mistyped before"


@pytest.mark.parametrize("spelt", ["U6", " u6", "u6 "])
def test_another_spelling_of_the_name_does_not_give_more_tries(world: World, spelt: str) -> None:
    for _ in range(5):
        sign_in(spelt, "wrong")
    assert LOCKED in sign_in("u6").content.decode()


def test_thirty_wrong_passwords_from_anywhere_lock_the_name(world: World) -> None:
    for number in range(30):
        assert WRONG in sign_in("u6", "wrong", address=f"10.0.1.{number // 3}").content.decode()
    assert LOCKED in sign_in("u6", address="10.0.9.9").content.decode()
    assert inside(sign_in("u5", address="10.0.1.1")), "only that name"


def test_a_lock_opens_after_fifteen_minutes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        sign_in("u6", "wrong")
    began = timezone.now()
    for minutes, opens in ((14, False), (16, True)):
        monkeypatch.setattr(timezone, "now", lambda passed=minutes: began + timedelta(minutes=passed))
        assert inside(sign_in("u6")) == opens


def test_a_wrong_name_and_a_wrong_password_are_answered_alike_the_lock_too(world: World) -> None:
    for _ in range(6):
        known, unknown = sign_in("u6", "wrong"), sign_in("nobody", "wrong")
        assert known.status_code == unknown.status_code and plain(known) == plain(unknown)
    assert LOCKED in plain(known)


def test_a_closed_account_and_one_without_a_role_are_answered_as_a_wrong_password(world: World) -> None:
    close_account(world.user("马校长"), user=world.user("李桂兰"))
    world.user("周敏").grants.all().delete()
    for username in ("u6", "u4"):
        assert WRONG in sign_in(username).content.decode()


def test_the_name_is_found_whatever_its_case(world: World) -> None:
    assert inside(sign_in("U6"))


def test_a_password_is_kept_as_a_hash_and_never_twice_the_same(world: World) -> None:
    kept = list(User.objects.values_list("password", flat=True))
    assert len(set(kept)) == len(kept) and not any(PASSWORD in one for one in kept)


def test_no_place_outside_is_led_to_after_signing_in(world: World) -> None:
    given = {"username": "u6", "password": PASSWORD}
    for wanted in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        assert Client().post("/sign-in/", {**given, "next": wanted}).url == "/", wanted
    assert Client().post("/sign-in/", {**given, "next": "/activities/"}).url == "/activities/"


def test_accounts_opened_for_real_get_argon2(world: World, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    slip = open_account(world.user("马校长"), username="u30", name="新老师", place=world.a2, role="teacher")
    assert slip.user.password.startswith("argon2$argon2id$")
