"""The books through the product's own operations: many schools, tampering, and mending."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, models
from django.utils import timezone

from tests.world import PASSWORD, SYSTEM, World
from xieshou.accounts.models import User
from xieshou.accounts.operations.open_account import open_account
from xieshou.activities.models import Activity
from xieshou.activities.operations.amend_activity import amend_activity
from xieshou.activities.operations.confirm_activities import confirm_activities, join_activity
from xieshou.activities.operations.record_activity import TookPart, record_activity
from xieshou.activities.operations.withdraw_activity import withdraw_activity
from xieshou.audit.models import Entry
from xieshou.ledger.asking import Ask, total
from xieshou.ledger.models import Fact, Total
from xieshou.ledger.posting import rebuild_totals
from xieshou.ledger.verify import repair, wrong_records, wrong_totals
from xieshou.places.models import Place
from xieshou.scoping.operations import SystemActor
from xieshou.scoping.scope import unscoped

CODES = ("lesson.observed", "research.count", "attendance.teacher")


def everyone(world: World) -> dict[Place, User]:
    """A head for each of the four schools of the community."""
    heads = {}
    for number, school in enumerate((world.a1, world.a2, world.b1, world.c1)):
        slip = open_account(
            SYSTEM, username=f"h{number}", name="校长", place=school, role="head", password=PASSWORD,
            valid_from=date(2020, 1, 1),
        )  # fmt: skip
        heads[school] = slip.user
    return heads


def event(actor: User, owner: Place, schools: list[Place], **more: Any) -> Activity:
    took = [TookPart(school, "joined", teachers=2) for school in schools]
    values = {"kind": "lesson_observation", "on": date(2026, 6, 9), "topic": "《赵州桥》听评课", "subject": "语文"}
    return record_activity(actor, owner=owner, schools=took, by="校长", **{**values, "lessons": 3, **more})


def figures(world: World) -> dict[tuple[str, str], int]:
    places = [getattr(world, name) for name in vars(world) if isinstance(getattr(world, name), Place)]
    with unscoped("test"):
        return {(code, place.name): total(Ask(code, place=place)) for code in CODES for place in places}


def sound() -> bool:
    return not list(wrong_records()) and not wrong_totals()


@pytest.mark.parametrize("owner", range(4))
def test_four_schools_of_three_counties_amend_and_confirm_and_no_total_moves(world: World, owner: int) -> None:
    heads = everyone(world)
    schools = list(heads)
    mine = schools[owner]
    activity = event(heads[mine], mine, schools)
    before = figures(world)
    assert before["lesson.observed", "中国"] == before["lesson.observed", "甲县"] == 3
    assert before["attendance.teacher", "中国"] == 8
    for school in schools:
        amend_activity(heads[mine], activity=activity, by="校长", topic=f"改给{school.brief}看")
        assert figures(world) == before
        if school != mine:
            confirm_activities(heads[school], school=school, activities=[activity.pk], by="校长")
            join_activity(heads[school], school=school, activity=activity.pk, by="校长")
        assert figures(world) == before
        assert sound()
    withdraw_activity(heads[mine], activity=activity, by="校长", because="记重了")
    assert not any(figures(world).values())
    assert sound()


def test_only_the_order_of_sides_decides_who_is_counted_above(world: World) -> None:
    heads = everyone(world)
    event(heads[world.a1], world.a1, [world.a1, world.b1])
    with unscoped("test"):
        levels = dict(Fact.objects.filter(indicator="lesson.observed").values_list("school__name", "counts_up_to"))
    assert sorted(levels.values()) == [0, 1]  # the second one counts in its own province, not in the nation


def _forge(like: Fact, **changes: Any) -> None:
    """A fact written past the product."""
    columns = {
        field.attname: getattr(like, field.attname) for field in Fact._meta.concrete_fields if field.name != "id"
    }
    with unscoped("a test tampers"):
        models.QuerySet(Fact).bulk_create([Fact(**{**columns, **changes, "recorded_at": timezone.now()})])


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": 7},
        {"amount": -1},
        {"subject": "数学"},
        {"counts_up_to": 5},
        {"bond": uuid4()},
        {"on": date(2025, 9, 9)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_fact_written_past_the_product_is_found_and_taken_back(world: World, changes: dict[str, Any]) -> None:
    activity = event(world.user("周敏"), world.a1, [world.a1, world.a2])
    before = figures(world)
    with unscoped("test"):
        like = Fact.objects.filter(source_id=activity.pk, indicator="lesson.observed").first()
    _forge(like, **changes)
    assert [record.pk for _, record in wrong_records()] == [activity.pk]
    assert repair(SystemActor("test"), reason="核对时发现") == 1
    assert figures(world) == before
    assert sound()
    with unscoped("test"):
        last = Fact.objects.order_by("-pk").first()
        assert (last.operation, last.reason) == ("ledger.repair", "核对时发现")
        assert Entry.objects.filter(action="ledger.repair", object_id=str(activity.pk)).count() == 1


def test_facts_without_a_record_are_found_and_taken_back(world: World) -> None:
    activity = event(world.user("周敏"), world.a1, [world.a1, world.a2])
    before = figures(world)
    with unscoped("test"):
        like = Fact.objects.filter(source_id=activity.pk).first()
    nobody = uuid4()
    _forge(like, source_id=nobody)
    assert [record.pk for _, record in wrong_records()] == [nobody]
    repair(SystemActor("test"), reason="记录不存在")
    assert figures(world) == before
    assert sound()


def test_a_tampered_total_is_found_and_rebuilt(world: World) -> None:
    event(world.user("周敏"), world.a1, [world.a1, world.a2])
    with unscoped("a test tampers"):
        Total.objects.filter(indicator="lesson.observed").update(amount=99)
    assert len(wrong_totals()) == 2
    assert not list(wrong_records())
    rebuild_totals()
    assert sound()


def test_a_repair_of_sound_books_writes_nothing(world: World) -> None:
    event(world.user("周敏"), world.a1, [world.a1, world.a2])
    with unscoped("test"):
        facts, entries = Fact.objects.count(), Entry.objects.count()
    assert repair(SystemActor("test"), reason="每日") == 0
    with unscoped("test"):
        assert (Fact.objects.count(), Entry.objects.count()) == (facts, entries)


def test_a_changed_term_is_carried_by_the_repair_not_by_the_next_edit(world: World) -> None:
    event(world.user("周敏"), world.a1, [world.a1, world.a2])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE terms_term SET starts = '2026-06-10' WHERE ordinal = 2")
    assert len(list(wrong_records())) == 1
    before = figures(world)
    written = repair(SystemActor("test"), reason="学期起止改了")
    assert written % 2 == 0
    assert written > 0
    assert figures(world) == before
    assert sound()
