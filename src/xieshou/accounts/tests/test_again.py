"""The password is asked for once more before accounts, pupils and whole backups, and nothing that was sent is lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pyotp
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.world import PASSWORD, TODAY, World
from xieshou.accounts.models import Grant, User
from xieshou.accounts.policy import CLASSES, POLICY, SECOND_STEP

from .doors import Travel, enter, grant, inside, sign_in

ASKS = "再输一次密码"
# Of these groups every action is asked for again, but for what harms nobody or asks for the old password anyway.
CLOSED_GROUPS = ("account.", "audit.", "pupil.", "backup.")
NOT_ASKED = {"account.password", "account.work_at", "backup.view", "backup.make", "backup.check"}
ACCOUNT = {"name": "新老师", "username": "u77", "role": "teacher", "post": ""}


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let minutes pass."""

    def pass_by(minutes: float) -> datetime:
        moment = timezone.now() + timedelta(minutes=minutes)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return pass_by


def said(answer: Any) -> str:
    return str(answer.content.decode())


def test_every_action_of_class_s_or_a_is_marked() -> None:
    closed = {action for action in POLICY if action.startswith(CLOSED_GROUPS)}
    assert closed - NOT_ASKED == {action for action in CLASSES if action.startswith(CLOSED_GROUPS)}
    assert set(CLASSES) <= set(POLICY) and set(CLASSES.values()) == {"S", "A"}


@pytest.mark.parametrize(("minutes", "asks"), [(14.9, False), (15, True), (60 * 24 * 30, True)])
def test_after_fifteen_minutes_accounts_are_behind_the_password_and_records_are_not(
    world: World, later: Any, minutes: float, asks: bool
) -> None:
    client = enter(world.user("马校长"))
    later(minutes)
    assert (ASKS in said(client.get("/accounts/"))) == asks
    assert (ASKS in said(client.get("/pupils/"))) == asks
    assert ASKS not in said(client.get("/activities/"))


def test_the_right_password_opens_the_very_page_and_lasts_for_the_others(world: World, later: Any) -> None:
    client = enter(world.user("马校长"))
    later(20)
    page = client.get("/accounts/?q=%E6%9D%8E")
    assert 'action="/accounts/?q=' in said(page) and page["Cache-Control"] == "no-store, private"
    wrong = client.post("/accounts/?q=%E6%9D%8E", {"again": "wrong", "again-open": "1"})
    assert "E-ACC-121" in said(wrong) and "李桂兰" not in said(wrong)
    right = client.post("/accounts/?q=%E6%9D%8E", {"again": PASSWORD, "again-open": "1"})
    assert right.status_code == 302 and "李桂兰" in said(client.get(right.url))
    assert ASKS not in said(client.get("/pupils/"))


def test_what_was_being_sent_goes_along_and_is_done_once_the_password_is_right(world: World, later: Any) -> None:
    client = enter(world.user("马校长"))
    key = client.get("/accounts/new/").context["form"]["key"].value()
    sent = {**ACCOUNT, "place": str(world.a2.pk), "key": str(key)}
    later(20)
    page = client.post("/accounts/new/", sent)
    assert ASKS in said(page) and not User.objects.filter(username="u77").exists()
    for name, value in sent.items():
        assert not value or f'name="{name}" value="{value}"' in said(page)
    again = client.post("/accounts/new/", {**sent, "again": "wrong"})
    assert "E-ACC-121" in said(again) and 'value="u77"' in said(again) and "wrong" not in said(again)
    assert "1张账号条" in said(client.post("/accounts/new/", {**sent, "again": PASSWORD}))
    assert User.objects.filter(username="u77").exists()


def test_a_file_is_chosen_again(world: World, later: Any) -> None:
    client = enter(world.user("安"))
    later(20)
    page = client.post("/intake/upload/", {"file": SimpleUploadedFile("a.xlsx", b"PK")})
    assert "文件要再选一次" in said(page) and "again-open" in said(page)


