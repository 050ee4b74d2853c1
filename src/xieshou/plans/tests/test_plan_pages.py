"""The list, the plan's page, its rows, the partner's word, needs and the calendar."""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import Any

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from tests.world import SYSTEM, World
from xieshou.pairings.models import Need
from xieshou.pairings.operations.state_need import state_need
from xieshou.pairings.selectors import needs_of
from xieshou.plans.feed import folded
from xieshou.plans.models import CalendarItem, Measure, Plan
from xieshou.plans.needs import pair_needs
from xieshou.plans.operations.write_plan import Contents, PromiseDraft, accept_plan, write_plan
from xieshou.scoping.scope import unscoped
from xieshou.steering.operations.set_group import Seat, set_group

from .build import HEAD, PARTNER, client_of, fresh, plan_of, pressed, promises, rows_data


@pytest.fixture
def needs(world: World) -> list[Need]:
    given = {"school": world.a2, "pairing": world.pair, "stated_on": date(2025, 8, 30)}
    rows = [
        ("need", "research", "教研组长不会评课"),
        ("need", "digital", "网络太慢"),
        ("strength", "sports_arts", "篮球队强"),
    ]
    return [state_need(SYSTEM, sort=sort, dimension=code, text=text, **given) for sort, code, text in rows]


def get(world: World, name: str, address: str) -> str:
    answer = client_of(world, name).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_list_says_how_many_are_in_use_and_what_of_the_four_is_there(world: World) -> None:
    plan = plan_of(world, "accepted", ends=date(2099, 7, 31))
    set_group(SYSTEM, place=world.a2, name="领导小组", seats=[Seat("马校长", "校长", "head")], since=date(2024, 9, 1))
    page = get(world, HEAD, "/plans/")
    assert "1份计划在用，都已定" in page and str(plan.pk) in page and "3<span" in page
    assert "2024年9月1日起" in page and "督导检查取最近一次调研督查" in page


def test_the_officer_sees_every_school_and_what_it_lacks(world: World) -> None:
    plan_of(world, "sent", ends=date(2099, 7, 31))
    page = get(world, "安", "/plans/")
    assert "1份计划在用，1份还没有定" in page and "2所学校，2所还缺" in page and "等认可" in page
    assert "甲县实验小学" in page and "乙县" not in page


def test_the_other_county_finds_nothing(world: World) -> None:
    plan = plan_of(world)
    for name in ("陈", "乙校长"):
        client = client_of(world, name)
        for tail in ("", "paper/", "word/", "calendar.ics", "copy/", "edit/", "measures/", "calendar/"):
            assert client.get(f"/plans/{plan.pk}/{tail}").status_code == 404, tail
        for tail in ("send/", "accept/", "edit/", "copy/"):
            assert client.post(f"/plans/{plan.pk}/{tail}", pressed(plan)).status_code == 404, tail
        assert str(plan.pk) not in get(world, name, "/plans/")
        assert client.get(f"/plans/new/?pair={world.pair.pk}").status_code == 404


def test_the_partner_reads_and_its_head_accepts(world: World) -> None:
    plan = plan_of(world)
    own, other = client_of(world, HEAD), client_of(world, PARTNER)
    assert "/accept/" not in get(world, PARTNER, f"/plans/{plan.pk}/")
    assert own.post(f"/plans/{plan.pk}/send/", pressed(plan)).status_code == 302
    assert "3项承诺，等实验小学认可" in get(world, HEAD, f"/plans/{plan.pk}/")
    assert "/accept/" in get(world, PARTNER, f"/plans/{plan.pk}/")
    data = pressed(plan)
    for _ in range(2):
        assert other.post(f"/plans/{plan.pk}/accept/", data).status_code == 302
    assert (fresh(plan).state, fresh(plan).accepted_by) == ("accepted", PARTNER)
    assert "3项承诺，双方已定" in get(world, HEAD, f"/plans/{plan.pk}/")


def test_nobody_accepts_his_own_plan_and_the_clerk_accepts_none(world: World) -> None:
    plan = plan_of(world, "sent")
    for name in (HEAD, "周敏", "安", "乙校长"):
        assert "/accept/" not in client_of(world, name).get(f"/plans/{plan.pk}/").content.decode()
        assert client_of(world, name).post(f"/plans/{plan.pk}/accept/", pressed(plan)).status_code == 404
    assert fresh(plan).state == "sent"


def test_what_changed_since_it_was_read_is_not_accepted(world: World) -> None:
    plan = plan_of(world, "sent")
    seen = pressed(plan)
    client_of(world, HEAD).post(f"/plans/{plan.pk}/calendar/", {**pressed(plan), **rows_data("rows", [])})
    answer = client_of(world, PARTNER).post(f"/plans/{plan.pk}/accept/", seen)
    assert answer.status_code == 422 and "E-VER-101" in answer.content.decode() and fresh(plan).state == "sent"


