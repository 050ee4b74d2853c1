"""Promises, records and single questions for the tests of progress."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.world import SYSTEM, World
from xieshou.activities.operations.record_activity import TookPart, record_activity
from xieshou.catalogue import catalogue
from xieshou.ledger.asking import Ask, facts, total
from xieshou.placements.operations.record_placement import record_placement
from xieshou.plans.models import Promise
from xieshou.plans.operations.write_plan import Contents, PromiseDraft, write_plan
from xieshou.progress.promises import Progress
from xieshou.progress.selectors import progress_of_promise
from xieshou.scoping.scope import unscoped
from xieshou.terms.models import Term

YEAR = {"starts": date(2025, 9, 1), "ends": date(2026, 7, 31)}


def draft(**quota: Any) -> PromiseDraft:
    return PromiseDraft(**{"name": "听评课", "indicator": "lesson.observed", "minimum": 2, **quota})


def plan_with(world: World, *drafts: PromiseDraft, **more: Any) -> list[Promise]:
    given = {"school": world.a2, "pairing": world.pair, "title": "2025—2026学年计划", "sort": "annual", **YEAR, **more}
    plan = write_plan(SYSTEM, contents=Contents(promises=list(drafts)), **given)
    with unscoped("test"):
        return list(Promise.objects.select_related("plan").filter(plan=plan))


def promised(world: World, **quota: Any) -> Promise:
    return plan_with(world, draft(**quota))[0]


def record(world: World, on: date, kind: str = "lesson_observation", subject: str = "语文", **more: Any) -> Any:
    pairing = more.pop("pairing", world.pair)
    sides = more.pop("sides", [TookPart(pairing.first, "gave", 2), TookPart(pairing.second, "received", 3)])
    values = {"kind": kind, "on": on, "topic": "一起做", "subject": subject, **more}
    return record_activity(SYSTEM, owner=pairing.first, schools=sides, by="周敏", pairing=pairing, **values)


def sent(world: World, name: str, starts: date, ends: date, kind: str = "teaching", **more: Any) -> Any:
    given = {"owner": world.a1, "host": world.a2, "name": name, "kind": kind, "starts": starts, "ends": ends}
    return record_placement(SYSTEM, by="周敏", **{**given, **more})


def autumn(world: World) -> Term:
    return Term.objects.get(county=world.county_a, year=2025, ordinal=1)


def seen(world: World, promise: Promise, today: date = date(2026, 4, 1), term: Term | None = None) -> Progress:
    with unscoped("test"):
        found = progress_of_promise(promise, term or world.term, today)
    assert found is not None
    return found


def single(ask: Ask) -> int:
    """What a question of its own to the ledger answers; of those present, on the last day of its period."""
    if not catalogue.indicators[ask.indicator].stock:
        return total(ask)
    assert ask.period is not None
    levels: dict[Any, dict[int, int]] = {}
    until = Ask(**{**vars(ask), "period": None})
    for fact in facts(until).filter(on__lte=ask.period.ends):
        schools = levels.setdefault(fact.source_id, {})
        schools[fact.school_id] = schools.get(fact.school_id, 0) + fact.amount
    return sum(max(schools.values()) for schools in levels.values())