def test_five_wrong_passwords_close_this_as_they_close_the_door(world: World, later: Any) -> None:
    client = enter(world.user("马校长"))
    later(20)
    for _ in range(5):
        client.post("/accounts/", {"again": "wrong", "again-open": "1"})
    assert "E-ACC-102" in said(client.post("/accounts/", {"again": PASSWORD, "again-open": "1"}))
    assert "E-ACC-102" in said(sign_in("u5", address="127.0.0.1"))


def test_who_may_not_open_it_is_not_asked_either(world: World, later: Any) -> None:
    client = enter(world.user("李桂兰"))
    later(20)
    assert client.get("/accounts/").status_code == client.post("/accounts/", {"again": PASSWORD}).status_code == 404


def test_a_piece_of_a_page_sends_the_browser_to_the_whole_page(world: World, later: Any) -> None:
    client = enter(world.user("马校长"))
    later(20)
    assert client.get("/accounts/?q=x", headers={"HX-Request": "true"})["HX-Redirect"] == "/accounts/?q=x"


def test_invented_people_are_not_asked(world: World, later: Any, settings: Any, tmp_path: Any) -> None:
    settings.DEMONSTRATION = tmp_path / "demonstration"
    settings.DEMONSTRATION.touch()
    client = enter(world.user("马校长"))
    later(60)
    assert ASKS not in said(client.get("/accounts/"))


def test_whoever_can_close_accounts_needs_a_second_step() -> None:
    assert {"officer", "system", "security", "head"} == SECOND_STEP


@pytest.mark.parametrize(("day", "opens"), [(0, True), (14, True), (15, False)])
def test_the_second_step_must_be_there_fourteen_days_after_the_first_sign_in(
    world: World, travel: Travel, day: int, opens: bool
) -> None:
    client = Client()
    assert inside(sign_in("u5", client=client))
    travel(TODAY + timedelta(days=day))
    answer = client.get("/")
    assert ("开启两步登录" in said(answer)) if opens else (answer.url == "/me/second-step/")
    assert inside(sign_in("u5", client=client)) if opens else client.get("/activities/").status_code == 302
    client.post("/sign-in/", {"username": "u5", "password": PASSWORD})
    assert world.user("马校长").second_by == TODAY + timedelta(days=14), "a later sign-in begins no other grace"


def test_late_for_the_second_step_one_sets_it_up_and_goes_on(world: World, travel: Travel) -> None:
    sign_in("u5")
    travel(TODAY + timedelta(days=20))
    client = Client()
    sign_in("u5", client=client)
    page = said(client.get("/me/second-step/"))
    assert "14天到了" in page and "不改了" not in page
    assert client.get("/me/password/").status_code == 200
    secret = page.partition('class="code">')[2].partition("<")[0].replace(" ", "")
    code = pyotp.TOTP(secret).at(timezone.now())
    assert client.post("/me/second-step/", {"code": code}).url == "/me/"
    assert client.get("/").status_code == 200
    off = client.post("/me/second-step/", {"code": pyotp.TOTP(secret).at(timezone.now() + timedelta(seconds=30))})
    assert "E-ACC-122" in said(off) and world.user("马校长").second_secret


def test_a_role_that_needs_none_is_left_alone_and_a_new_slip_gives_new_days(world: World, travel: Travel) -> None:
    sign_in("u6")
    assert world.user("李桂兰").second_by is None
    sign_in("u5")
    enter(world.user("安")).post(f"/accounts/{world.user('马校长').pk}/")
    assert world.user("马校长").second_by is None
    User.objects.filter(username="u6").update(second_by=TODAY)
    travel(TODAY + timedelta(days=3))
    assert not world.user("李桂兰").second_step_is_late
    grant(world.user("李桂兰"), world.a2, "head", TODAY)
    assert Grant.objects.filter(user__username="u6").exists() and world.user("李桂兰").second_step_is_late
