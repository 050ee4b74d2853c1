"""The database itself refuses to change or remove what was written, on both engines."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.world import World
from xieshou.ledger.models import Fact
from xieshou.scoping.scope import unscoped

VERBS = ["UPDATE {table} SET id = id", "DELETE FROM {table}", "UPDATE {table} SET id = id WHERE id < 0 OR id > 0"]
if connection.vendor == "postgresql":
    VERBS.append("TRUNCATE {table} CASCADE")


@pytest.fixture
def filled(world: World) -> World:
    """A fact beside the entries that the world itself has left."""
    given = {"school": world.a1, "place_lo": world.a1.lo, "counts_up_to": 0, "side": "joined", "term": 20252}
    with unscoped("a test writes"):
        Fact(
            source="activity", source_id=world.pair.pk, indicator="lesson.count", on=date(2026, 3, 1), amount=2,
            recorded_at=timezone.now(), operation="activity.record", **given,
        ).save()  # fmt: skip
    return world


def rows(table: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")
        return list(cursor.fetchall())


@pytest.mark.parametrize("table", ["ledger_fact", "audit_entry"])
@pytest.mark.parametrize("statement", VERBS)
def test_a_written_row_cannot_be_changed_or_removed(filled: World, table: str, statement: str) -> None:
    before = rows(table)
    assert before
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement.format(table=table))
    assert rows(table) == before
