from datetime import date

import pytest

from tests.world import SYSTEM, World
from xieshou.activities.operations.record_activity import TookPart, record_activity
from xieshou.plans.models import Promise
from xieshou.plans.operations.write_plan import Contents, PromiseDraft, write_plan
from xieshou.progress.promises import progress_of
from xieshou.scoping.operations import Refused
from xieshou.scoping.scope import unscoped


def _promise(world: World, **quota) -> Promise:
    draft = PromiseDraft(**{"name": "听评课", "indicator": "lesson.observed", "minimum": 2, **quota})
    plan = write_plan(
        SYSTEM,
        school=world.a2,
        pairing=world.pair,
        title="2025—2026学年计划",
        sort="annual",
        starts=date(2025, 9, 1),
        ends=date(2026, 7, 31),
        contents=Contents(promises=[draft]),
    )
    with unscoped("test"):
        return Promise.objects.select_related("plan").get(plan=plan)


def _lesson(world: World, on: date, subject: str = "语文", **more) -> None:
    record_activity(
        SYSTEM,
        owner=world.a1,
        schools=[TookPart(world.a1, "gave"), TookPart(world.a2, "received")],
        by="周敏",
        pairing=world.pair,
        **{"kind": "lesson_observation", "on": on, "topic": "听评课", "subject": subject, **more},
    )


def _progress(world: World, promise: Promise, today: date = date(2026, 4, 1)):
    with unscoped("test"):
        return progress_of(promise, world.term, [world.a1, world.a2], today)


def test_a_record_moves_the_bar(world: World) -> None:
    promise = _promise(world)
    assert _progress(world, promise).bar == ["", ""]
    _lesson(world, date(2026, 3, 20))
    moved = _progress(world, promise)
    assert (moved.done, moved.needed, moved.state, moved.why) == (1, 2, "owed", "还差1节")


def test_what_is_missing_near_the_end_of_term_is_at_risk(world: World) -> None:
    promise = _promise(world)
    assert _progress(world, promise, date(2026, 6, 20)).state == "risk"
    assert _progress(world, promise, date(2026, 6, 20)).bar == ["due", "due"]


def test_much_in_one_subject_does_not_pay_for_another(world: World) -> None:
    promise = _promise(world, each="subject", subjects=("语文", "数学"))
    _lesson(world, date(2026, 3, 20), lessons=5)
    found = _progress(world, promise)
    assert (found.done, found.counted, found.needed, found.why) == (2, 5, 4, "数学差2节")


def test_a_quota_whose_maximum_is_below_its_minimum_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="上限1小于下限2"):
        _promise(world, maximum=1)
