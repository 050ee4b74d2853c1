"""Founding a community, changing its members from a day, ending it, and who reads it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.world import SYSTEM, World
from xieshou.pairings.models import Community, Member
from xieshou.pairings.operations.open_pairing import Lane, open_pairing
from xieshou.pairings.selectors import communities_of, members_of
from xieshou.pairings.tests.desk import client_of, keyed
from xieshou.scoping.scope import unscoped

TODAY = timezone.localdate()


def belongs(world: World, day: date) -> set[str]:
    with unscoped("test"):
        return {school.brief for school in members_of(world.community, day)}


def changed(world: World, name: str = "安", **values: Any) -> Any:
    url = f"/communities/{world.community.pk}/members/"
    members = [str(world.a2.pk), str(world.b1.pk), str(world.c1.pk)]
    return client_of(world, name).post(url, keyed(**{"members": members, "on": str(TODAY), "version": 1, **values}))


def test_a_community_is_formed_and_its_members_see_it(world: World) -> None:
    client = client_of(world, "安")
    data = keyed(
        name="白塔片区", sort="district", core=str(world.a2.pk), members=[str(world.a1.pk)], since="2026-03-01"
    )
    answer = client.post("/communities/new/", data)
    assert answer.status_code == 302 and client.post("/communities/new/", data)["Location"] == answer["Location"]
    for name in ("马校长", "周敏"):
        page = client_of(world, name).get(answer["Location"]).content.decode()
        assert "白塔片区，2所学校" in page and "学区" in page and page.count("核心校") >= 2, name
    assert client_of(world, "陈").get(answer["Location"]).status_code == 404
    with unscoped("test"):
        assert Community.objects.count() == 2


@pytest.mark.parametrize(("sentence", "changes"), [("E-COM-101", {"name": "\u200b"}), ("E-COM-102", {"members": []})])
def test_a_community_of_one_or_without_a_name_is_refused(world: World, sentence: str, changes: dict[str, Any]) -> None:
    first = {
        "name": "片区",
        "sort": "circle",
        "core": str(world.a2.pk),
        "members": [str(world.a1.pk)],
        "since": "2026-03-01",
    }
    data = keyed(**{**first, **changes})
    assert sentence in client_of(world, "安").post("/communities/new/", data).content.decode()


def test_a_community_reaching_over_the_border_is_seen_from_both_counties(world: World) -> None:
    for name, status in (("安", 200), ("陈", 200), ("乙校长", 404)):
        answer = client_of(world, name).get(f"/communities/{world.community.pk}/")
        assert answer.status_code == status, name
    page = client_of(world, "安").get(f"/communities/{world.community.pk}/").content.decode()
    assert "青山共同体，4所学校" in page and "丙县石桥小学" in page


def test_a_member_leaves_the_day_before_and_no_longer_reads_the_community(world: World) -> None:
    assert changed(world, members=[str(world.a2.pk), str(world.c1.pk)]).status_code == 302
    assert belongs(world, TODAY) == {"实验小学", "白塔小学", "石桥小学"}
    assert "乙一小" in belongs(world, TODAY - timedelta(days=1))
    page = client_of(world, "安").get(f"/communities/{world.community.pk}/").content.decode()
    assert "以前的成员：乙一小" in page
    assert client_of(world, "陈").get(f"/communities/{world.community.pk}/").status_code == 404


def test_a_school_beyond_the_county_joins_by_its_name_and_reads_the_community(world: World) -> None:
    assert changed(world, afar="乙县柳河小学").status_code == 302
    assert "柳河小学" in belongs(world, TODAY) and "柳河小学" not in belongs(world, TODAY - timedelta(days=1))
    assert client_of(world, "乙校长").get(f"/communities/{world.community.pk}/").status_code == 200


def test_who_left_and_comes_back_on_the_first_day_is_one_row(world: World) -> None:
    since = date(2025, 9, 1)
    assert changed(world, members=[str(world.a2.pk)], on=str(since)).status_code == 302
    assert changed(world, members=[str(world.a2.pk)], afar="乙县第一小学", on=str(since), version=2).status_code == 302
    with unscoped("test"):
        assert Member.objects.filter(community=world.community, school=world.b1, until__isnull=True).count() == 1


@pytest.mark.parametrize(
    ("sentence", "changes"),
    [
        ("E-COM-102", {"members": []}),
        ("E-COM-104", {"on": str(TODAY + timedelta(days=1))}),
        ("E-COM-104", {"on": "2025-08-31"}),
        ("刚被别人改过", {"version": 7}),
    ],
)
def test_a_change_that_cannot_be_is_refused_with_a_sentence(
    world: World, sentence: str, changes: dict[str, Any]
) -> None:
    answer = changed(world, **changes)
    assert answer.status_code in (200, 409) and sentence in answer.content.decode()
    assert len(belongs(world, TODAY)) == 4


def test_only_the_county_of_the_core_school_changes_it(world: World) -> None:
    assert changed(world, "陈").status_code == 404 and changed(world, "周敏").status_code == 404


def test_it_ends_on_a_day_and_is_no_longer_offered(world: World) -> None:
    url = f"/communities/{world.community.pk}/end/"
    yesterday = TODAY - timedelta(days=1)
    answer = client_of(world, "安").post(url, keyed(until=str(yesterday), version=1))
    assert answer.status_code == 302
    with unscoped("test"):
        assert not communities_of(world.a2, TODAY).exists() and communities_of(world.a2, yesterday).exists()
    client = client_of(world, "周敏")
    assert "以前的记录都还在" in client.get(f"/communities/{world.community.pk}/").content.decode()
    assert "青山共同体" not in client.get("/communities/").content.decode()
    assert "青山共同体" in client.get("/communities/?state=over").content.decode()


def test_one_that_stands_on_a_side_of_a_pair_is_not_ended(world: World) -> None:
    with unscoped("test"):
        open_pairing(
            SYSTEM, first=world.a1, first_community=world.community, second=world.b2, since=date(2026, 3, 1),
            lanes=[Lane(world.a1, world.b2, "research")],
        )  # fmt: skip
    data = keyed(until=str(TODAY), version=1)
    page = client_of(world, "安").post(f"/communities/{world.community.pk}/end/", data).content.decode()
    assert "E-COM-106 青山共同体与柳河小学还在结对" in page


def test_members_and_the_other_side_read_the_pair_of_a_community(world: World) -> None:
    with unscoped("test"):
        pair = open_pairing(
            SYSTEM, first=world.a1, first_community=world.community, second=world.b2, since=date(2026, 3, 1),
            lanes=[Lane(world.a1, world.b2, "research")],
        )  # fmt: skip
    for name in ("安", "周敏", "马校长", "陈", "乙校长"):
        page = client_of(world, name).get(f"/pairs/{pair.pk}/").content.decode()
        assert "青山共同体" in page and "4所学校" in page and "教研" in page, name
    assert changed(world, members=[str(world.b1.pk)]).status_code == 302
    assert client_of(world, "马校长").get(f"/pairs/{pair.pk}/").status_code == 404