def test_a_draft_cannot_be_accepted_and_an_empty_plan_cannot_be_sent(world: World) -> None:
    draft = plan_of(world)
    answer = client_of(world, PARTNER).post(f"/plans/{draft.pk}/accept/", pressed(draft))
    assert answer.status_code == 422 and "E-PLN-106" in answer.content.decode()
    values: dict[str, Any] = {"title": "空", "sort": "scheme", "starts": date(2025, 9, 1), "ends": date(2026, 7, 31)}
    empty = write_plan(world.user(HEAD), school=world.a2, pairing=world.pair, contents=Contents(), **values)
    answer = client_of(world, HEAD).post(f"/plans/{empty.pk}/send/", pressed(empty))
    assert answer.status_code == 422 and "E-PLN-103" in answer.content.decode()
    assert "还没有承诺，还在起草" in get(world, HEAD, f"/plans/{empty.pk}/")


def test_changing_a_text_asks_the_partner_again(world: World) -> None:
    plan = plan_of(world, "accepted")
    client, address = client_of(world, HEAD), f"/plans/{plan.pk}/edit/"
    data = {
        "title": plan.title,
        "sort": "annual",
        "starts": "2025-09-01",
        "ends": "2026-07-31",
        "guiding": "再想一想。",
    }
    assert "结束日期要晚于" in client.post(address, {**pressed(plan), **data, "ends": "2025-01-01"}).content.decode()
    page = client.post(address, {**pressed(plan), **data}, follow=True).content.decode()
    assert "对方要再认可一次" in page and (fresh(plan).state, fresh(plan).guiding) == ("sent", "再想一想。")


def test_two_who_edit_texts_see_both(world: World) -> None:
    plan = plan_of(world)
    data = {"title": "甲", "sort": "annual", "starts": "2025-09-01", "ends": "2026-07-31", **pressed(plan)}
    client_of(world, "安").post(f"/plans/{plan.pk}/edit/", {**data, "title": "乙", "key": str(uuid.uuid4())})
    answer = client_of(world, HEAD).post(f"/plans/{plan.pk}/edit/", data)
    page = answer.content.decode()
    assert (
        answer.status_code == 409 and "现在是 </span>乙" in page and "<b>甲</b>" in page and fresh(plan).title == "乙"
    )


def measure_data(plan: Plan, *rows: tuple[str, str], **first: str) -> dict[str, Any]:
    lines = [{"heading": heading, "text": text} for heading, text in rows]
    lines[0] |= first
    return {**pressed(plan), **rows_data("rows", lines, 2)}


def test_measures_are_changed_added_and_emptied_and_promises_stay(world: World, needs: list[Need]) -> None:
    plan = plan_of(world)
    with unscoped("test"):
        old = list(Measure.objects.filter(plan=plan))
    address = f"/plans/{plan.pk}/measures/"
    rows = [("学校管理", "改过的话。"), ("校本教研", ""), ("学生发展", "手拉手。")]
    data = measure_data(plan, *rows, id=str(old[0].pk), need=str(needs[0].pk))
    for _ in range(2):
        assert client_of(world, HEAD).post(address, data).status_code == 302
    with unscoped("test"):
        now = list(Measure.objects.filter(plan=plan))
    assert [(m.heading, m.text) for m in now] == [("学校管理", "改过的话。"), ("学生发展", "手拉手。")]
    assert now[0].pk == old[0].pk and now[0].need_id == needs[0].pk
    assert promises(plan)["联席会议"].measure_id == old[0].pk and promises(plan)["听评课"].measure_id is None
    page = get(world, HEAD, f"/plans/{plan.pk}/")
    assert "2条需求，1条没有措施" in page and "篮球队强" in page and "其他承诺" in page


def test_a_clash_of_rows_shows_both_lists(world: World) -> None:
    plan = plan_of(world)
    data = measure_data(plan, ("学校管理", "我的话。"))
    theirs = {**measure_data(plan, ("学校管理", "他的话。")), "key": str(uuid.uuid4())}
    client_of(world, "安").post(f"/plans/{plan.pk}/measures/", theirs)
    answer = client_of(world, HEAD).post(f"/plans/{plan.pk}/measures/", data)
    page = answer.content.decode()
    assert answer.status_code == 409 and "学校管理：他的话。" in page and "学校管理：我的话。" in page


def test_a_measure_wants_a_heading(world: World) -> None:
    page = client_of(world, HEAD).post(
        f"/plans/{plan_of(world).pk}/measures/", measure_data(plan_of(world), ("", "话。"))
    )
    assert "写上标题" in page.content.decode()


