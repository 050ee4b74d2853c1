"""The list of pairs, the page of a pair, opening, changing and ending one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.world import SYSTEM, World
from xieshou.activities.tests.build import record
from xieshou.pairings.models import Pairing, Strand
from xieshou.pairings.operations.open_pairing import Lane, amend_pairing, close_pairing
from xieshou.pairings.operations.state_need import state_need
from xieshou.places.models import Place
from xieshou.scoping.scope import unscoped
from xieshou.web import navigation

from .desk import client_of, keyed

NEW = "/pairs/new/"


def rows(page: str) -> int:
    return page.count("<tr><td")


def opened(world: World, **changes: Any) -> dict[str, Any]:
    """The form of a new pair between the country school and a school of the other county."""
    first = {"first": f"p{world.a2.pk}", "partner": "乙县第一小学", "since": "2026-09-01", "forward": ["research"]}
    return keyed(**{**first, "first_contact": "李桂兰", **changes})


def lanes(pairing: Pairing) -> set[tuple[int, str]]:
    with unscoped("test"):
        return set(Strand.objects.filter(pairing=pairing, until__isnull=True).values_list("giver_id", "dimension"))


def test_the_list_shows_the_officer_all_and_a_school_its_own(world: World) -> None:
    assert rows(client_of(world, "安").get("/pairs/").content.decode()) == 2
    assert rows(client_of(world, "陈").get("/pairs/").content.decode()) == 1
    page = client_of(world, "马校长").get("/pairs/").content.decode()
    assert rows(page) == 1 and "甲县实验小学" in page and "新结一对" not in page
    client = client_of(world, "安")
    expected = {
        "q=白塔": 1, "q=航模": 0, "dimension=sports_arts": 1, "dimension=research": 2, f"town={world.town.pk}": 1,
        "state=over": 0, "state=x": 2, "town=-1": 2, "sort=-since": 2,
    }  # fmt: skip
    for query, number in expected.items():
        assert rows(client.get(f"/pairs/?{query}").content.decode()) == number, query


def test_the_page_of_a_pair_says_who_helps_whom_with_what(world: World) -> None:
    with unscoped("test"):
        state_need(
            SYSTEM,
            school=world.a2,
            sort="need",
            dimension="research",
            text="教研接不起来",
            stated_on=date(2026, 1, 1),
            pairing=world.pair,
        )
    page = client_of(world, "周敏").get(f"/pairs/{world.pair.pk}/").content.decode()
    lanes_shown = page[page.index('class="lanes"') : page.index("</ul>", page.index('class="lanes"'))]
    assert lanes_shown.count("<li") == 3 and lanes_shown.count(" rev") == 1
    assert "白塔镇中心小学帮甲县实验小学" in lanes_shown
    for said in ("本学期承诺", "还没有协议", "起草协议", "设一个", "教研接不起来", "?pair=", "还没有活动"):
        assert said in page, said
    assert "结束这一对" not in page


def test_an_activity_of_the_pair_is_confirmed_from_its_page_by_the_other_school_only(world: World) -> None:
    activity = record(world, topic="《赵州桥》")
    url = f"/activities/{activity.pk}/confirm/"
    mine = client_of(world, "李桂兰").get(f"/pairs/{world.pair.pk}/").content.decode()
    theirs = client_of(world, "周敏")
    page = theirs.get(f"/pairs/{world.pair.pk}/").content.decode()
    assert "《赵州桥》" in page and url in page and "等我校确认" in page
    assert "《赵州桥》" in mine and url not in mine
    theirs.post(url, {"version": 1})
    page = theirs.get(f"/pairs/{world.pair.pk}/").content.decode()
    assert url not in page and "两校已确认" in page


def test_a_pair_is_opened_across_the_border_and_both_counties_see_it(world: World) -> None:
    client = client_of(world, "安")
    data = opened(world, backward=["culture"])
    answer = client.post(NEW, data)
    assert answer.status_code == 302
    assert client.post(NEW, data)["Location"] == answer["Location"]
    with unscoped("test"):
        made: Pairing = Pairing.objects.get(first=world.a2, second=world.b1)
    assert lanes(made) == {(world.a2.pk, "research"), (world.b1.pk, "culture")}
    for name in ("安", "陈", "马校长"):
        seen = client_of(world, name).get(f"/pairs/{made.pk}/")
        assert seen.status_code == 200 and "乙县第一小学" in seen.content.decode(), name
    assert client_of(world, "乙校长").get(f"/pairs/{made.pk}/").status_code == 404
    assert rows(client_of(world, "陈").get("/pairs/").content.decode()) == 2


def test_a_partner_nobody_knows_becomes_an_outside_partner(world: World) -> None:
    client = client_of(world, "安")
    assert client.post(NEW, opened(world, partner="省师范学院")).status_code == 302
    partner = Place.objects.get(name="省师范学院")
    assert partner.outside and world.county_a.covers(partner)
    assert "校外伙伴" in client.get(NEW).content.decode()


def test_a_town_and_a_community_may_stand_on_a_side(world: World) -> None:
    client = client_of(world, "安")
    page = client.get(NEW).content.decode()
    assert "白塔镇中心校" in page and "青山共同体" in page
    data = opened(world, first=f"p{world.town.pk}", second=f"c{world.community.pk}", partner="")
    answer = client.post(NEW, data)
    assert answer.status_code == 302
    assert "青山共同体" in client.get(answer["Location"]).content.decode()


REFUSED = {
    "E-PAI-103": {"second": "first", "partner": ""},
    "E-PAI-105": {"second": "a1", "partner": ""},
    "至少选一个帮扶维度": {"forward": []},
    "选乙方，或在下面写全名": {"partner": ""},
    "乙方已经选了": {"second": "a1"},
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_a_pair_that_cannot_be_is_refused_with_its_reason(world: World, sentence: str) -> None:
    sides = {"first": f"p{world.a2.pk}", "a1": f"p{world.a1.pk}"}
    changes = {name: sides.get(str(value), value) for name, value in REFUSED[sentence].items()}
    answer = client_of(world, "安").post(NEW, opened(world, **changes))
    assert answer.status_code == 200 and sentence in answer.content.decode()
    with unscoped("test"):
        assert Pairing.objects.count() == 2


def test_lanes_change_from_a_day_on_and_the_old_ones_stay_in_the_history(world: World) -> None:
    url = f"/pairs/{world.pair.pk}/edit/"
    client = client_of(world, "马校长")
    data = keyed(version=1, on="2026-03-01", forward=["staffing", "moral"], second_contact="李桂兰")
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 302
    assert lanes(world.pair) == {(world.a1.pk, "staffing"), (world.a1.pk, "moral")}
    with unscoped("test"):
        ended = Strand.objects.filter(pairing=world.pair, until=date(2026, 3, 1))
        assert {row.dimension for row in ended} == {"research", "sports_arts"}
    page = client.get(f"/pairs/{world.pair.pk}/").content.decode()
    assert "联络人李桂兰" in page and page.count(" rev") == 0


def test_two_people_at_once_see_both_sides_and_choose(world: World) -> None:
    with unscoped("test"):
        amend_pairing(SYSTEM, pairing=world.pair, lanes=[_lane(world)], on=date(2026, 3, 1), first_contact="周敏")
    client, url = client_of(world, "马校长"), f"/pairs/{world.pair.pk}/edit/"
    data = keyed(version=1, on="2026-03-01", forward=["moral"], first_contact="林芳")
    answer = client.post(url, data)
    page = answer.content.decode()
    assert answer.status_code == 409 and "刚被别人改过" in page
    assert "<td>周敏</td><td>林芳</td>" in page and "<td>教研</td><td>德育</td>" in page
    again = {**data, "key": answer.context["form"]["key"].value(), "version": answer.context["form"]["version"].value()}
    assert client.post(url, again).status_code == 302
    assert lanes(world.pair) == {(world.a1.pk, "moral")}


def _lane(world: World) -> Any:
    return Lane(world.a1, world.a2, "research")


def test_a_pair_ends_and_its_page_says_so(world: World) -> None:
    client, url = client_of(world, "安"), f"/pairs/{world.pair.pk}/close/"
    assert "E-PAI-106" in client.post(url, keyed(version=1, until="2020-01-01")).content.decode()
    assert client.post(url, keyed(version=1, until="2026-06-30")).status_code == 302
    page = client.get(f"/pairs/{world.pair.pk}/").content.decode()
    assert "为止" in page and "改维度和联络人" not in page and "起草协议" not in page
    assert rows(client.get("/pairs/").content.decode()) == 1
    assert rows(client.get("/pairs/?state=over").content.decode()) == 1


def test_a_lane_of_the_last_day_is_still_shown_on_a_pair_that_is_over(world: World) -> None:
    with unscoped("test"):
        close_pairing(SYSTEM, pairing=world.pair, until=timezone.localdate() - timedelta(days=9))
    page = client_of(world, "安").get(f"/pairs/{world.pair.pk}/").content.decode()
    assert "白塔镇中心小学帮甲县实验小学" in page


OTHERS = ["/pairs/{p}/", "/pairs/{p}/edit/", "/pairs/{p}/close/", "/pairs/{p}/agreements/new/", "/groups/new/?pair={p}",
          "/needs/new/?pair={p}"]  # fmt: skip


@pytest.mark.parametrize("url", OTHERS)
def test_another_county_does_not_know_the_pair(world: World, url: str) -> None:
    at = url.format(p=world.pair.pk)
    assert client_of(world, "陈").get(at).status_code == 404
    assert client_of(world, "陈").post(at, keyed()).status_code in (404, 405)
    assert client_of(world, "安").get(at).status_code == 200


@pytest.mark.parametrize("name", ["白", "丁", "周敏", "马校长", "李桂兰"])
def test_only_the_officer_opens_and_ends_pairs(world: World, name: str) -> None:
    client = client_of(world, name)
    for url in (NEW, f"/pairs/{world.pair.pk}/close/"):
        assert client.get(url).status_code == 404 and client.post(url, keyed()).status_code == 404


def test_pairs_stand_in_the_menu_behind_the_round_tab(world: World) -> None:
    labels = [entry.label for entry in navigation.entries() if entry.icon]
    assert labels.index("结对") == labels.index("记一次") + 1
