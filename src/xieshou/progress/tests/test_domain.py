"""Every quota found in real plans can be promised, and what keeps it moves it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.world import World

from .quota import promised, record, seen, sent

DAY = date(2026, 3, 20)
SUBJECTS = ("语文", "数学")
EVENTS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("联席会议每学期1次", {"indicator": "meeting.joint", "minimum": 1}, {"kind": "joint_meeting"}),
    ("线上同研一节课至少1次", {"indicator": "research.one_lesson", "minimum": 1}, {"kind": "same_lesson_online"}),
    (
        "协议期内市级以上课题1项",
        {"indicator": "project.city_up", "minimum": 1, "per": "agreement"},
        {"kind": "research_project", "level": "省级"},
    ),
    (
        "每学科教研2到4次",
        {"indicator": "research.count", "minimum": 2, "maximum": 4, "each": "subject", "subjects": SUBJECTS},
        {"kind": "research_activity", "subject": "语文"},
    ),
    (
        "其中信息技术整合至少2次",
        {"indicator": "research.ict", "minimum": 2, "each": "subject", "subjects": SUBJECTS},
        {"kind": "research_activity", "subject": "语文", "ict": True},
    ),
    (
        "骨干教师外出每学科2次",
        {"indicator": "visit.study", "minimum": 2, "each": "subject", "subjects": SUBJECTS},
        {"kind": "study_visit", "subject": "语文"},
    ),
    ("德育活动2次", {"indicator": "moral.count", "minimum": 2}, {"kind": "moral_event"}),
    ("五个一1次", {"indicator": "five.count", "minimum": 1}, {"kind": "five_ones"}),
    ("一日游1次", {"indicator": "visit.day", "minimum": 1}, {"kind": "day_visit"}),
    (
        "校长互访每校2次",
        {"indicator": "visit.head", "minimum": 2, "each": "school"},
        {"kind": "leader_visit", "level": "校长"},
    ),
    (
        "教学主任互访3次",
        {"indicator": "visit.teaching_director", "minimum": 3},
        {"kind": "leader_visit", "level": "教学主任"},
    ),
    (
        "安全主任互访3次",
        {"indicator": "visit.safety_director", "minimum": 3},
        {"kind": "leader_visit", "level": "安全主任"},
    ),
    (
        "德育主任互访3次",
        {"indicator": "visit.moral_director", "minimum": 3},
        {"kind": "leader_visit", "level": "德育主任"},
    ),
    (
        "线上教研每月1次",
        {"indicator": "research.online", "minimum": 1, "per": "month"},
        {"kind": "research_activity", "online": True},
    ),
    (
        "线下示范课每学期2节",
        {"indicator": "lesson.demonstrated_offline", "minimum": 2},
        {"kind": "demonstration_lesson"},
    ),
    (
        "每月新资源",
        {"indicator": "resource.shared", "minimum": 1, "per": "month"},
        {"kind": "resources_shared", "items": 1},
    ),
    ("每季度线下联席", {"indicator": "meeting.joint", "minimum": 1, "per": "quarter"}, {"kind": "joint_meeting"}),
    ("每周辅导", {"indicator": "tutoring.count", "minimum": 1, "per": "week"}, {"kind": "tutoring"}),
    ("每月轮训一周", {"indicator": "training.school", "minimum": 1, "per": "month"}, {"kind": "school_training"}),
    (
        "资源库300件",
        {"indicator": "resource.shared", "minimum": 300, "per": "plan"},
        {"kind": "resources_shared", "items": 300},
    ),
]


@pytest.mark.parametrize("name, quota, work", EVENTS, ids=[name for name, *_ in EVENTS])
def test_an_event_keeps_the_promise_it_is_meant_for(
    world: World, name: str, quota: dict[str, Any], work: dict[str, Any]
) -> None:
    promise = promised(world, name=name, **quota)
    before = seen(world, promise)
    record(world, DAY, **{"subject": "", **work})
    after = seen(world, promise)
    assert after.done > before.done == 0
    assert after.indicator.label


def test_ten_homes_for_each_of_three_teachers_are_thirty(world: World) -> None:
    promise = promised(world, indicator="home.visited", minimum=10, each="teacher", heads=3)
    record(world, DAY, kind="home_visit", subject="", items=12)
    found = seen(world, promise)
    assert (found.figure, found.state, len(found.slots)) == (("12/30", "户"), "owed", 1)


FIVE = {
    "five.friends": "friends",
    "letters.count": "letters",
    "keepsake.count": "books",
    "deed.count": "deeds",
    "skill.count": "skills",
}


def test_each_of_the_five_ones_can_be_promised_by_itself(world: World) -> None:
    promises = {code: promised(world, name=code, indicator=code, minimum=2) for code in FIVE}
    numbers = {field: number for number, field in enumerate(FIVE.values(), start=2)}
    record(world, DAY, kind="five_ones", subject="", **numbers)
    for number, (code, promise) in enumerate(promises.items(), start=2):
        assert (seen(world, promise).counted, seen(world, promise).state) == (number, "done"), code


@pytest.mark.parametrize("kind", ["secondment", "residency"])
def test_a_leader_who_is_sent_keeps_the_promise_of_the_term(world: World, kind: str) -> None:
    quota = {"indicator": f"{kind}.present", "minimum": 1, "maximum": 2, "counting": "presence"}
    promise = promised(world, name="派出", **quota)
    sent(world, "何永胜", date(2026, 3, 2), date(2026, 3, 13), kind=kind)
    assert (seen(world, promise).state, seen(world, promise).bar) == ("done", ["on", "opt"])


PER_TEACHER: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("示范课3节", {"indicator": "lesson.demonstrated", "minimum": 3}, {"kind": "demonstration_lesson", "lessons": 3}),
    ("带徒2到3人", {"indicator": "mentor.pairs", "minimum": 2, "maximum": 3}, {"kind": "mentorship", "items": 2}),
    ("每周授课8课时", {"indicator": "lesson.taught", "minimum": 8}, {"kind": "lessons_taught", "lessons": 8}),
    ("家访10户", {"indicator": "home.visited", "minimum": 10}, {"kind": "home_visit", "items": 10}),
]


@pytest.mark.parametrize("name, quota, work", PER_TEACHER, ids=[name for name, *_ in PER_TEACHER])
def test_what_each_placed_teacher_owes_is_counted_for_each(
    world: World, name: str, quota: dict[str, Any], work: dict[str, Any]
) -> None:
    promise = promised(world, name=name, each="bearer", **quota)
    one = sent(world, "刘思远", date(2026, 3, 2), date(2026, 7, 3))
    sent(world, "王芳", date(2026, 3, 2), date(2026, 7, 3))
    record(world, DAY, bearer=one.pk, **{"subject": "", **work})
    found = seen(world, promise)
    assert [(slot.label, slot.missing == 0) for slot in found.slots] in (
        [("刘思远", True), ("王芳", False)],
        [("王芳", False), ("刘思远", True)],
    )


def test_eight_lessons_a_week_are_asked_of_each_teacher_while_there(world: World) -> None:
    quota = {"indicator": "lesson.taught", "minimum": 8, "per": "week", "each": "bearer"}
    promise = promised(world, name="每周8课时", **quota)
    one = sent(world, "刘思远", date(2026, 3, 16), date(2026, 3, 29))
    record(world, DAY, kind="lessons_taught", subject="", lessons=8, bearer=one.pk)
    found = seen(world, promise)
    assert [(slot.label, slot.done) for slot in found.slots] == [("第4周刘思远", 8), ("第5周刘思远", 0)]
