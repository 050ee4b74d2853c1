"""Last year's plan becomes next year's, with some numbers changed."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from tests.world import World
from xieshou.plans.models import CalendarItem, Measure, Plan
from xieshou.plans.operations.write_plan import PromiseDraft
from xieshou.plans.tests.build import HEAD, add_promise, client_of, fresh, newest, plan_of, promises
from xieshou.scoping.scope import unscoped


def copied(plan: Plan, **changes: str) -> dict[str, Any]:
    data = {"key": str(uuid.uuid4()), "title": "2026—2027学年工作计划", "theme": "提质年"}
    data |= {"starts": "2026-09-01", "ends": "2027-07-31"}
    for number, promise in enumerate(promises(plan).values()):
        data |= {f"keep_{number}": "on", f"min_{number}": str(promise.minimum)}
        data[f"max_{number}"] = "" if promise.maximum is None else str(promise.maximum)
    return {name: value for name, value in {**data, **changes}.items() if value != "off"}


def test_the_form_begins_with_last_years_numbers_a_year_later(world: World) -> None:
    plan = plan_of(world, "accepted")
    page = client_of(world, HEAD).get(f"/plans/{plan.pk}/copy/").content.decode()
    assert 'value="2026—2027学年工作计划"' in page and 'value="2026-09-01"' in page and 'value="2027-07-31"' in page
    assert 'name="min_1" value="4"' in page and 'name="max_1" value="8"' in page and "每学期听评课" in page


def test_three_quotas_change_and_everything_else_comes_along(world: World) -> None:
    plan = plan_of(world, "accepted")
    data = copied(plan, min_0="2", min_1="6", max_1="10", min_2="3")
    assert client_of(world, HEAD).post(f"/plans/{plan.pk}/copy/", data).status_code == 302
    made, found = newest(), promises(newest())
    assert (made.state, made.copied_from_id, made.guiding, made.theme) == ("draft", plan.pk, "互相学习。", "提质年")
    assert (found["联席会议"].minimum, found["德育活动"].minimum) == (2, 3)
    assert (found["听评课"].minimum, found["听评课"].maximum) == (6, 10)
    with unscoped("test"):
        lines = list(CalendarItem.objects.filter(plan=made))
        measures = {measure.pk: measure.heading for measure in Measure.objects.filter(plan=made)}
    assert measures[found["听评课"].measure_id] == "校本教研"
    assert (lines[0].starts, lines[0].promise_id) == (date(2026, 9, 1), found["联席会议"].pk)
    assert {promise.minimum for promise in promises(plan).values()} == {1, 4, 2}


def test_a_february_ends_with_the_next_february(world: World) -> None:
    plan = plan_of(world, starts=date(2026, 9, 1), ends=date(2027, 7, 31))
    with unscoped("test"):
        CalendarItem.objects.filter(text="小结").update(starts=date(2027, 2, 1), ends=date(2027, 2, 28))
    data = copied(plan, starts="2027-09-01", ends="2028-07-31")
    client_of(world, HEAD).post(f"/plans/{plan.pk}/copy/", data)
    with unscoped("test"):
        assert CalendarItem.objects.get(plan=newest(), text="小结").ends == date(2028, 2, 29)


def test_what_is_unticked_stays_behind_and_its_line_of_the_calendar_stands_alone(world: World) -> None:
    plan = plan_of(world)
    client_of(world, HEAD).post(f"/plans/{plan.pk}/copy/", copied(plan, keep_0="off"))
    assert set(promises(newest())) == {"听评课", "德育活动"}
    with unscoped("test"):
        assert CalendarItem.objects.filter(plan=newest(), promise__isnull=True).count() == 2


def test_money_is_entered_in_yuan_and_kept_in_fen(world: World) -> None:
    plan = plan_of(world)
    add_promise(world, plan, PromiseDraft("捐款", "donation.fen", 2_000_000))
    page = client_of(world, HEAD).get(f"/plans/{plan.pk}/copy/").content.decode()
    assert 'name="min_3" value="20000"' in page
    client_of(world, HEAD).post(f"/plans/{plan.pk}/copy/", copied(plan, min_3="30000"))
    assert promises(newest())["捐款"].minimum == 3_000_000


def test_numbers_that_contradict_are_told_and_nothing_is_saved(world: World) -> None:
    plan = plan_of(world)
    answer = client_of(world, HEAD).post(f"/plans/{plan.pk}/copy/", copied(plan, min_1="9", max_1="8", min_0=""))
    page = answer.content.decode()
    assert "最多8小于最少9" in page and "写上最少几次" in page and newest().pk == plan.pk


def test_sending_the_copy_twice_makes_one(world: World) -> None:
    plan = plan_of(world)
    client, data = client_of(world, HEAD), copied(plan)
    assert len({client.post(f"/plans/{plan.pk}/copy/", data).url for _ in range(2)}) == 1
    with unscoped("test"):
        assert Plan.objects.count() == 2


def test_the_other_side_copies_nothing(world: World) -> None:
    plan = plan_of(world)
    assert client_of(world, "周敏").get(f"/plans/{plan.pk}/copy/").status_code == 404
    assert client_of(world, "李桂兰").get(f"/plans/{plan.pk}/copy/").status_code == 404
    assert fresh(plan).version == 1
