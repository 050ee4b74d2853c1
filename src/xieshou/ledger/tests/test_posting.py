from contextlib import suppress
from datetime import date

from django.db import transaction

from tests.world import SYSTEM, World
from xieshou.activities.operations.amend_activity import amend_activity
from xieshou.activities.operations.confirm_activities import confirm_activities
from xieshou.activities.operations.record_activity import TookPart, record_activity
from xieshou.activities.operations.withdraw_activity import withdraw_activity
from xieshou.ledger.asking import Ask, records, total
from xieshou.ledger.models import Fact
from xieshou.ledger.posting import together
from xieshou.ledger.tests.growing import acting
from xieshou.ledger.verify import wrong_records, wrong_totals
from xieshou.scoping.scope import unscoped


def _lesson(world: World, **more):
    sides = [TookPart(world.a1, "gave", teachers=2), TookPart(world.a2, "received", teachers=3)]
    given = {"kind": "lesson_observation", "on": date(2026, 6, 9), "topic": "《赵州桥》听评课", "subject": "语文"}
    return record_activity(
        world.user("周敏"),
        owner=world.a1,
        schools=sides,
        by="周敏",
        pairing=world.pair,
        **{**given, "lessons": 2, **more},
    )


def test_an_event_of_two_schools_counts_once_above_them_and_fully_in_each(world: World) -> None:
    activity = _lesson(world)
    with unscoped("test"):
        for place in (world.nation, world.county_a, world.town, world.a1, world.a2):
            assert total(Ask("lesson.observed", place=place)) == 2
        assert total(Ask("lesson.observed", bond=world.pair.pk)) == 2
        assert total(Ask("attendance.teacher", bond=world.pair.pk)) == 5
        assert records(Ask("lesson.observed", bond=world.pair.pk)) == [("activity", activity.pk, 2)]


def test_an_amendment_posts_the_difference_and_a_withdrawal_takes_it_back(world: World) -> None:
    activity = _lesson(world)
    amend_activity(world.user("周敏"), activity=activity, by="周敏", lessons=3)
    with unscoped("test"):
        assert total(Ask("lesson.observed", place=world.county_a)) == 3
    withdraw_activity(world.user("周敏"), activity=activity, by="周敏", because="记重了")
    with unscoped("test"):
        assert total(Ask("lesson.observed", place=world.county_a)) == 0
        assert not list(wrong_records())
        assert not wrong_totals()


def test_an_amendment_clears_the_confirmation(world: World) -> None:
    activity = _lesson(world)
    assert confirm_activities(world.user("李桂兰"), school=world.a2, activities=[activity.pk], by="李桂兰").number == 1
    amended = amend_activity(world.user("周敏"), activity=activity, by="周敏", lessons=3)
    assert amended.cleared == ["白塔小学"]
    with unscoped("test"):
        assert [v.state for v in activity.verdicts.all()] == ["confirmed", "cleared"]


class _Undone(Exception):
    pass


def test_what_is_posted_together_is_posted_at_the_end_and_what_was_rolled_back_is_not(world: World) -> None:
    with unscoped("test"), acting(SYSTEM) as deed:
        with together():
            _lesson(world)
            with suppress(_Undone), transaction.atomic():
                _lesson(world, lessons=7)
                raise _Undone
            later = _lesson(world, lessons=3)
            amend_activity(SYSTEM, activity=later, by="周敏", lessons=4)
            assert not Fact.objects.exists() and deed.dirty
        assert not deed.dirty
        assert total(Ask("lesson.observed", place=world.county_a)) == 6
        assert not list(wrong_records()) and not wrong_totals()


def test_the_system_may_repair(world: World) -> None:
    _lesson(world)
    assert SYSTEM.scope_for("ledger.repair").everything
