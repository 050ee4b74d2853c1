"""Two posts, the end of one, a move, and the second step: each opens exactly what it says, on the next request."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from tests.world import PASSWORD, SYSTEM, TODAY, World
from xieshou.accounts.gate import STEP_SECONDS, TRIES_FROM_ONE_ADDRESS
from xieshou.accounts.models import Grant, User
from xieshou.accounts.operations.grant_role import end_grant, grant_role, move_account, work_at
from xieshou.accounts.operations.open_account import open_account
from xieshou.accounts.operations.second_step import drop_second_step, set_second_step
from xieshou.gifts.operations.record_gift import record_gift
from xieshou.places.models import SCHOOL
from xieshou.places.operations.add_place import add_place
from xieshou.scoping.operations import NotAllowed, Refused
from xieshou.scoping.scope import OutOfScope

from .doors import Travel, days, doors_of, enter, inside, sign_in, statuses


def test_a_second_post_opens_the_second_school_from_its_day_to_its_last(world: World, travel: Travel) -> None:
    user = world.user("李桂兰")
    client, guest = enter(user), doors_of(world, world.a1)[2:]
    assert statuses(client, guest) == {404}
    span = {"valid_from": days(TODAY, 1), "valid_to": days(TODAY, 3)}
    grant_role(world.user("安"), user=user, role="teacher", place=world.a1, **span)
    for day, opens in ((0, False), (1, True), (3, True), (4, False)):
        travel(days(TODAY, day))
        assert statuses(client, guest) == ({200} if opens else {404}), day


def test_who_has_two_posts_changes_between_them_and_nowhere_else(world: World) -> None:
    grant_role(world.user("安"), user=world.user("李桂兰"), role="teacher", place=world.a1, valid_from=TODAY)
    client = enter(world.user("李桂兰"))
    assert client.post(f"/me/work-at/{world.a1.pk}/").status_code == 302
    assert world.user("李桂兰").place == world.a1
    assert client.post(f"/me/work-at/{world.b1.pk}/").status_code == 404
    with pytest.raises(Refused, match="E-ACC-118"):
        work_at(world.user("李桂兰"), place=world.b1)


def test_a_head_adds_roles_in_his_own_school_only(world: World) -> None:
    head = world.user("马校长")
    grant_role(head, user=world.user("李桂兰"), role="dean", place=world.a2, valid_from=TODAY)
    assert world.user("李桂兰").roles() == {"teacher", "dean"}
    for user, role, place in (
        ("李桂兰", "dean", world.a1), ("李桂兰", "officer", world.county_a), ("周敏", "head", world.a2),
        ("李桂兰", "viewer", world.a2),
    ):  # fmt: skip
        with pytest.raises((OutOfScope, Refused)):
            grant_role(head, user=world.user(user), role=role, place=place, valid_from=TODAY)
    with pytest.raises(NotAllowed):
        grant_role(world.user("周敏"), user=world.user("周敏"), role="head", place=world.a1, valid_from=TODAY)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"valid_from": TODAY, "valid_to": TODAY - timedelta(days=1), "role": "dean"}, "E-ACC-112"),
        ({"valid_from": TODAY, "role": "teacher"}, "E-ACC-113"),
    ],
)
def test_a_role_given_wrongly_is_refused(world: World, given: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        grant_role(world.user("马校长"), user=world.user("李桂兰"), place=world.a2, **given)


def test_nobody_ends_his_own_role_nor_one_in_the_past(world: World) -> None:
    own = Grant.objects.get(user=world.user("马校长"))
    with pytest.raises(Refused, match="E-ACC-114"):
        end_grant(world.user("马校长"), user=world.user("马校长"), grant=own.pk, last_day=TODAY)
    theirs = Grant.objects.get(user=world.user("李桂兰"))
    with pytest.raises(Refused, match="E-ACC-115"):
        early = min(theirs.valid_from, TODAY) - timedelta(days=1)
        end_grant(world.user("马校长"), user=world.user("李桂兰"), grant=theirs.pk, last_day=early)
    end_grant(world.user("马校长"), user=world.user("李桂兰"), grant=theirs.pk, last_day=TODAY)
    assert Grant.objects.get(pk=theirs.pk).valid_to == TODAY


def test_who_is_moved_leaves_everything_of_the_old_school_behind(world: World) -> None:
    client, old, new = enter(world.user("李桂兰")), doors_of(world, world.a2)[2:], doors_of(world, world.a1)[2:]
    move_account(world.user("安"), user=world.user("李桂兰"), role="dean", place=world.a1, on=TODAY, post="教务主任")
    assert statuses(client, old) == {404} and statuses(client, new) == {200}
    with pytest.raises(Refused, match="E-ACC-117"):
        move_account(world.user("安"), user=world.user("李桂兰"), role="dean", place=world.a2, on=days(TODAY, 1))
    with pytest.raises(Refused, match="E-ACC-116"):
        move_account(world.user("安"), user=world.user("安"), role="viewer", place=world.county_a, on=TODAY)


def code_of(secret: str, later: int = 0) -> str:
    """The code of now, or of so many steps later."""
    return pyotp.TOTP(secret).at(timezone.now() + timedelta(seconds=later * STEP_SECONDS))


@pytest.fixture
def two_steps(world: World) -> User:
    """马校长 with a second step on."""
    return with_second_step(world, "马校长")


def with_second_step(world: World, name: str) -> User:
    secret = pyotp.random_base32()
    return set_second_step(world.user(name), secret=secret, code=code_of(secret, -1))


def test_half_through_the_door_opens_nothing(world: World, two_steps: User) -> None:
    client = Client()
    answer = sign_in("u5", client=client)
    assert answer.url == "/sign-in/code/"
    assert {client.get(door).status_code for door in doors_of(world, world.a2)} == {302}
    assert client.post("/sign-in/code/", {"code": "000 000"}).status_code == 200
    assert {client.get(door).status_code for door in doors_of(world, world.a2)} == {302}
    code = code_of(two_steps.second_secret)
    assert client.post("/sign-in/code/", {"code": code}).url == "/"
    assert statuses(client, doors_of(world, world.a2)) == {200}


def test_a_code_opens_once(world: World, two_steps: User) -> None:
    code = code_of(two_steps.second_secret)
    for tried, url in enumerate(("/", None)):
        client = Client()
        sign_in("u5", client=client, address=f"10.0.0.{tried + 7}")
        answer = client.post("/sign-in/code/", {"code": code})
        assert getattr(answer, "url", None) == url


def test_half_a_sign_in_ends_after_five_minutes(world: World, two_steps: User) -> None:
    client = Client()
    sign_in("u5", client=client)
    session = client.session
    session["half"] = {**session["half"], "until": timezone.now().timestamp() - 1}
    session.save()
    assert client.get("/sign-in/code/").url == "/sign-in/"
    assert client.post("/sign-in/code/", {"code": code_of(two_steps.second_secret)}).url == "/sign-in/"


def test_wrong_codes_lock_like_wrong_passwords(world: World, two_steps: User) -> None:
    client = Client()
    sign_in("u5", client=client)
    wrong = f"{(int(code_of(two_steps.second_secret)) + 1) % 1_000_000:06}"
    for _ in range(TRIES_FROM_ONE_ADDRESS):
        client.post("/sign-in/code/", {"code": wrong}, REMOTE_ADDR="10.0.0.1")
    answer = client.post("/sign-in/code/", {"code": code_of(two_steps.second_secret)}, REMOTE_ADDR="10.0.0.1")
    assert "E-ACC-102" in answer.content.decode()


def test_a_lost_phone_is_answered_by_a_new_slip(world: World, two_steps: User) -> None:
    answer = enter(world.user("安")).post(f"/accounts/{two_steps.pk}/")
    assert answer.status_code == 200 and not world.user("马校长").second_secret


def test_the_second_step_goes_only_with_a_code(world: World) -> None:
    clerk = with_second_step(world, "周敏")
    with pytest.raises(Refused, match="E-ACC-119"):
        drop_second_step(world.user("周敏"), code="000000")
    assert world.user("周敏").second_secret
    drop_second_step(world.user("周敏"), code=code_of(clerk.second_secret, 1))
    assert not world.user("周敏").second_secret and inside(sign_in(clerk.username, PASSWORD))


def test_one_address_that_tries_many_names_is_stopped(world: World) -> None:
    for number in range(60):
        sign_in(f"nobody{number}", "x")
    assert "E-ACC-102" in sign_in("u6").content.decode()
    assert inside(sign_in("u6", address="10.0.0.2"))


def test_a_donor_sees_what_he_gave_and_nothing_else(world: World) -> None:
    firm = add_place(SYSTEM, parent=world.county_a, level=SCHOOL, name="云岭公司", setting="town", outside=True)
    donor = open_account(SYSTEM, username="firm", name="云岭公司", place=firm, role="donor", password="x").user
    common = {"owner": world.a2, "receiver": world.a2, "on": TODAY, "sort": "goods", "category": "图书", "by": "马"}
    record_gift(world.user("马校长"), giver=firm, donor="云岭公司", article="绘本", **common)
    record_gift(world.user("马校长"), giver=None, donor="别家", article="别家的字典", **common)
    page = enter(donor).get("/gifts/given/").content.decode()
    assert "绘本" in page and "别家的字典" not in page
    assert {enter(donor).get(door).status_code for door in ("/gifts/", "/activities/", "/staff/", "/reports/")} == {404}
