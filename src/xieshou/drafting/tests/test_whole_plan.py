"""A plan of the parts that real plans have is entered through the pages and comes out as a Word file."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from tests.world import World
from xieshou.drafting.months import read_months, written_months
from xieshou.plans.models import CalendarItem, Measure, Plan
from xieshou.plans.tests.build import HEAD, client_of, newest, promise_data, promises, rows_data
from xieshou.scoping.scope import unscoped

ONE_DAY = timedelta(days=1)
ADDRESS = "/plans/new/?blank=1&pair="
MEASURES = [
    ("学校管理指导", "在甲方安排协商下召开联席会议，共同研究管理、发展和教学问题。"),
    ("学校管理指导", "派副校长带着课题挂职学习，派中层干部蹲点交流。"),
    ("校本教研指导", "与甲方联合组织“同研一节课”在线研讨。"),
    ("校本教研指导", "与甲方共同承担课题研究。"),
    ("校本教研指导", "开展以备课、讲课、说课和教学反思为一体的教研活动。"),
    ("校本教研指导", "加强继续教育校本实施项目的合作。"),
    ("教学交流指导", "选派骨干教师赴甲方集体备课、研讨、观摩。"),
    ("教学交流指导", "配合甲方教师上好公开课，办好讲座。"),
    ("教学交流指导", "请甲方参与师徒协作、同课异构。"),
    ("教师培养指导", "教师分批到甲方轮训学习。"),
    ("学生发展指导", "联合组织养成、生命、感恩、责任、法制教育活动。"),
    ("学生发展指导", "组织“五个一”手拉手活动。"),
    ("学生发展指导", "组织城乡体验一日游。"),
]
QUOTAS: list[tuple[int, dict[str, Any], str]] = [
    (0, {"indicator": "meeting.joint", "minimum": "1", "maximum": "1"}, "每学期联席会议1次"),
    (
        1,
        {"indicator": "secondment.present", "minimum": "1", "maximum": "1", "name": "副校长挂职"},
        "每学期副校长挂职1人",
    ),
    (1, {"indicator": "residency.present", "minimum": "1", "maximum": "2", "name": "中层蹲点"}, "每学期中层蹲点1—2人"),
    (2, {"indicator": "research.one_lesson", "minimum": "1"}, "每学期同研一节课不少于1次"),
    (3, {"indicator": "project.city_up", "minimum": "1", "per": "agreement"}, "协议期内市级以上课题不少于1项"),
    (
        4,
        {
            "indicator": "research.count",
            "minimum": "2",
            "maximum": "4",
            "each": "subject",
            "subjects": ["语文", "数学"],
            "inner": "research.ict",
            "inner_minimum": "2",
        },
        "每学期每学科（语文、数学）教研活动2—4次，其中信息技术整合教研不少于2次",
    ),
    (6, {"indicator": "visit.study", "minimum": "2", "each": "subject", "subjects": ["语文"]}, "不少于2"),
    (10, {"indicator": "moral.count", "minimum": "2", "name": "主题德育"}, "每学期主题德育不少于2次"),
    (11, {"indicator": "five.count", "minimum": "1", "maximum": "1", "name": "五个一"}, "每学期五个一1次"),
    (12, {"indicator": "visit.day", "minimum": "1", "maximum": "1", "name": "一日游"}, "每学期一日游1次"),
]
MONTHS = """5月：双方对接交流，签订帮扶协议
5月份：制订学年工作计划
9月：邀请甲方教师到校指导多学科课堂教学
10-12月份:中层领导轮岗跟班，班主任交流
2026年
1月：小结本学期帮扶工作
7月：年度总结活动"""
LEAD = "学习甲方的办学思想和管理方法，建立自己的制度。"


def headings() -> list[dict[str, str]]:
    """The measures a heading at a time, numbered as the paper numbers them."""
    found: dict[str, list[str]] = {}
    for heading, text in MEASURES:
        found.setdefault(heading, []).append(text)
    rows = [
        {"heading": h, "measures": "\n".join(f"{'①②③④⑤'[n]}、{text}" for n, text in enumerate(texts))}
        for h, texts in found.items()
    ]
    rows[0]["lead"] = LEAD
    return rows


def whole() -> dict[str, Any]:
    """What the form posts for the first plan, all offered quotas left out."""
    return {
        "key": str(uuid.uuid4()),
        "title": "2025—2026学年度城乡结对帮扶工作计划",
        "sort": "annual",
        "starts": "2025-05-01",
        "ends": "2026-07-31",
        "theme": "",
        "guiding": "期待甲方在人才、管理、教学等方面给予帮助。\n推动两校共同发展。",
        "organisation": "组长：马校长\n副组长：李桂兰\n成员：吴晓燕",
        "guarantees": "1.成立领导小组，专人负责。\n2.建立考评制度。\n3.落实经费保障。",
        "basis": "《义务教育均衡发展规划》\n《关于结对帮扶的通知》（云教〔2025〕3号）",
        "months": MONTHS,
        **rows_data("measures", headings()),
    }


def entered(world: World) -> Plan:
    client = client_of(world, HEAD)
    answer = client.post(f"{ADDRESS}{world.pair.pk}", whole())
    assert answer.status_code == 302, answer.content.decode()
    plan = newest()
    with unscoped("test"):
        measures = list(Measure.objects.filter(plan=plan, lead=False))
    for under, quota, _ in QUOTAS:
        data = promise_data(plan, measure=str(measures[under].pk), **quota)
        answer = client.post(f"/plans/{plan.pk}/promises/new/", data)
        assert answer.status_code == 302, answer.content.decode()
    return plan


def test_the_first_plan_is_entered_whole_and_comes_out_as_word_with_its_parts_in_order(world: World) -> None:
    plan = entered(world)
    answer = client_of(world, HEAD).get(f"/plans/{plan.pk}/word/")
    lines = [line.text for line in Document(BytesIO(answer.content)).paragraphs if line.text.strip()]
    parts = [
        "2025—2026学年度", "城乡结对帮扶工作计划",
        "根据《义务教育均衡发展规划》、《关于结对帮扶的通知》（云教〔2025〕3号），",
        "一、指导思想", "期待甲方", "推动两校", "二、组织机构",
        "组长：马校长",
        "三、规划及主要措施", "（一）学校管理指导", LEAD, "①", "②", "（二）校本教研指导", "①", "②", "③", "④",
        "（三）教学交流指导", "（四）教师培养指导", "（五）学生发展指导", "四、工作安排", "2025年", "5月：", "9月：",
        "10—12月：", "2026年", "1月：", "7月：", "五、工作保障", "1.", "2.", "3.", "白塔镇中心小学",
    ]  # fmt: skip
    place = 0
    for part in parts:
        found = next((n for n in range(place, len(lines)) if lines[n].startswith(part)), None)
        assert found is not None, (part, lines[place:])
        place = found + 1
    text = "\n".join(lines)
    for _, _, said in QUOTAS:
        assert said in text
    for _, words in MEASURES:
        assert words.rstrip("。") in text
    assert "双方对接交流，签订帮扶协议；制订学年工作计划。" in text
    assert re.search(r"\d{4}年\d+月\d+日$", lines[-1])


def test_the_paper_says_what_the_word_file_says(world: World) -> None:
    plan = entered(world)
    page = client_of(world, HEAD).get(f"/plans/{plan.pk}/paper/").content.decode()
    assert 'class="paper"' in page and "每学期中层蹲点1—2人" in page and "10—12月" in page


def test_the_page_says_the_state_first_and_holds_every_promise(world: World) -> None:
    plan = entered(world)
    page = client_of(world, HEAD).get(f"/plans/{plan.pk}/").content.decode()
    assert "<h1>11项承诺，还在起草</h1>" in page and "送实验小学看" in page
    assert all(page.count(f">{found.name}<") < 2 and found.name in page for found in promises(plan).values())


def test_sending_the_new_plan_twice_makes_one(world: World) -> None:
    client, data = client_of(world, HEAD), whole()
    addresses = {client.post(f"{ADDRESS}{world.pair.pk}", data).url for _ in range(2)}
    with unscoped("test"):
        assert Plan.objects.count() == 1 and CalendarItem.objects.count() == 6 and len(addresses) == 1


def test_the_offered_plan_can_be_saved_as_it_is(world: World) -> None:
    client, address = client_of(world, HEAD), f"/plans/new/?pair={world.pair.pk}"
    page = client.get(address).context
    data: dict[str, Any] = {"key": str(uuid.uuid4()), "theme": ""}
    form = page["form"]
    data |= dict(form.initial)
    for number, draft in enumerate(form.quotas.drafts):
        data |= {f"keep_{number}": "on", f"min_{number}": draft.minimum, f"max_{number}": draft.maximum or ""}
    data |= rows_data("measures", page["measures"].initial, len(page["measures"].initial))
    assert client.post(address, data).status_code == 302
    found = promises(newest())
    assert len(found) == 11 and found["手拉手五个一"].measure_id and found["中层干部蹲点"].maximum == 2
    assert found["信息技术整合教研"].within_id == found["教研活动"].pk
    with unscoped("test"):
        assert len({measure.heading for measure in Measure.objects.all()}) == 5


def test_three_more_rows_keep_what_was_typed(world: World) -> None:
    page = client_of(world, HEAD).post(f"{ADDRESS}{world.pair.pk}", {**whole(), "more": "1"})
    assert len(page.context["measures"].forms) == len(headings()) + 3
    assert "期待甲方" in page.content.decode() and "E-" not in page.content.decode()
    with unscoped("test"):
        assert not Plan.objects.exists()


@pytest.mark.parametrize(
    "line, words", [("小结工作", "看不出是哪个月"), ("13月：小结", "日子不存在"), ("9月20日-9月10日：上课", "早于开始")]
)
def test_a_month_that_cannot_be_read_is_told_and_nothing_is_saved(world: World, line: str, words: str) -> None:
    page = client_of(world, HEAD).post(f"{ADDRESS}{world.pair.pk}", {**whole(), "months": f"9月：商量\n{line}"})
    assert "第2行" in page.content.decode() and words in page.content.decode()
    with unscoped("test"):
        assert not Plan.objects.exists()


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 3)), max_size=12))
def test_months_are_read_as_they_are_written(spans: list[tuple[int, int]]) -> None:
    at, lines = 0, []
    for gap, length in spans:
        at += gap
        first, last = month(at), month(at + length)
        lines.append((first, month(at + length + 1) - ONE_DAY, "开会"))
        if first.year != last.year:
            lines.pop()
    read = [(draft.starts, draft.ends, draft.text) for draft in read_months(written_months(lines), date(2025, 5, 1))]
    assert read == lines


def month(number: int) -> date:
    """The first day of a month, counted from May 2025."""
    return date(2025 + (number + 4) // 12, (number + 4) % 12 + 1, 1)


def test_with_one_pair_the_plan_is_for_it_and_a_community_plan_is_for_the_core(world: World) -> None:
    assert client_of(world, HEAD).get("/plans/new/").url.endswith(f"?pair={world.pair.pk}")
    page = client_of(world, "周敏").get("/plans/new/").content.decode()
    assert f"community={world.community.pk}" in page and f"pair={world.across.pk}" in page
    assert client_of(world, "周敏").get(f"/plans/new/?community={world.community.pk}").status_code == 200
    assert client_of(world, HEAD).get(f"/plans/new/?community={world.community.pk}").status_code == 404
    for garbled in ("?pair=x", "?community=1", f"?pair={uuid.uuid4()}"):
        assert client_of(world, HEAD).get(f"/plans/new/{garbled}").status_code == 404
