"""The secret address: it opens its owner's calendar without a session, and nothing once it is closed."""

from __future__ import annotations

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from tests.world import World
from xieshou.accounts.models import Grant
from xieshou.calendars.models import Subscription
from xieshou.plans.operations.write_plan import CalendarDraft, Contents, PromiseDraft
from xieshou.plans.tests.build import HEAD, client_of, plan_of

TODAY = timezone.localdate()


def planned(world: World, state: str = "accepted") -> None:
    lines = [CalendarDraft(TODAY, TODAY + timedelta(days=40), "中层跟班学习", 0)]
    contents = Contents((), [PromiseDraft("联席会议", "meeting.joint", 1)], lines)
    plan_of(world, state, starts=TODAY - timedelta(days=9), ends=TODAY + timedelta(days=90), contents=contents)


def address(client: Client) -> str:
    page = client.post("/calendars/subscription/").content.decode()
    found = re.search(r'value="http://testserver(/calendars/[\w-]{43}\.ics)"', page)
    assert found
    return found[1]


def test_the_address_opens_without_a_session_and_is_kept_only_as_a_digest(world: World) -> None:
    planned(world)
    secret = address(client_of(world, HEAD))
    answer = Client().get(secret)
    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/calendar") and "no-store" in answer.headers["Cache-Control"]
    assert "SUMMARY:中层跟班学习" in text and f"DTSTART;VALUE=DATE:{TODAY:%Y%m%d}" in text
    assert secret.split("/")[-1][:-4] not in Subscription.objects.get().digest


def test_it_shows_what_its_owner_sees_and_no_drafts(world: World) -> None:
    planned(world)
    assert "中层跟班学习" in Client().get(address(client_of(world, "安"))).content.decode()
    assert "中层跟班学习" not in Client().get(address(client_of(world, "陈"))).content.decode()


def test_a_draft_is_nobodys_calendar(world: World) -> None:
    planned(world, "draft")
    assert "BEGIN:VEVENT" not in Client().get(address(client_of(world, HEAD))).content.decode()


def test_a_new_address_ends_the_old_and_closing_ends_both(world: World) -> None:
    client = client_of(world, HEAD)
    first, second = address(client), address(client)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    client.post("/calendars/subscription/close/")
    assert Client().get(second).status_code == 404 and not Subscription.objects.exists()
    assert client.post("/calendars/subscription/close/").status_code == 302


def test_it_ends_with_the_owners_grant_and_account(world: World) -> None:
    secret = address(client_of(world, HEAD))
    user = world.user(HEAD)
    Grant.objects.filter(user=user).update(valid_to=TODAY - timedelta(days=1))
    assert Client().get(secret).status_code == 404
    Grant.objects.filter(user=user).update(valid_to=None)
    assert Client().get(secret).status_code == 200
    user.is_active = False
    user.save()
    assert Client().get(secret).status_code == 404


def test_the_month_says_how_many_and_another_month_is_named(world: World) -> None:
    planned(world)
    client = client_of(world, HEAD)
    assert f"<h1>{TODAY.year}年{TODAY.month}月，1件事</h1>" in client.get("/calendars/").content.decode()
    assert "没有安排" in client.get("/calendars/?month=2031-02").content.decode()
    assert client.get("/calendars/?month=2031-99").status_code == 200
