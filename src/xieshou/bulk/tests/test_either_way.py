"""A table of records leaves in the database what the same records leave when they are entered one at a time."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import World
from xieshou.activities.models import Activity, Edition, Participant, School
from xieshou.activities.operations.withdraw_activity import withdraw_activity
from xieshou.audit.chain import canonical, verify
from xieshou.audit.models import Entry, Payload
from xieshou.bulk.models import Chunk, Load
from xieshou.bulk.operations import write_chunk as writing
from xieshou.bulk.reading import rows_of
from xieshou.bulk.sorts import SORTS
from xieshou.bulk.sorts.declare import known_of
from xieshou.gifts.models import Gift
from xieshou.ledger.models import Fact, Total
from xieshou.ledger.posting import TOTAL_COLUMNS
from xieshou.ledger.verify import wrong_records, wrong_totals
from xieshou.placements.models import Placement
from xieshou.scoping.models import Reach
from xieshou.scoping.scope import unscoped

from .books import FIRST, GIFTS, SECOND, SENT, table
from .test_entering import enter, press, send, the_load

ROWS = (
    FIRST,
    (*SECOND[:4], "白塔镇中心小学", "甲县实验小学", "吴晓燕、外来人", "3"),
    (*FIRST[:5], "", "", "1"),
    *((*SECOND[:2], f"《观潮》第{at}节", *SECOND[3:]) for at in range(60)),
)
BECAUSE = "整批撤回：活动.xlsx"
# What belongs to a row alone: its keys, its moment, and the operation it came by.
OWN = {"id", "created_at", "at", "recorded_at", "operation", "activity_id", "record", "source_id"}
SORTED: dict[str, tuple[bytes, Any]] = {
    "activities": (table(*ROWS), Activity),
    "gifts": (table(*GIFTS[1:], *GIFTS[1:], head=GIFTS[0]), Gift),
    "placements": (table(*SENT[1:], head=SENT[0]), Placement),
}


def plain(rows: Any, key: UUID) -> list[str]:
    """Rows as values, in an order that does not depend on their keys."""
    named = [{name: "it" if value == key else value for name, value in row.items()} for row in rows.values()]
    return sorted(repr({name: value for name, value in row.items() if name not in OWN}) for row in named)


def left(model: Any, keys: Sequence[UUID]) -> list[Any]:
    """Everything that records have left in the database, record by record, in the order of the table."""
    found = []
    for key in keys:
        rows = [model.objects.filter(pk=key), Reach.objects.filter(record=key), Fact.objects.filter(source_id=key)]
        if model is Activity:
            rows += [part.objects.filter(activity=key) for part in (School, Participant, Edition)]
        found.append([plain(one, key) for one in rows])
    return found


def totals() -> Counter[Any]:
    """The kept totals."""
    rows = Total.objects.values_list(*TOTAL_COLUMNS, "amount")
    return Counter({tuple(row): amount for *row, amount in rows if amount})


def trail(keys: Sequence[UUID], action: str) -> list[str]:
    """What the trail says of records that were entered one by one."""
    said = {entry.object_id: entry.pk for entry in Entry.objects.filter(action=action)}
    return [canonical(Payload.objects.get(pk=said[str(key)]).body) for key in keys]


def by_hand(world: World, sort: str, load: Load) -> list[UUID]:
    """Enter the rows of a table as a person would, one after the other."""
    user, which = world.user("安"), SORTS[sort]
    scope = user.scope_for(which.action)
    assert scope is not None
    known, keys = known_of(user, scope), []
    for row in rows_of(load, Chunk.objects.get(load=load), which):
        which.read(row, known)
        keys.append(which.record(user, row.values).pk)
    return keys


def taken_back(world: World, sort: str, keys: Sequence[UUID]) -> None:
    """Withdraw records as a person would."""
    user = world.user("安")
    for key in keys:
        if sort == "activities":
            withdraw_activity(user, activity=Activity.objects.get(pk=key), by=user.name, because=BECAUSE)
        else:
            SORTS[sort].withdraw(user, [key], BECAUSE)


@pytest.mark.parametrize("sort", SORTED)
def test_a_table_leaves_what_its_rows_leave_one_by_one(
    world: World, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    data, model = SORTED[sort]
    client, noted, which = enter(world, "安"), list[Any](), SORTS[sort]
    monkeypatch.setattr(writing, "canonical", lambda said: noted.append(list(said)) or canonical(said))
    monkeypatch.setattr(writing, "AT_MOST", 1000.0)
    send(client, data, sort=sort)
    load = the_load()
    with unscoped("a test enters by hand"), CaptureQueriesContext(connection) as alone:
        one_by_one = by_hand(world, sort, load)
    statements = len(alone)
    with unscoped("a test remembers"):
        standing, sums, said = left(model, one_by_one), totals(), trail(one_by_one, which.action)
        taken_back(world, sort, one_by_one)
        withdrawn, unsaid = left(model, one_by_one), trail(one_by_one, which.action.replace("record", "withdraw"))
        assert sums and not totals()
    with CaptureQueriesContext(connection) as many:
        press(client, load, "confirm")
    assert sort != "activities" or len(many) < statements / 8, "a statement for many rows"
    with unscoped("a test compares"):
        made = Chunk.objects.get(load=load).made
        keys = [UUID(made[str(at)]) for at in range(len(made))]
        assert left(model, keys) == standing and totals() == sums
        assert [canonical(body) for _, _, body in noted[0]] == said
        written = Payload.objects.get(entry__action="load.write").body
        assert written["digest"] == hashlib.sha256(canonical(noted[0]).encode()).hexdigest()
        assert written["records"] == [str(key) for key in keys]
    press(client, load, "undo")
    with unscoped("a test compares"):
        assert left(model, keys) == withdrawn and not totals()
        assert sorted(canonical(body) for _, _, body in noted[1]) == sorted(unsaid)
        assert not list(wrong_records()) and not wrong_totals() and not any(one.faults for one in verify())
