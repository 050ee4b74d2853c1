"""Names that a table or a paste brought before the staff list had them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.world import SYSTEM, World
from xieshou.activities.models import Participant
from xieshou.activities.operations.record_activity import Person, TookPart, record_activity
from xieshou.intake.models import Batch
from xieshou.people.operations.add_staff import add_staff
from xieshou.placements.models import Placement
from xieshou.placements.operations.record_placement import record_placement
from xieshou.scoping.scope import unscoped
from xieshou.sheets.writing import ColumnOut, SheetOut, write_book

from .test_entering import enter


def written(world: World, name: str) -> None:
    """An activity of the other school, and a placement, that name somebody of the first school."""
    there = TookPart(world.a1, "gave", 0, (Person(world.a1, name),))
    values: dict[str, Any] = {"kind": "lesson_observation", "on": date(2026, 3, 2), "topic": "听课", "lessons": 1}
    record_activity(
        SYSTEM, owner=world.a2, schools=[TookPart(world.a2, "received"), there], by="某", pairing=world.pair, **values
    )
    days = {"starts": date(2025, 9, 1), "ends": date(2026, 7, 3)}
    record_placement(SYSTEM, owner=world.a1, host=world.a2, by="某", name=name, kind="teaching", **days)


def linked(world: World) -> list[Any]:
    with unscoped("a test reads"):
        return [Participant.objects.get().staff, Placement.objects.get().staff]


def test_a_typed_name_finds_its_person_when_he_joins_the_list(world: World) -> None:
    written(world, "赵新来")
    assert linked(world) == [None, None]
    add_staff(SYSTEM, school=world.a2, name="赵新来")
    assert linked(world) == [None, None], "a namesake of another school is not he"
    person = add_staff(SYSTEM, school=world.a1, name="赵新来")
    assert linked(world) == [person, person]


def roster(client: Client, *people: list[str]) -> Batch:
    """Import a staff list with numbers."""
    book = write_book([SheetOut("教职工", [ColumnOut("姓名"), ColumnOut("工号")], people)])
    client.post("/intake/upload/staff/", {"book": SimpleUploadedFile("教职工.xlsx", book)})
    with unscoped("a test reads"):
        batch: Batch = Batch.objects.get()
    client.post(f"/intake/batches/{batch.pk}/confirm/")
    return batch


def test_of_two_namesakes_nobody_is_guessed(world: World) -> None:
    written(world, "赵新来")
    roster(enter(world, "周敏"), ["赵新来", "1"], ["赵新来", "2"])
    assert linked(world) == [None, None]


def test_a_roster_ties_names_too_and_gives_them_back_when_it_is_undone(world: World) -> None:
    written(world, "赵新来")
    client = enter(world, "周敏")
    batch = roster(client, ["赵新来", "1"], ["钱小芳", "2"])
    assert [one.name for one in linked(world)] == ["赵新来", "赵新来"]
    client.post(f"/intake/batches/{batch.pk}/undo/")
    assert linked(world) == [None, None]