def test_the_calendar_is_written_anew_and_nobody_has_to_accept_again(world: World) -> None:
    plan = plan_of(world, "accepted")
    target = str(promises(plan)["听评课"].pk)
    rows = [
        {"starts": "2025-10-01", "ends": "2025-12-31", "text": "听评课", "target": target},
        {"starts": "2025-09-10", "ends": "", "text": "碰头"},
        {"starts": "", "ends": "", "text": ""},
    ]
    data = {**pressed(plan), **rows_data("rows", rows)}
    assert client_of(world, HEAD).post(f"/plans/{plan.pk}/calendar/", data).status_code == 302
    with unscoped("test"):
        lines = [
            (line.text, line.starts, line.ends, line.promise_id) for line in CalendarItem.objects.filter(plan=plan)
        ]
    assert lines[0] == ("碰头", date(2025, 9, 10), date(2025, 9, 10), None) and str(lines[1][3]) == target
    page = get(world, HEAD, f"/plans/{plan.pk}/")
    assert "9月10日" in page and "10—12月" in page and fresh(plan).state == "accepted"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"starts": "", "text": "没有日子"}, "写上哪天开始"),
        ({"starts": "2025-10-02", "ends": "2025-10-01", "text": "倒着"}, "结束早于开始"),
        ({"starts": "x", "text": "乱写"}, "aria-invalid"),
    ],
)
def test_a_line_of_the_calendar_that_cannot_be_read_is_told(world: World, row: dict[str, str], words: str) -> None:
    plan = plan_of(world)
    data = {**pressed(plan), **rows_data("rows", [row])}
    assert words in client_of(world, HEAD).post(f"/plans/{plan.pk}/calendar/", data).content.decode()


def test_needs_stand_beside_the_plan_on_the_page_of_the_pair(world: World, needs: list[Need]) -> None:
    plan_of(world)
    with unscoped("test"):
        html = pair_needs(
            RequestFactory().get("/"), pairing=world.pair, today=date(2026, 6, 11), needs=list(needs_of(world.pair))
        )
    assert "2条需求，2条没有措施" in html and "网络太慢" in html


def unfolded(text: str) -> list[str]:
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")


def test_the_feed_is_a_calendar_that_a_phone_reads(world: World) -> None:
    plan = plan_of(world)
    long = "请骨干教师到校，分语文、数学、英语三组；一组听课，一组备课，一组评课，晚上一起小结" * 3
    rows = rows_data(
        "rows", [{"starts": "2025-12-20", "ends": "2026-01-10", "text": long}, {"starts": "2025-09-10", "text": "碰头"}]
    )
    client = client_of(world, HEAD)
    client.post(f"/plans/{plan.pk}/calendar/", {**pressed(plan), **rows})
    answer = client.get(f"/plans/{plan.pk}/calendar.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    lines = unfolded(answer.content.decode())
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == lines.count("BEGIN:VALARM") == 2
    assert "DTSTART;VALUE=DATE:20251220" in lines and "DTEND;VALUE=DATE:20260111" in lines
    assert f"SUMMARY:{long}".replace(",", "\\,") in lines
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == 2 and all(re.fullmatch(r"UID:[0-9a-f-]+@xieshou", uid) for uid in uids)
    again = client.get(f"/plans/{plan.pk}/calendar.ics").content.decode()
    assert [line for line in unfolded(again) if line.startswith("UID:")] == uids


def test_the_feed_is_for_those_who_are_signed_in(client: Any, world: World) -> None:
    assert client.get(f"/plans/{plan_of(world).pk}/calendar.ics").status_code == 302


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])))
def test_a_folded_line_is_short_and_unfolds_to_itself(line: str) -> None:
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line


def test_a_community_plan_is_read_by_its_members_and_accepted_by_one(world: World) -> None:
    values: dict[str, Any] = {
        "title": "共同体计划",
        "sort": "annual",
        "starts": date(2025, 9, 1),
        "ends": date(2026, 7, 31),
    }
    contents = Contents(promises=[PromiseDraft("联席会议", "meeting.joint", 1)])
    plan = write_plan(world.user(PARTNER), school=world.a1, community=world.community, contents=contents, **values)
    client_of(world, PARTNER).post(f"/plans/{plan.pk}/send/", pressed(plan))
    assert "等成员学校认可" in get(world, HEAD, f"/plans/{plan.pk}/")
    assert client_of(world, HEAD).post(f"/plans/{plan.pk}/accept/", pressed(plan)).status_code == 302
    assert fresh(plan).state == "accepted" and "青山共同体" in get(world, HEAD, f"/plans/{plan.pk}/paper/")


def test_the_partners_word_is_only_written_inside_the_operation(world: World) -> None:
    plan = plan_of(world, "sent")
    accepted = accept_plan(world.user(PARTNER), plan=plan, school=world.a1, by=PARTNER, version=plan.version)
    assert accepted.accepted_on is not None and accepted.version == plan.version + 1
