"""A plan of the parts that real plans have is entered through the pages and comes out as a Word file."""

from __future__ import annotations

import re
import uuid
from io import BytesIO
from typing import Any

from docx import Document

from tests.world import World
from xieshou.plans.models import CalendarItem, Measure, Plan
from xieshou.plans.tests.build import HEAD, client_of, newest, promise_data, promises, rows_data
from xieshou.scoping.scope import unscoped

ADDRESS = "/plans/new/?pair="
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
        },
        "每学期每学科（语文、数学）教研活动2—4次",
    ),
    (
        4,
        {"indicator": "research.ict", "minimum": "2", "each": "subject", "subjects": ["语文", "数学"]},
        "信息技术整合教研不少于2次",
    ),
    (6, {"indicator": "visit.study", "minimum": "2", "each": "subject", "subjects": ["语文"]}, "不少于2"),
    (10, {"indicator": "moral.count", "minimum": "2", "name": "主题德育"}, "每学期主题德育不少于2次"),
    (11, {"indicator": "five.count", "minimum": "1", "maximum": "1", "name": "五个一"}, "每学期五个一1次"),
    (12, {"indicator": "visit.day", "minimum": "1", "maximum": "1", "name": "一日游"}, "每学期一日游1次"),
]
MONTHS = [
    ("2025-05-01", "2025-05-31", "双方对接交流，签订帮扶协议"),
    ("2025-05-01", "2025-05-31", "制订学年工作计划"),
    ("2025-09-01", "2025-09-30", "邀请甲方教师到校指导多学科课堂教学"),
    ("2025-10-01", "2025-12-31", "中层领导轮岗跟班，班主任交流"),
    ("2026-01-01", "2026-01-31", "小结本学期帮扶工作"),
    ("2026-07-01", "2026-07-31", "年度总结活动"),
]


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
        **rows_data("measures", [{"heading": heading, "text": text} for heading, text in MEASURES], 9),
        **rows_data("calendar", [{"starts": a, "ends": b, "text": text} for a, b, text in MONTHS], 8),
    }


def entered(world: World) -> Plan:
    client = client_of(world, HEAD)
    answer = client.post(f"{ADDRESS}{world.pair.pk}", whole())
    assert answer.status_code == 302, answer.content.decode()
    plan = newest()
    with unscoped("test"):
        measures = list(Measure.objects.filter(plan=plan))
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
        "2025—2026学年度", "城乡结对帮扶工作计划", "一、指导思想", "期待甲方", "推动两校", "二、组织机构",
        "组长：马校长",
        "三、规划及主要措施", "（一）学校管理指导", "①", "②", "（二）校本教研指导", "①", "②", "③", "④",
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
    assert all(found.name in page for found in promises(plan).values()) and "做到了哪里" in page


def test_sending_the_new_plan_twice_makes_one(world: World) -> None:
    client, data = client_of(world, HEAD), whole()
    addresses = {client.post(f"{ADDRESS}{world.pair.pk}", data).url for _ in range(2)}
    with unscoped("test"):
        assert Plan.objects.count() == 1 and CalendarItem.objects.count() == 6 and len(addresses) == 1


def test_the_offered_plan_can_be_saved_as_it_is(world: World) -> None:
    client = client_of(world, HEAD)
    page = client.get(f"{ADDRESS}{world.pair.pk}").context
    data: dict[str, Any] = {"key": str(uuid.uuid4()), "theme": ""}
    form = page["form"]
    data |= dict(form.initial)
    for number, draft in enumerate(form.quotas.drafts):
        data |= {f"keep_{number}": "on", f"min_{number}": draft.minimum, f"max_{number}": draft.maximum or ""}
    for prefix in ("measures", "calendar"):
        data |= rows_data(prefix, page[prefix].initial, len(page[prefix].initial))
    assert client.post(f"{ADDRESS}{world.pair.pk}", data).status_code == 302
    found = promises(newest())
    assert len(found) == 11 and found["手拉手五个一"].measure_id and found["中层干部蹲点"].maximum == 2
    with unscoped("test"):
        assert len({measure.heading for measure in Measure.objects.all()}) == 5


def test_three_more_rows_keep_what_was_typed(world: World) -> None:
    page = client_of(world, HEAD).post(f"{ADDRESS}{world.pair.pk}", {**whole(), "more": "1"})
    assert len(page.context["measures"].forms) == len(MEASURES) + 3
    assert "期待甲方" in page.content.decode() and "E-" not in page.content.decode()
    with unscoped("test"):
        assert not Plan.objects.exists()


def test_with_one_pair_the_plan_is_for_it_and_a_community_plan_is_for_the_core(world: World) -> None:
    assert client_of(world, HEAD).get("/plans/new/").url.endswith(f"?pair={world.pair.pk}")
    page = client_of(world, "周敏").get("/plans/new/").content.decode()
    assert f"community={world.community.pk}" in page and f"pair={world.across.pk}" in page
    assert client_of(world, "周敏").get(f"/plans/new/?community={world.community.pk}").status_code == 200
    assert client_of(world, HEAD).get(f"/plans/new/?community={world.community.pk}").status_code == 404
    for garbled in ("?pair=x", "?community=1", f"?pair={uuid.uuid4()}"):
        assert client_of(world, HEAD).get(f"/plans/new/{garbled}").status_code == 404
