"""A promise counts itself: every period, every bearer, and the number that is in force."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from tests.world import SYSTEM, World
from xieshou.activities.operations.record_activity import TookPart
from xieshou.pairings.operations.write_agreement import Wording, sign_agreement, write_agreement
from xieshou.plans.operations.set_promise import replan_promise
from xieshou.progress.operations.set_rule import set_rule
from xieshou.scoping.operations import NotAllowed, Refused
from xieshou.scoping.scope import OutOfScope

from .quota import autumn, promised, record, seen, sent

MARCH, JUNE = date(2026, 3, 20), date(2026, 6, 20)


def test_a_record_moves_the_bar(world: World) -> None:
    promise = promised(world)
    assert seen(world, promise).bar == ["", ""]
    record(world, MARCH)
    moved = seen(world, promise)
    assert (moved.done, moved.needed, moved.state, moved.why) == (1, 2, "owed", "还差1节")
    assert moved.spoken == "共2节，已完成1节"


def test_what_is_missing_near_the_end_of_term_is_at_risk(world: World) -> None:
    promise = promised(world)
    assert seen(world, promise, date(2026, 6, 11)).state == "owed"
    found = seen(world, promise, JUNE)
    assert (found.state, found.bar, found.spoken) == ("risk", ["due", "due"], "共2节，已完成0节，2节该做还没做")


def test_the_holiday_counts_for_the_term_but_does_not_put_off_its_end(world: World) -> None:
    promise = promised(world, minimum=1)
    term = autumn(world)
    assert seen(world, promise, date(2026, 1, 25), term).state == "risk"
    record(world, date(2026, 2, 10))
    assert seen(world, promise, date(2026, 2, 11), term).state == "done"
    assert seen(world, promise).done == 0


def test_much_in_one_subject_does_not_pay_for_another(world: World) -> None:
    promise = promised(world, each="subject", subjects=("语文", "数学"))
    record(world, MARCH, lessons=5)
    found = seen(world, promise)
    assert (found.done, found.counted, found.needed, found.why) == (2, 5, 4, "数学差2节")
    assert found.figure == ("2/4", "节")


def test_a_quota_whose_maximum_is_below_its_minimum_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="上限1小于下限2"):
        promised(world, maximum=1)


def test_what_may_be_done_beyond_the_minimum_is_dashed_until_it_is_done(world: World) -> None:
    promise = promised(world, minimum=1, maximum=2)
    assert seen(world, promise).bar == ["", "opt"]
    record(world, MARCH, lessons=2)
    found = seen(world, promise)
    assert (found.bar, found.figure, found.spoken) == (["on", "on"], ("2/1", "节"), "最少1节，最多2节，已完成1节")


@pytest.mark.parametrize(
    "per, term, labels",
    [
        ("month", "autumn", ["9月", "10月", "11月", "12月", "1月"]),
        ("month", "spring", ["3月", "4月", "5月", "6月"]),
        ("quarter", "autumn", ["第三季度", "第四季度"]),
        ("quarter", "spring", ["第一季度", "第二季度"]),
        ("term", "spring", [""]),
        ("school_year", "spring", [""]),
        ("calendar_year", "autumn", [""]),
        ("plan", "spring", [""]),
    ],
)
def test_a_year_has_four_quarters_and_a_month_of_five_school_days_asks_for_nothing(
    world: World, per: str, term: str, labels: list[str]
) -> None:
    found = seen(world, promised(world, per=per), term=autumn(world) if term == "autumn" else world.term)
    assert [slot.label for slot in found.slots] == labels


def test_every_week_of_the_term_is_asked_for_and_a_missed_one_stays_missed(world: World) -> None:
    promise = promised(world, per="week", minimum=1)
    record(world, date(2026, 3, 4))
    found = seen(world, promise, date(2026, 3, 10))
    assert len(found.slots) == 19
    assert [slot.state for slot in found.slots[:3]] == ["risk", "done", "owed"]
    assert (found.state, found.why, len(found.bar)) == ("risk", "第1周差1节", 100)


@pytest.mark.parametrize(
    "per, counted", [("school_year", 2), ("calendar_year", 1), ("plan", 2), ("agreement", 3), ("term", 1)]
)
def test_a_promise_counts_its_own_stretch_of_time(world: World, per: str, counted: int) -> None:
    paper = write_agreement(
        SYSTEM, pairing=world.pair, starts=date(2024, 9, 1), ends=date(2027, 8, 31), clauses=[Wording("帮扶三年")]
    )
    sign_agreement(SYSTEM, agreement=paper, on=date(2024, 9, 1))
    promise = promised(world, per=per, minimum=9)
    for day in (date(2025, 3, 3), date(2025, 10, 10), MARCH):
        record(world, day)
    assert seen(world, promise).counted == counted


def test_a_year_of_secondment_fills_both_terms(world: World) -> None:
    promise = promised(world, name="副校长挂职", indicator="secondment.present", minimum=1, counting="presence")
    placement = sent(world, "何永胜", date(2025, 9, 1), date(2026, 7, 3), kind="secondment")
    assert (seen(world, promise).state, seen(world, promise, term=autumn(world)).state) == ("done", "done")
    assert placement.pk


def test_who_left_before_the_term_is_not_present_in_it(world: World) -> None:
    promise = promised(world, name="副校长挂职", indicator="secondment.present", minimum=1, counting="presence")
    sent(world, "何永胜", date(2025, 9, 1), date(2026, 1, 23), kind="secondment")
    assert seen(world, promise).done == 0
    assert seen(world, promise, term=autumn(world)).done == 1


def test_two_who_follow_each_other_are_one_present_and_two_at_once_are_two(world: World) -> None:
    promise = promised(world, name="蹲点", indicator="residency.present", minimum=2, counting="presence")
    sent(world, "杨秀梅", date(2026, 3, 2), date(2026, 3, 13), kind="residency")
    sent(world, "郑凯", date(2026, 3, 16), date(2026, 3, 27), kind="residency")
    assert seen(world, promise).done == 1
    sent(world, "林芳", date(2026, 3, 20), date(2026, 4, 3), kind="residency")
    found = seen(world, promise)
    assert (found.done, found.slots[0].day) == (2, date(2026, 3, 20))


def test_each_placed_teacher_owes_the_number(world: World) -> None:
    promise = promised(world, name="示范课", indicator="lesson.demonstrated", minimum=3, each="bearer")
    empty = seen(world, promise)
    assert (empty.state, empty.why, empty.bar) == ("owed", "还没有派出教师", [])
    assert seen(world, promise, JUNE).state == "risk"
    one = sent(world, "刘思远", date(2026, 3, 2), date(2026, 7, 3))
    sent(world, "王芳", date(2026, 3, 2), date(2026, 7, 3))
    sent(world, "何永胜", date(2026, 3, 2), date(2026, 7, 3), kind="secondment")
    record(world, MARCH, kind="demonstration_lesson", lessons=4, bearer=one.pk)
    found = seen(world, promise)
    assert (found.done, found.needed, found.why) == (3, 6, "王芳差3节")


def test_a_batch_owes_the_number_together(world: World) -> None:
    promise = promised(world, name="示范课", indicator="lesson.demonstrated", minimum=3, each="batch")
    people = [sent(world, name, date(2026, 3, 2), date(2026, 7, 3)) for name in ("刘思远", "王芳")]
    for one in people:
        record(world, MARCH, kind="demonstration_lesson", lessons=1, bearer=one.pk)
    found = seen(world, promise)
    assert (found.done, found.needed, found.why) == (2, 3, "3月2日这批差1节")


def test_each_school_owes_the_number_and_one_record_of_both_pays_for_both(world: World) -> None:
    promise = promised(world, name="班主任交流", indicator="exchange.staff", minimum=1, each="school")
    record(world, MARCH, kind="staff_exchange", subject="")
    found = seen(world, promise)
    assert [(slot.label, slot.done) for slot in found.slots] == [("实验小学", 1), ("白塔小学", 1)]


def test_only_what_the_doer_gave_counts(world: World) -> None:
    promise = promised(world, minimum=1, doer=world.a2)
    record(world, MARCH)
    assert seen(world, promise).done == 0
    record(world, MARCH, topic="反过来", sides=[TookPart(world.a1, "received"), TookPart(world.a2, "gave")])
    assert seen(world, promise).done == 1


def test_money_is_promised_in_yuan_and_its_bar_is_a_track(world: World) -> None:
    found = seen(world, promised(world, name="帮扶资金", indicator="donation.fen", minimum=1_200_000))
    assert (found.figure, found.why, len(found.bar)) == (("0/1.2", "万元"), "还差1.2万元", 100)


def test_a_replanned_number_holds_from_its_day(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *a: date(2026, 4, 1))
    promise = promised(world, minimum=4)
    later = date(2026, 5, 1)
    promise = replan_promise(SYSTEM, promise=promise, minimum=2, reason="rain", by="周敏", effective=later)
    assert [seen(world, promise, day).needed for day in (date(2026, 4, 30), later)] == [4, 2]


def test_several_changes_on_one_day_hold_in_the_order_they_were_made(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *a: date(2026, 4, 1))
    promise = promised(world, minimum=4)
    for number in (6, 3, 5):
        promise = replan_promise(SYSTEM, promise=promise, minimum=number, reason="exams", by="周敏")
    assert [seen(world, promise, day).needed for day in (date(2026, 3, 31), date(2026, 4, 1))] == [4, 5]


def test_weeks_that_were_over_keep_the_number_they_had(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *a: date(2026, 4, 6))
    promise = promised(world, per="month", minimum=2)
    promise = replan_promise(SYSTEM, promise=promise, minimum=1, reason="exams", by="周敏")
    found = seen(world, promise, date(2026, 4, 6))
    assert [(slot.label, slot.needed) for slot in found.slots] == [("3月", 2), ("4月", 1), ("5月", 1), ("6月", 1)]


def test_a_county_sets_when_something_is_late(world: World) -> None:
    promise = promised(world)
    assert seen(world, promise, date(2026, 6, 11)).state == "owed"
    rule = {"county": world.county_a, "code": "last_days", "value": 30, "source": "甲教发〔2026〕3号"}
    set_rule(world.user("安"), since=date(2026, 6, 12), **rule)
    assert seen(world, promise, date(2026, 6, 11)).state == "owed"
    assert seen(world, promise, date(2026, 6, 12)).state == "risk"


@pytest.mark.parametrize(
    "change, sentence",
    [({"value": 0}, "应在1到180天之间"), ({"source": " "}, "写一句依据"), ({"code": "mood"}, "没有这条规则")],
)
def test_a_rule_needs_a_number_and_a_source(world: World, change: dict[str, object], sentence: str) -> None:
    rule = {"county": world.county_a, "code": "last_days", "value": 30, "source": "会议", "since": MARCH}
    with pytest.raises(Refused, match=sentence):
        set_rule(world.user("安"), **{**rule, **change})


def test_only_the_county_s_own_officer_sets_its_rules(world: World) -> None:
    rule = {"county": world.county_a, "code": "last_days", "value": 30, "source": "会议", "since": MARCH}
    with pytest.raises(OutOfScope):
        set_rule(world.user("陈"), **rule)
    with pytest.raises(NotAllowed):
        set_rule(world.user("马校长"), **rule)
