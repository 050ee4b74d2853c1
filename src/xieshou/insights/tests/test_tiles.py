"""Tiles of schools, of what was due, of teachers sent: each equals what its page lists, and costs few queries."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.world import SYSTEM, TODAY, World
from xieshou.activities.operations.record_activity import TookPart, record_activity
from xieshou.insights.tiles import Tiles
from xieshou.ledger.asking import total
from xieshou.placements.operations.record_placement import record_placement
from xieshou.places.models import SCHOOL, Place
from xieshou.places.operations.add_place import add_place
from xieshou.places.operations.merge_schools import merge_schools
from xieshou.plans.operations.write_plan import Contents, PromiseDraft, write_plan
from xieshou.scoping.scope import unscoped
from xieshou.web.trace import ask_of

from .test_county import answer, county_a, met, page

LATE = date(2026, 6, 20)


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *a: LATE)


@pytest.fixture
def third(world: World) -> Place:
    """A school that nobody pairs."""
    return add_place(SYSTEM, parent=world.county_a, level=SCHOOL, name="石门小学", setting="country")


def sent(world: World, owner: Place, host: Place, name: str) -> None:
    given = {"by": "周敏", "kind": "teaching", "starts": date(2026, 3, 2), "ends": date(2026, 7, 3)}
    record_placement(SYSTEM, owner=owner, host=host, name=name, **given)


def address(world: World, name: str) -> str:
    return f"/county/{world.county_a.uid}/{name}/"


def opens(url: str) -> int:
    """What the records behind a figure sum to."""
    with unscoped("test"):
        return total(ask_of(QueryDict(unescape(url).partition("?")[2])))


def test_schools_that_took_part_are_counted_each_with_its_own_figures(world: World, third: Place) -> None:
    met(world.pair, date(2026, 3, 20))
    met(world.across, date(2026, 4, 20))
    sent(world, world.a1, world.a2, "刘思远")
    with unscoped("test"):
        tiles = Tiles(county_a(world, LATE))
        assert (tiles.taking_part, len(tiles.schools)) == ({world.a1.pk, world.a2.pk}, 3)
    html = page(world, "安", address(world, "schools"))
    assert "3所学校，2所参加了活动" in html and f"/schools/{third.uid}/" in html
    doors = re.findall(r'href="(/trace/[^"]+)">(\d+)', html)
    assert sorted(number for _, number in doors) == ["1", "1", "1", "2"]
    assert all(opens(url) == int(number) for url, number in doors)
    assert "石门小学" in page(world, "安", address(world, "schools") + "?part=no")
    assert "石门小学" not in page(world, "安", address(world, "schools") + "?part=yes")


def test_a_school_counts_what_those_it_took_in_did_and_an_event_of_both_once(world: World, third: Place) -> None:
    met(world.pair, date(2026, 3, 20))
    record_activity(
        SYSTEM, owner=world.a2, schools=[TookPart(world.a2, "joined", 1)], by="马校长", kind="joint_meeting",
        on=date(2026, 3, 21), topic="校内",
    )  # fmt: skip
    merge_schools(SYSTEM, schools=[third, world.a2], into=third, on=date(2026, 5, 1))
    with unscoped("test"):
        tiles = Tiles(county_a(world, LATE))
        heir = next(one for one in tiles.schools if one.pk == third.pk)
        number, url = tiles.of_school(heir, "activity.count", "")
        assert (number, opens(url)) == (2, 2) and tiles.taking_part == {world.a1.pk, third.pk}


def test_what_was_due_is_told_stretch_by_stretch_the_missed_first(world: World) -> None:
    monthly = PromiseDraft("meeting_joint", "meeting.joint", 1, per="month")
    write_plan(
        SYSTEM, school=world.a1, pairing=world.pair, title="学年计划", sort="annual",
        starts=date(2025, 9, 1), ends=date(2026, 7, 31), contents=Contents(promises=[monthly]),
    )  # fmt: skip
    for month in (3, 5):
        met(world.pair, date(2026, month, 20))
    with unscoped("test"):
        tiles = Tiles(county_a(world, LATE))
        assert [(row.day.month, row.kept) for row in tiles.due] == [(4, False), (3, True), (5, True)]
    html = page(world, "安", address(world, "on-time"))
    assert "到期3段，按时做到2段" in html and html.count("没有做到") == 1 and html.count("0/1次") == 1
    assert "/3段" in page(world, "安", "/")
    assert "按时做到0段" in page(world, "安", address(world, "on-time") + "?term=20251")


def test_who_went_from_where_to_where_adds_up_to_the_countys_figure(world: World) -> None:
    sent(world, world.a1, world.a2, "刘思远")
    sent(world, world.a1, world.a2, "王芳")
    sent(world, world.b1, world.a2, "外县来的")
    sent(world, world.a2, world.b2, "去外县的")
    with unscoped("test"):
        tiles = Tiles(county_a(world, LATE))
        told = [(flow.source.pk, flow.target.pk, flow.number) for flow in tiles.flows]
        assert sorted(told) == sorted([
            (world.a1.pk, world.a2.pk, 2), (world.b1.pk, world.a2.pk, 1), (world.a2.pk, world.b2.pk, 1),
        ])  # fmt: skip
        assert all(opens(flow.url) == flow.number for flow in tiles.flows)
        assert sum(flow.number for flow in tiles.flows) == tiles.county.sums["placement.sent"] == 4
    assert "派出教师4人次" in page(world, "安", address(world, "flows"))
    assert "这个学期没有派出教师" in page(world, "安", address(world, "flows") + "?term=20251")


@pytest.mark.parametrize("name", ["schools", "on-time", "flows"])
def test_another_county_is_not_there(world: World, name: str) -> None:
    assert answer(world, "安", address(world, name)).status_code == 200
    assert answer(world, "陈", address(world, name)).status_code == 404
    assert answer(world, "周敏", address(world, name)).status_code == 404


def test_the_tiles_cost_at_most_three_queries_beyond_the_page(world: World) -> None:
    met(world.pair, TODAY)
    with unscoped("test"):
        county = county_a(world, LATE)
        assert county.rows and county.keys
        with CaptureQueriesContext(connection) as seen:
            assert len(Tiles(county).keys()) >= 3
    assert len(seen) <= 3
