"""The county's page: risk first, every figure with its records, foreign counties do not exist."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.world import SYSTEM, TODAY, World
from xieshou.accounts.models import User
from xieshou.accounts.operations.open_account import open_account
from xieshou.activities.operations.record_activity import TookPart, record_activity
from xieshou.gifts.operations.record_gift import record_gift
from xieshou.insights.county import County
from xieshou.insights.drawings import heat_of, heat_sentence, network_of, short_names, tier_of
from xieshou.kernel.periods import Period
from xieshou.pairings.models import Pairing
from xieshou.pairings.operations.open_pairing import Lane, open_pairing
from xieshou.placements.operations.record_placement import record_placement
from xieshou.places.models import SCHOOL, Place
from xieshou.places.operations.add_place import add_place
from xieshou.plans.operations.write_plan import Contents, PromiseDraft, write_plan
from xieshou.scoping.scope import unscoped
from xieshou.terms.models import Term


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *a: TODAY)


def answer(world: World, name: str, url: str) -> Any:
    client = Client()
    client.force_login(world.user(name))
    return client.get(url)


def page(world: World, name: str, url: str) -> str:
    found = answer(world, name, url)
    assert found.status_code == 200, (url, found.status_code)
    return str(found.content.decode())


def promised(world: World, pair: Pairing, **numbers: int) -> None:
    drafts = [PromiseDraft(code, code.replace("_", "."), minimum) for code, minimum in numbers.items()]
    write_plan(
        SYSTEM, school=pair.first, pairing=pair, title="学年计划", sort="annual",
        starts=date(2025, 9, 1), ends=date(2026, 7, 31), contents=Contents(promises=drafts),
    )  # fmt: skip


def met(pair: Pairing, on: date, topic: str = "碰头", **more: Any) -> None:
    sides = [TookPart(pair.first, "gave", 1), TookPart(pair.second, "received", 1)]
    given = {"kind": "joint_meeting", "on": on, "topic": topic, **more}
    record_activity(SYSTEM, owner=pair.first, schools=sides, by="周敏", pairing=pair, **given)


def county_a(world: World, today: date = TODAY) -> County:
    return County(world.county_a, world.term, today)


def test_pairs_stand_in_the_order_of_risk(world: World) -> None:
    near_the_end = date(2026, 6, 20)
    third = open_pairing(
        SYSTEM, first=world.a2, second=world.b1, since=date(2025, 9, 1), lanes=[Lane(world.a2, world.b1, "moral")]
    )
    promised(world, world.pair, meeting_joint=1)
    promised(world, world.across, meeting_joint=1, lesson_observed=2)
    promised(world, third, meeting_joint=2)
    met(world.pair, date(2026, 3, 20))
    met(world.across, date(2026, 3, 20))
    with unscoped("test"):
        county = county_a(world, near_the_end)
        rows = [row for row in county.rows if row.signs]
        assert [row.bond.pk for row in rows] == [third.pk, world.across.pk, world.pair.pk]
        assert [row.why for row in rows] == ["有风险1项，meeting_joint", "有风险1项，lesson_observed", "全部完成"]
        assert [row.last for row in rows] == [None, date(2026, 3, 20), date(2026, 3, 20)]
        assert (county.at_risk, county.tally.done, county.tally.total) == (2, 2, 4)
        assert county.sentence == "3对学校、1个共同体，2处要看一看"


def test_a_county_without_promises_does_not_boast_of_no_risk(world: World) -> None:
    with unscoped("test"):
        assert county_a(world).sentence.endswith("，还没有承诺")


def test_who_does_not_open_pairs_is_led_to_their_promises(world: World) -> None:
    with unscoped("test"):
        money = open_account(SYSTEM, username="u90", name="谭", role="finance", place=world.county_a, demo=True).user
        User.objects.filter(pk=money.pk).update(must_change=False)
    pair = f"/pairs/{world.pair.pk}/"
    client = Client()
    client.force_login(money)
    html = client.get("/").content.decode()
    assert pair in page(world, "安", "/") and pair not in html and f"bond={world.pair.pk}" in html


def test_the_reminder_names_the_pair_what_is_missing_and_how_long_nothing_happened(world: World) -> None:
    promised(world, world.pair, lesson_observed=2)
    met(world.pair, date(2026, 3, 20))
    with unscoped("test"):
        county = county_a(world, date(2026, 6, 20))
        row = next(row for row in county.rows if row.bond.pk == world.pair.pk)
        assert row.reminder == "实验小学与白塔小学：lesson_observed还差2节。最近一次活动在92天前。"
        assert county.reminder.splitlines()[1] == f"1. {row.reminder}"


def _busy(world: World) -> None:
    promised(world, world.pair, meeting_joint=1, lesson_observed=2)
    met(world.pair, date(2026, 3, 20))
    met(world.pair, date(2026, 5, 20))
    met(world.across, date(2026, 5, 21))
    people = {"owner": world.a1, "host": world.a2, "by": "周敏", "kind": "teaching"}
    record_placement(SYSTEM, name="刘思远", starts=date(2025, 9, 1), ends=date(2026, 7, 3), **people)
    record_placement(SYSTEM, name="王芳", starts=date(2025, 9, 1), ends=date(2026, 1, 23), **people)
    gift = {"sort": "cash", "on": date(2026, 4, 8), "fen": 2_880_000}
    record_gift(SYSTEM, owner=world.a1, by="周敏", giver=world.a1, receiver=world.a2, **gift)


def test_every_key_figure_opens_records_that_sum_to_it(world: World) -> None:
    _busy(world)
    html = page(world, "安", "/")
    keys = re.findall(r'href="([^"]+)"><span>.*?</span><b class="fig">([\d.]+)</b><i>([^<]*)</i>', html)
    assert [(number, unit) for _, number, unit in keys] == [
        ("1", "/2项"), ("0", "项，在0对"), ("3", "次"), ("2", "/2所"), ("1", "人"), ("0", "人次"), ("2.88", "万元"),
        ("0", "项"),
    ]  # fmt: skip
    for url, number, _ in keys[:3] + keys[4:5] + keys[6:7]:
        behind = page(world, "安", unescape(url))
        if "/promises/" in url:
            assert f"{number}项承诺" in behind and behind.count('class="promise"') == int(number)
        else:
            amounts = [float(n) for n in re.findall(r'class="r n"(?: data-amount="[\d.]+")?>([\d.]+)<', behind)]
            assert sum(amounts) == float(number), url


def test_every_cell_of_the_heat_map_opens_its_own_records(world: World) -> None:
    _busy(world)
    cells = re.findall(r'<td class="h\d"><a href="([^"]+)">(\d+)</a>', page(world, "安", "/"))
    assert sum(int(number) for _, number in cells) == 3
    for url, number in cells:
        if int(number):
            assert 'data-amount="1"' in page(world, "安", unescape(url))


def test_the_page_says_what_to_see_and_offers_text_to_paste(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _busy(world)
    monkeypatch.setattr(timezone, "localdate", lambda *a: date(2026, 6, 20))
    html = page(world, "安", "/county/")
    assert "2对学校、1个共同体，1处要看一看" in html
    assert 'data-copy="#remind-all"' in html and "最近一次活动在" in html
    assert "5月最密" in html and "往左走的线，是1所乡村学校在帮县城学校。" in html


def test_the_legend_narrows_the_picture_without_a_script(world: World) -> None:
    with unscoped("test"):
        county = county_a(world)
        every, staffing = network_of(county), network_of(county, "staffing")
    assert (len(every.lanes), len(staffing.lanes), staffing.total) == (4, 1, 4)
    assert {node.short: node.tier for node in every.nodes} == {"实验小学": 0, "白塔小学": 1, "柳河小学": 1}
    html = page(world, "安", "/?dimension=staffing")
    assert html.count('data-lane="staffing"') == 3 and html.count('data-lane="sports_arts"') == 1


@pytest.mark.parametrize(
    "name, setting, helped, tier",
    [
        ("云溪县实验小学", "town", True, 0),
        ("白塔镇中心小学", "country", True, 1),
        ("石桥中学", "country", False, 1),
        ("龙塘小学", "country", True, 2),
        ("大湾村小学", "country", False, 2),
        ("马家坪教学点", "country", False, 2),
    ],
)
def test_a_village_school_stands_in_the_third_tier(name: str, setting: str, helped: bool, tier: int) -> None:
    assert tier_of(Place(name=name, setting=setting), helped) == tier


def test_above_forty_schools_one_town_is_shown_at_a_time(world: World) -> None:
    for number in range(40):
        school = add_place(SYSTEM, parent=world.county_a, level=SCHOOL, name=f"第{number}小学", setting="country")
        lanes = [Lane(world.a1, school, "research")]
        open_pairing(SYSTEM, first=world.a1, second=school, since=date(2025, 9, 1), lanes=lanes)
    with unscoped("test"):
        drawn = network_of(county_a(world))
    assert [(town.name, now) for town, now in drawn.towns] == [("白塔镇", True)]
    assert {node.short for node in drawn.nodes} == {"实验小学", "白塔小学"}


def test_names_of_two_characters_never_stand_for_two_schools() -> None:
    names = ["实验小学", "实验中学", "城关一小", "城关二小", "白塔小学", "青石岭"]
    schools = [Place(pk=n, name=name, short=name) for n, name in enumerate(names)]
    pairs = [Pairing(first=schools[n], second=schools[n + 1]) for n in range(0, 6, 2)]
    assert short_names(pairs) == ["实小→实中", "一小→二小", "白塔→青石"]


def test_the_sentence_of_the_heat_map_names_the_longest_silence() -> None:
    months = [Period(date(2026, month, 1), date(2026, month, 28)) for month in (2, 3, 4, 5)]
    names = ["实中→沙坝", "实小→白塔"]
    said = heat_sentence(names, months, [[0, 1, 0, 0], [0, 4, 6, 5]], {0})
    assert said == "每月活动次数。3月到5月最密，实中→沙坝已2个月没有活动。"
    assert heat_sentence(names, months, [[0] * 4, [0] * 4], {0}).endswith("3个月没有活动，另有1对也有两个月以上。")


def test_a_month_of_holiday_is_hatched(world: World) -> None:
    with unscoped("test"):
        heat = heat_of(county_a(world))
    assert heat.columns == ["9月", "10", "11", "12", "1", "2", "3", "4", "5", "6"]
    assert heat.holidays == {5: "寒假"}


def test_an_earlier_term_is_shown_as_it_ended(world: World) -> None:
    promised(world, world.pair, meeting_joint=1)
    autumn = Term.objects.get(county=world.county_a, ordinal=1)
    assert "学期已经结束" in page(world, "安", f"/?term={autumn.code}")
    assert "有风险1项" in page(world, "安", f"/?term={autumn.code}")
    assert answer(world, "安", "/?term=19991").status_code == 404


def test_a_foreign_county_does_not_exist(world: World) -> None:
    promised(world, world.pair, meeting_joint=1)
    for url in (f"/county/{world.county_a.uid}/", f"/county/{world.county_a.uid}/promises/"):
        assert [answer(world, name, url).status_code for name in ("安", "白", "丁")] == [200, 200, 200]
        assert [answer(world, name, url).status_code for name in ("陈", "马校长", "李桂兰")] == [404, 404, 404]
    assert answer(world, "安", f"/county/{world.a1.uid}/").status_code == 404
    other = f"/county/{world.county_a.uid}/promises/?bond={world.county_b.uid}"
    assert answer(world, "安", other).status_code == 404


def test_a_province_sees_its_counties_and_goes_down(world: World) -> None:
    _busy(world)
    html = page(world, "丁", "/")
    assert "甲县" in html and "乙县" not in html and "1个县" in html
    (down,) = re.findall(r'<td class="t"><a href="([^"]+)">甲县', html)
    assert "一年的节奏" in page(world, "丁", down)


def test_a_county_without_terms_says_so(world: World) -> None:
    Term.objects.filter(county=world.county_b).delete()
    assert "还没有学期" in page(world, "陈", "/")


def test_the_page_asks_the_database_as_often_for_many_pairs_as_for_few(world: World) -> None:
    def queries() -> int:
        with unscoped("test"), CaptureQueriesContext(connection) as seen:
            county = county_a(world)
            assert county.rows and county.keys and network_of(county).lanes and heat_of(county).rows
        return len(seen)

    promised(world, world.pair, meeting_joint=1)
    few = queries()
    for number in range(8):
        school = add_place(SYSTEM, parent=world.county_a, level=SCHOOL, name=f"第{number}小学", setting="country")
        lanes = [Lane(world.a1, school, "research")]
        pair = open_pairing(SYSTEM, first=world.a1, second=school, since=date(2025, 9, 1), lanes=lanes)
        promised(world, pair, meeting_joint=1, lesson_observed=2, research_count=3)
    assert queries() == few <= 20
