"""Policy papers, steering groups as of a day, needs and strengths."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from tests.world import SYSTEM, World
from xieshou.pairings.models import GroupMember, Need, PolicyDocument, SteeringGroup
from xieshou.pairings.operations.register_policy import amend_policy
from xieshou.pairings.operations.set_group import Seat, set_group
from xieshou.pairings.operations.state_need import state_need
from xieshou.scoping.scope import unscoped

from .desk import agreement, client_of, keyed, lines, paper

SEATS = [
    {"name": "安局长", "post": "局长", "role": "head"},
    {"name": "钱股长", "post": "股长", "role": "member"},
    {"name": "", "post": "空行", "role": "member"},
]


def registered(**changes: Any) -> dict[str, Any]:
    first = {"title": "《帮扶办法》", "number": "甲教发[2026]3号", "issuer": "甲县教育局", "issued_on": "2026-03-01"}
    return keyed(**{**first, **changes})


def test_a_paper_is_registered_once_found_and_cited(world: World) -> None:
    client, data = client_of(world, "安"), registered(in_force_from="2026-03-01", pilot="on")
    answer = client.post("/papers/new/", data)
    assert answer.status_code == 302 and client.post("/papers/new/", data)["Location"] == answer["Location"]
    page = client_of(world, "李桂兰").get(answer["Location"]).content.decode()
    assert "《帮扶办法》" in page and "甲教发〔2026〕3号" in page and "试点" in page and "改一改" not in page
    with unscoped("test"):
        found = PolicyDocument.objects.get()
    agreement(world, date(2026, 9, 1), date(2029, 8, 31), signed=False, basis=found, number="甲教结〔2026〕1号")
    assert "甲教结〔2026〕1号" in client.get(answer["Location"]).content.decode()
    for query, number in (("", 1), ("?q=帮扶", 1), ("?q=航模", 0), ("?force=now", 1), ("?force=over", 0)):
        assert client.get(f"/papers/{query}").content.decode().count("<tr><td") == number, query


@pytest.mark.parametrize(
    ("sentence", "changes"),
    [
        ("E-POL-101", {"title": "《》"}),
        ("E-POL-102", {"in_force_from": "2026-03-01", "in_force_to": "2026-02-01"}),
        ("必填", {"issuer": ""}),
    ],
)
def test_a_paper_that_makes_no_sense_is_refused(world: World, sentence: str, changes: dict[str, str]) -> None:
    answer = client_of(world, "安").post("/papers/new/", registered(**changes))
    assert answer.status_code == 200 and (
        sentence in answer.content.decode() or 'class="err"' in answer.content.decode()
    )
    with unscoped("test"):
        assert not PolicyDocument.objects.exists()


def test_a_paper_changed_meanwhile_shows_both_sides(world: World) -> None:
    found = paper(world)
    with unscoped("test"):
        amend_policy(SYSTEM, paper=found, issuer="甲县人民政府")
    client, url = client_of(world, "安"), f"/papers/{found.pk}/edit/"
    answer = client.post(url, registered(version=1))
    assert answer.status_code == 409 and "甲县人民政府" in answer.content.decode()
    form = answer.context["form"]
    assert client.post(url, registered(version=form["version"].value(), key=form["key"].value())).status_code == 302


def test_another_county_sees_no_papers_of_this_one(world: World) -> None:
    found = paper(world)
    for path in ("", "edit/"):
        assert client_of(world, "陈").get(f"/papers/{found.pk}/{path}").status_code == 404
    assert client_of(world, "陈").get("/papers/").content.decode().count("<tr><td") == 0
    assert client_of(world, "马校长").get("/papers/new/").status_code == 404


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


def need_data(**changes: Any) -> dict[str, Any]:
    first = {
        "sort": "need",
        "dimension": "research",
        "text": "教研接不起来",
        "basis": "lesson",
        "stated_on": "2026-03-01",
    }
    return keyed(**{**first, **changes})


def test_a_need_is_stated_for_the_pair_and_said_better(world: World) -> None:
    client = client_of(world, "马校长")
    url = f"/needs/new/?pair={world.pair.pk}"
    data = need_data(school=str(world.a2.pk), pairing=str(world.pair.pk))
    assert client.post(url, data)["Location"] == f"/pairs/{world.pair.pk}/"
    assert client.post(url, data).status_code == 302
    with unscoped("test"):
        need = Need.objects.get()
    assert need.school == world.a2 and need.pairing_id == world.pair.pk
    assert "教研接不起来" in client_of(world, "周敏").get(f"/needs/?pair={world.pair.pk}").content.decode()
    assert client_of(world, "周敏").get(f"/needs/{need.pk}/edit/").status_code == 404
    assert "教研接不起来" not in client_of(world, "陈").get("/needs/").content.decode()
    assert client_of(world, "陈").get(f"/needs/{need.pk}/edit/").status_code == 404
    better = need_data(school=str(world.a2.pk), pairing=str(world.pair.pk), text="教研组会接不上课", version=1)
    assert client.post(f"/needs/{need.pk}/edit/", better).status_code == 302
    stale = {**better, "key": str(uuid.uuid4()), "text": "第三种说法"}
    answer = client.post(f"/needs/{need.pk}/edit/", stale)
    assert answer.status_code == 409 and "教研组会接不上课" in answer.content.decode()


@pytest.mark.parametrize(("sentence", "changes"), [("E-NED-101", {"text": "\u200b"}), ("err", {"dimension": "x"})])
def test_a_need_without_words_or_dimension_is_refused(world: World, sentence: str, changes: dict[str, str]) -> None:
    data = need_data(school=str(world.a2.pk), **changes)
    assert sentence in client_of(world, "马校长").post("/needs/new/", data).content.decode()
    with unscoped("test"):
        assert not Need.objects.exists()


def test_a_need_names_only_a_pair_of_its_school(world: World) -> None:
    data = need_data(school=str(world.a2.pk), pairing=str(world.across.pk))
    assert "E-NED-103" in client_of(world, "安").post("/needs/new/", data).content.decode()
    other = need_data(school=str(world.b1.pk))
    assert 'class="err"' in client_of(world, "安").post("/needs/new/", other).content.decode()
    with unscoped("test"):
        state_need(SYSTEM, school=world.a2, sort="strength", dimension="moral", text="篮球", stated_on=date(2026, 1, 1))
    page = client_of(world, "安").get("/needs/?sort=strength").content.decode()
    assert page.count("<tr><td") == 1
