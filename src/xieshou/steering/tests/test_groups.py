"""Steering groups as of a day, of a county and of a pair."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.world import SYSTEM, World
from xieshou.pairings.tests.desk import client_of, keyed, lines
from xieshou.scoping.scope import unscoped
from xieshou.steering.models import GroupMember, SteeringGroup
from xieshou.steering.operations.set_group import Seat, set_group

SEATS = [
    {"name": "安局长", "post": "局长", "role": "head"},
    {"name": "钱股长", "post": "股长", "role": "member"},
    {"name": "", "post": "空行", "role": "member"},
]


def group_data(seats: list[dict[str, str]], **changes: Any) -> dict[str, Any]:
    return keyed(**{"name": "结对帮扶工作领导小组", "since": "2025-09-01", "office": "人事股", **changes}) | lines(
        seats
    )


def test_a_group_changed_in_mid_year_shows_rightly_for_either_half(world: World) -> None:
    client, data = client_of(world, "安"), group_data(SEATS)
    answer = client.post("/groups/new/", data)
    assert answer.status_code == 302 and client.post("/groups/new/", data)["Location"] == answer["Location"]
    url = answer["Location"]
    changed = [{**SEATS[0], "name": "孙局长"}, SEATS[1]]
    assert client.post(f"{url}edit/", group_data(changed, since="2026-03-01", version=1)).status_code == 302
    halves = {
        "2025-12-31": ("安局长", "孙局长"),
        "2026-02-28": ("安局长", "孙局长"),
        "2026-03-01": ("孙局长", "安局长"),
    }
    for day, (there, gone) in halves.items():
        page = client.get(f"{url}?on={day}").content.decode()
        sat = page[page.index('id="seats"') : page.index("</dl>")]
        assert there in sat and gone not in sat and "钱股长" in sat and "2人" in page, day
    history = client.get(url).content.decode()
    assert "安局长" in history and "2026年2月28日" in history
    assert "还没有名单" in client.get(f"{url}?on=2020-01-01").content.decode()
    assert client.get(f"{url}?on=2026-02-31").status_code == 200
    assert client_of(world, "马校长").get(url).status_code == 200
    assert client_of(world, "马校长").get(f"{url}edit/").status_code == 404
    assert client_of(world, "陈").get(url).status_code == 404
    behind = client.post(f"{url}edit/", group_data(SEATS, since="2025-12-01", version=2)).content.decode()
    assert "E-GRP-103" in behind


def test_a_name_mended_on_the_day_it_was_entered_never_sat(world: World) -> None:
    with unscoped("test"):
        group = set_group(
            SYSTEM, place=world.county_a, name="小组", seats=[Seat("按局长", "局长", "head")], since=date(2026, 3, 1)
        )
    data = group_data(SEATS[:1], since="2026-03-01", version=1)
    assert client_of(world, "安").post(f"/groups/{group.pk}/edit/", data).status_code == 302
    with unscoped("test"):
        assert [row.name for row in GroupMember.objects.filter(group=group)] == ["安局长"]


@pytest.mark.parametrize(
    ("sentence", "seats"),
    [("E-GRP-101", [SEATS[0], {**SEATS[0], "name": "孙局长"}]), ("E-GRP-102", [SEATS[2]])],
)
def test_a_group_without_order_is_refused(world: World, sentence: str, seats: list[dict[str, str]]) -> None:
    assert sentence in client_of(world, "安").post("/groups/new/", group_data(seats)).content.decode()
    with unscoped("test"):
        assert not SteeringGroup.objects.exists()


def test_a_group_changed_meanwhile_shows_both_lists(world: World) -> None:
    with unscoped("test"):
        group = set_group(SYSTEM, place=world.county_a, name="小组", seats=[Seat("甲")], since=date(2025, 9, 1))
        set_group(SYSTEM, place=world.county_a, group=group, name="小组", seats=[Seat("乙")], since=date(2026, 1, 1))
    answer = client_of(world, "安").post(f"/groups/{group.pk}/edit/", group_data(SEATS, since="2026-03-01", version=1))
    page = answer.content.decode()
    assert answer.status_code == 409 and "成员乙" in page and "组长安局长" in page


def test_a_pair_has_its_own_group_that_both_schools_see(world: World) -> None:
    answer = client_of(world, "马校长").post(f"/groups/new/?pair={world.pair.pk}", group_data(SEATS))
    assert answer.status_code == 302
    for name in ("周敏", "马校长"):
        assert "两校2人" in client_of(world, name).get(f"/pairs/{world.pair.pk}/").content.decode(), name
