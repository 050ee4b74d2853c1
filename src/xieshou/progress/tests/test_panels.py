"""What a school, a pair and a record show of their promises, and that every figure opens its own records."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.world import SYSTEM, TODAY, World
from xieshou.plans.operations.write_plan import CalendarDraft, Contents, write_plan
from xieshou.progress.lanes import lane_figures
from xieshou.progress.moves import moved_by, owed_kinds
from xieshou.scoping.scope import unscoped
from xieshou.terms.models import Term
from xieshou.web import slots

from .quota import YEAR, draft, plan_with, promised, record, sent


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *a: TODAY)


def page(world: World, name: str, url: str) -> str:
    client = Client()
    client.force_login(world.user(name))
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def status(world: World, name: str, url: str) -> int:
    client = Client()
    client.force_login(world.user(name))
    return client.get(url).status_code


def figures(html: str) -> list[tuple[str, str]]:
    """Every figure that is a door: its text and its address."""
    return [
        (re.sub(r"<[^>]+>", "", text), unescape(url))
        for url, text in re.findall(r'<a class="fig" href="([^"]+)">(.*?)</a>', html)
    ]


def _plan(world: World) -> None:
    contents = Contents(
        promises=[
            draft(),
            draft(name="联席会议", indicator="meeting.joint", minimum=1),
            draft(name="教研", indicator="research.count", each="subject", subjects=("语文", "数学")),
            draft(name="副校长挂职", indicator="secondment.present", minimum=1, counting="presence"),
        ],
        calendar=[CalendarDraft(date(2026, 6, 12), date(2026, 6, 12), "数学听评课", promise=0)],
    )
    write_plan(
        SYSTEM, school=world.a2, pairing=world.pair, title="2025—2026学年计划", sort="annual", contents=contents, **YEAR
    )


def test_the_home_of_a_school_says_the_state_first_and_what_comes_next(world: World) -> None:
    _plan(world)
    record(world, date(2026, 3, 20))
    record(world, date(2026, 3, 21), kind="joint_meeting", subject="")
    html = page(world, "李桂兰", "/")
    assert "4项承诺，已完成1项" in html and "第16周，离期末还有3周" in html
    assert html.index('id="owed"') < html.index('id="done"')
    assert "还差1节，6月12日，数学听评课" in html and "<b>6月12日</b>明天" in html
    assert html.count('aria-label="4项承诺，已完成1项"') == 1


def test_a_day_of_the_next_term_does_not_help_this_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _plan(world)
    monkeypatch.setattr(timezone, "localdate", lambda *a: date(2025, 10, 10))
    assert "还差2节，没有排日子" in page(world, "马校长", "/")


def test_a_day_is_offered_to_those_who_wrote_the_plan_and_not_to_the_school_opposite(world: World) -> None:
    _plan(world)
    assert "排个日子" in page(world, "马校长", "/")
    opposite = page(world, "周敏", "/")
    assert "还差1次" in opposite and "排个日子" not in opposite


def test_every_figure_on_the_home_page_opens_records_that_sum_to_it(world: World) -> None:
    _plan(world)
    record(world, date(2026, 3, 20))
    record(world, date(2026, 4, 20), lessons=3, topic="又一次")
    sent(world, "何永胜", date(2025, 9, 1), date(2026, 7, 3), kind="secondment")
    seen = figures(page(world, "李桂兰", "/"))
    assert len(seen) == 4
    followed = 0
    for text, url in seen:
        html = page(world, "李桂兰", url)
        if "/promises/" in url:
            deeper = [(text, page(world, "李桂兰", one)) for text, one in figures(html)]
        else:
            deeper = [(text, html)]
        for number, behind in deeper:
            amounts = [int(n) for n in re.findall(r'class="r n"(?: data-amount="\d+")?>(\d+)<', behind)]
            assert sum(amounts) == int(re.match(r"\d+", number)[0]), (number, url)
            followed += 1
    assert followed == 5


def test_a_school_without_promises_is_told_what_is_missing(world: World) -> None:
    assert "还没有承诺" in page(world, "李桂兰", "/")
    Term.objects.all().delete()
    assert "还没有学期" in page(world, "李桂兰", "/")


def test_a_saved_record_shows_what_it_moved_and_nothing_else(world: World) -> None:
    _plan(world)
    record(world, date(2026, 3, 20), topic="先一次")
    activity = record(world, date(2026, 4, 20))
    with unscoped("test"):
        moved = moved_by(activity, world.a2)
    assert moved is not None
    names = [(m.after.promise.name, m.figures, m.bar) for m in moved.moves]
    assert names == [
        ("听评课", ("1", "2", "/2节"), ["on", "new"]),
        ("教研", ("1", "2", "/4次"), ["on", "new", "", ""]),
    ]
    assert (moved.before.done, moved.after.done, moved.bar) == (0, 1, ["new", "", "", ""])
    html = page(world, "李桂兰", f"/activities/{activity.pk}/saved/")
    assert "<s>0</s>" in html and "<b>1</b>/4项" in html and '<i class="new"></i>' in html
    assert "这一次计入1节" in page(world, "李桂兰", f"/activities/{activity.pk}/")


def test_a_record_no_promise_waits_for_says_so(world: World) -> None:
    promised(world, name="联席会议", indicator="meeting.joint")
    activity = record(world, date(2026, 4, 20))
    html = page(world, "李桂兰", f"/activities/{activity.pk}/saved/")
    assert "计划里没有这一类承诺" in html


def test_kinds_that_are_owed_come_first_and_those_kept_are_left_out(world: World) -> None:
    plan_with(world, draft(), draft(name="联席会议", indicator="meeting.joint", minimum=1))
    with unscoped("test"):
        assert owed_kinds(school=world.a2, pairing=world.pair) == ["lesson_observation", "joint_meeting"]
    record(world, date(2026, 3, 20), lessons=2)
    with unscoped("test"):
        assert owed_kinds(school=world.a2, pairing=world.pair) == ["joint_meeting"]
        assert owed_kinds(school=world.a2, pairing=None) == []


def test_a_lane_shows_what_its_giver_gave(world: World) -> None:
    record(world, date(2026, 3, 20), lessons=2)
    record(world, date(2026, 4, 20), lessons=3, topic="又一次")
    sent(world, "刘思远", date(2026, 3, 2), date(2026, 7, 3))
    with unscoped("test"):
        found = lane_figures(pairing=world.pair, term=world.term, today=timezone.localdate())
    assert {key: value[1:] for key, value in found.items()} == {
        (world.a1.pk, "research"): ("5", "节", "听评课"),
        (world.a1.pk, "staffing"): ("1", "人", "支教"),
    }
    for lane in found.values():
        assert f">{lane.figure}" in page(world, "李桂兰", lane.url)


def test_panels_of_a_pair_and_of_a_plan_show_the_same_state(world: World, rf: Any) -> None:
    found = promised(world, minimum=1)
    record(world, date(2026, 3, 20))
    with unscoped("test"):
        given = {"term": world.term, "today": TODAY}
        html = slots.fill("pair.promises", rf.get("/"), pairing=world.pair, **given)
        beside = slots.ask("plan.progress", None, plan=found.plan, may_plan=False, **given)
    assert "1/1节" in html and "已完成1" in html
    assert beside.rows[found.pk].figure == "1/1节" and beside.tally.done == 1


def test_what_belongs_to_another_pair_does_not_exist(world: World) -> None:
    found = promised(world)
    url = f"/progress/promises/{found.pk}/"
    assert (status(world, "李桂兰", url), status(world, "乙校长", url), status(world, "陈", url)) == (200, 404, 404)
    query = f"?i=placement.present&b={world.pair.pk}&f=2026-06-01&t=2026-06-01"
    assert status(world, "李桂兰", f"/progress/present/{query}") == 200
    assert status(world, "陈", f"/progress/present/{query}") == 404
    assert status(world, "李桂兰", "/progress/present/?i=placement.present&f=2026-06-01&t=2026-06-01") == 404
    assert status(world, "李桂兰", f"{url}?term=19991") == 404


def test_an_officer_sets_a_rule_on_its_page_and_a_head_finds_no_such_page(world: World) -> None:
    client = Client()
    client.force_login(world.user("安"))
    assert "样例，没有文件依据" in client.get("/progress/rules/").content.decode()
    given = {"code": "last_days", "value": "30", "source": "甲教发〔2026〕3号", "since": "2026-06-11"}
    assert client.post("/progress/rules/", {**given, "value": "500"}).status_code == 422
    assert client.post("/progress/rules/", given).status_code == 302
    assert "甲教发〔2026〕3号" in client.get("/progress/rules/").content.decode()
    assert status(world, "马校长", "/progress/rules/") == 404
