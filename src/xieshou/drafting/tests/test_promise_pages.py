"""Every quota of real plans goes through the form; what cannot be counted is refused with the reason."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from tests.world import World
from xieshou.catalogue import catalogue
from xieshou.catalogue.tests.test_quotas import QUOTAS, Quota
from xieshou.plans.models import Promise, Replan
from xieshou.plans.operations.set_promise import set_promise
from xieshou.plans.operations.write_plan import PromiseDraft
from xieshou.plans.tests.build import HEAD, client_of, fresh, plan_of, pressed, promise_data, promises
from xieshou.scoping.operations import Refused
from xieshou.scoping.scope import unscoped


@pytest.mark.parametrize("quota", QUOTAS, ids=[quota.text for quota in QUOTAS])
def test_a_quota_of_a_real_plan_is_entered_through_the_form(world: World, quota: Quota) -> None:
    plan = plan_of(world)
    subjects = ["语文", "数学"] if quota.each == "subject" else []
    data = promise_data(
        plan, indicator=quota.indicator, minimum=str(quota.minimum), maximum=str(quota.maximum or ""), per=quota.per,
        each=quota.each, subjects=subjects, name="照原文",
    )  # fmt: skip
    answer = client_of(world, HEAD).post(f"/plans/{plan.pk}/promises/new/", data)
    assert answer.status_code == 302, answer.content.decode()
    kept = promises(plan)["照原文"]
    entered = (kept.indicator, kept.minimum, kept.maximum, kept.per, kept.each, kept.counting, kept.subjects)
    assert entered == (
        quota.indicator, quota.minimum, quota.maximum, quota.per, quota.each, quota.counting, subjects
    )  # fmt: skip
    page = client_of(world, HEAD).get(f"/plans/promises/{kept.pk}/edit/").content.decode()
    assert "读出来是" in page and "数的是" in page


def refused(world: World, **values: Any) -> str:
    plan = plan_of(world)
    page = client_of(world, HEAD).post(f"/plans/{plan.pk}/promises/new/", promise_data(plan, **values))
    assert page.status_code == 200 and len(promises(plan)) == 3
    return page.content.decode()


def test_an_upper_end_below_the_lower_is_refused(world: World) -> None:
    assert "最多2小于最少3" in refused(world, minimum="3", maximum="2")


def test_per_subject_is_refused_where_records_have_no_subject(world: World) -> None:
    page = refused(world, indicator="moral.count", each="subject", subjects=["语文"])
    assert "E-PRM-106" in page and "不分学科" in page


def test_per_subject_without_subjects_is_refused(world: World) -> None:
    assert "E-PRM-104" in refused(world, indicator="research.count", each="subject")


@pytest.mark.parametrize("code", [code for code, item in catalogue.indicators.items() if not item.by_subject][:6])
def test_the_rule_of_subjects_holds_for_every_write(world: World, code: str) -> None:
    draft = PromiseDraft("按学科", code, 1, each="subject", subjects=("语文",))
    with pytest.raises(Refused, match="E-PRM-106"):
        set_promise(world.user(HEAD), plan=plan_of(world), draft=draft)


@pytest.mark.parametrize("minimum", ["0", "-1", "x", "99999999999"])
def test_a_number_that_is_none_is_refused(world: World, minimum: str) -> None:
    assert "aria-invalid" in refused(world, minimum=minimum)


def test_a_stray_character_is_told_under_its_field(world: World) -> None:
    assert "看不见的控制字符" in refused(world, name="听\x07课")


def test_reading_the_sentence_saves_nothing(world: World) -> None:
    plan = plan_of(world)
    data = promise_data(
        plan, indicator="research.count", minimum="2", maximum="4", each="subject", subjects=["语文", "数学"],
        responsible="周敏", change="1",
    )  # fmt: skip
    page = client_of(world, HEAD).post(f"/plans/{plan.pk}/promises/new/", data).content.decode()
    assert "每学期每学科（语文、数学）教研活动<b>2—4次</b>，周敏负责。" in page
    assert "计划期里最少8次：2次×2个学科×2个学期" in page and len(promises(plan)) == 3
    empty = client_of(world, HEAD).post(f"/plans/{plan.pk}/promises/new/", promise_data(plan, minimum="", change="1"))
    assert "aria-invalid" not in empty.content.decode()


INNER = {
    "indicator": "research.count", "minimum": "2", "maximum": "4", "each": "subject", "subjects": ["语文"],
    "inner": "research.ict", "inner_minimum": "2",
}  # fmt: skip


def test_a_part_is_written_changed_and_taken_away_with_its_whole(world: World) -> None:
    plan = plan_of(world)
    client = client_of(world, HEAD)
    client.post(f"/plans/{plan.pk}/promises/new/", promise_data(plan, **INNER))
    whole, part = promises(plan)["教研活动"], promises(plan)["信息技术整合教研"]
    assert (part.within_id, part.minimum, part.maximum, part.subjects) == (whole.pk, 2, None, ["语文"])
    page = client.get(f"/plans/{plan.pk}/").content.decode()
    assert "每学期每学科（语文）教研活动<b>2—4次</b>" in page and "其中信息技术整合教研<b>不少于2次</b>" in page
    edit = f"/plans/promises/{whole.pk}/edit/"
    assert client.get(f"/plans/promises/{part.pk}/edit/").url == edit
    client.post(edit, promise_data(plan, **{**INNER, "inner_minimum": "3"}))
    assert (promises(plan)["信息技术整合教研"].pk, promises(plan)["信息技术整合教研"].minimum) == (part.pk, 3)
    client.post(edit, promise_data(plan, **{**INNER, "inner": "", "inner_minimum": ""}))
    assert "信息技术整合教研" not in promises(plan)


@pytest.mark.parametrize(
    "change, words",
    [
        ({"inner_minimum": "5"}, "E-PRM-117"),
        ({"inner_minimum": ""}, "写上其中不少于几次"),
        ({"inner": ""}, "选其中的哪一样"),
        ({"inner": "meeting.joint"}, "meeting.joint"),
    ],
)
def test_a_part_that_does_not_fit_its_whole_is_refused(world: World, change: dict[str, str], words: str) -> None:
    assert words in refused(world, **{**INNER, **change})


def test_for_each_teacher_the_number_of_teachers_is_written(world: World) -> None:
    quota = {"indicator": "home.visited", "minimum": "10", "each": "teacher", "per": "school_year"}
    assert "E-PRM-118" in refused(world, **quota, heads="")
    plan = plan_of(world, title="另一份计划")
    client_of(world, HEAD).post(f"/plans/{plan.pk}/promises/new/", promise_data(plan, **quota, heads="36"))
    assert promises(plan)["家访"].heads == 36


def test_adding_twice_adds_once(world: World) -> None:
    plan = plan_of(world)
    client, data = client_of(world, HEAD), promise_data(plan, name="又一项")
    assert {client.post(f"/plans/{plan.pk}/promises/new/", data).status_code for _ in range(2)} == {302}
    assert len(promises(plan)) == 4


def test_a_changed_promise_keeps_its_place(world: World) -> None:
    plan = plan_of(world)
    old = promises(plan)["听评课"]
    data = promise_data(
        plan, indicator="lesson.observed", minimum="6", maximum="9", name="听课", doer=str(world.a1.pk),
        measure=str(old.measure_id),
    )  # fmt: skip
    assert client_of(world, HEAD).post(f"/plans/promises/{old.pk}/edit/", data).status_code == 302
    kept = promises(plan)["听课"]
    assert (kept.pk, kept.order, kept.minimum, kept.doer_id, kept.measure_id) == (
        old.pk, old.order, 6, world.a1.pk, old.measure_id
    )  # fmt: skip


def test_two_who_change_one_promise_see_both_sides(world: World) -> None:
    plan = plan_of(world)
    old, mine = promises(plan)["听评课"], None
    mine = promise_data(plan, indicator="lesson.observed", minimum="6", name="听评课", measure=str(old.measure_id))
    theirs = {**mine, "minimum": "5", "key": str(uuid.uuid4())}
    client = client_of(world, HEAD)
    client_of(world, "安").post(f"/plans/promises/{old.pk}/edit/", theirs)
    answer = client.post(f"/plans/promises/{old.pk}/edit/", mine)
    page = answer.content.decode()
    assert answer.status_code == 409 and "现在是 </span>5" in page and "<b>6</b>" in page
    again = {**mine, "version": answer.context["form"].data["version"], "key": answer.context["form"].data["key"]}
    assert client.post(f"/plans/promises/{old.pk}/edit/", again).status_code == 302
    assert promises(plan)["听评课"].minimum == 6


def test_a_settled_promise_is_replanned_with_its_reason(world: World) -> None:
    plan = plan_of(world, "accepted")
    promise = promises(plan)["听评课"]
    client, address = client_of(world, HEAD), f"/plans/promises/{promise.pk}/replan/"
    assert client.get(f"/plans/promises/{promise.pk}/edit/").url == address
    data = pressed(plan, minimum="3", effective="2026-06-01", reason="other", note="")
    assert "E-PRM-113" in client.post(address, data).content.decode()
    for _ in range(2):
        assert client.post(address, {**data, "reason": "rain"}).status_code == 302
    with unscoped("test"):
        change = Replan.objects.get()
    assert (change.old_minimum, change.new_minimum, change.reason) == (4, 3, "rain")
    page = client.get(f"/plans/{plan.pk}/").content.decode()
    assert "4节改为3节" in page and "天气" in page and fresh(plan).state == "accepted"


def test_a_promise_is_dropped_from_a_draft_only(world: World) -> None:
    plan = plan_of(world)
    client, promise, data = client_of(world, HEAD), promises(plan)["德育活动"], pressed(plan)
    for _ in range(2):
        assert client.post(f"/plans/promises/{promise.pk}/drop/", data).status_code == 302
    assert "德育活动" not in promises(plan)
    settled = promises(plan_of(world, "accepted"))["德育活动"]
    answer = client.post(f"/plans/promises/{settled.pk}/drop/", pressed(settled.plan))
    assert answer.status_code == 422 and "E-PRM-111" in answer.content.decode()


def test_a_doer_outside_the_pair_cannot_be_chosen(world: World) -> None:
    assert "aria-invalid" in refused(world, doer=str(world.b1.pk))


@pytest.mark.parametrize("name", ["陈", "乙校长", "周敏", "李桂兰", "白"])
def test_who_may_not_change_finds_no_such_page(world: World, name: str) -> None:
    plan = plan_of(world)
    promise: Promise = promises(plan)["听评课"]
    client = client_of(world, name)
    for address in (
        f"/plans/{plan.pk}/promises/new/",
        *(f"/plans/promises/{promise.pk}/{p}/" for p in ("edit", "replan")),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, promise_data(plan)).status_code == 404
    assert client.post(f"/plans/promises/{promise.pk}/drop/", pressed(plan)).status_code == 404
