"""Lines of a calendar lead to what was recorded for them, also where no promise is written on them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.world import SYSTEM, TODAY, World
from xieshou.activities.operations.record_activity import TookPart, record_activity
from xieshou.plans.models import CalendarItem
from xieshou.plans.operations.write_plan import Contents, write_plan
from xieshou.progress.done import indicator_named, records_of
from xieshou.scoping.scope import unscoped

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("召开两校联席会议", "meeting.joint"),
        ("教研组经验交流会", "meeting.experience"),
        ("语文组集体备课、听课评课", "lesson.observed"),
        ("看望老教师", "activity.count"),
    ],
)
def test_a_line_names_the_kind_that_counts_it_the_longest_word_first(text: str, indicator: str) -> None:
    assert indicator_named(text) == indicator


def line(world: World, text: str, starts: date, ends: date) -> CalendarItem:
    plan = write_plan(
        SYSTEM, school=world.a1, pairing=world.pair, title=text, sort="annual", starts=date(2025, 9, 1),
        ends=date(2026, 7, 31), contents=Contents(),
    )  # fmt: skip
    item = CalendarItem(plan=plan, order=0, text=text, starts=starts, ends=ends)
    item.save()
    return item


def test_a_line_without_a_promise_is_done_by_a_record_of_the_kind_it_names_and_else_shows_its_days(
    world: World,
) -> None:
    sides = [TookPart(world.a1, "gave", 1), TookPart(world.a2, "received", 1)]
    about = {"kind": "joint_meeting", "on": date(2026, 3, 20), "topic": "碰头", "pairing": world.pair}
    record_activity(SYSTEM, owner=world.a1, schools=sides, by="周敏", **about)
    march, april = (date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 4, 30))
    with unscoped("test"):
        named, unnamed = line(world, "开联席会议", *march), line(world, "看望老教师", *march)
        later, empty = line(world, "开联席会议", date(2026, 9, 1), date(2026, 9, 30)), line(world, "开联席会议", *april)
        found = records_of(items=[named, unnamed, later, empty], today=TODAY)
    assert set(found) == {named.pk, unnamed.pk}
    assert (found[named.pk].words, found[named.pk].done) == ("联席会议1次", True)
    assert (found[unnamed.pk].words, found[unnamed.pk].done) == ("这几天活动1次", False)
    assert "meeting.joint" in found[named.pk].url and "activity.count" in found[unnamed.pk].url
