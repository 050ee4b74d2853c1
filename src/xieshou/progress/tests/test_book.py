"""The book of facts answers as single questions do, in a number of queries that does not grow."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.world import SYSTEM, World
from xieshou.activities.operations.amend_activity import amend_activity
from xieshou.activities.operations.withdraw_activity import withdraw_activity
from xieshou.catalogue import catalogue
from xieshou.ledger.asking import Ask, most_present
from xieshou.pairings.operations.open_pairing import Lane, open_pairing
from xieshou.progress.book import Book, Entry
from xieshou.progress.loading import load
from xieshou.progress.selectors import progress_of_bonds
from xieshou.scoping.scope import unscoped

from .quota import draft, plan_with, record, sent, single

TODAY = date(2026, 6, 11)
PERIODS = ("week", "month", "quarter", "term", "school_year", "calendar_year", "plan", "agreement")
EACH = ("none", "school", "subject", "bearer", "batch")
EVENTS = ("lesson.observed", "research.count", "attendance.teacher")


def _quotas(world: World) -> list[Any]:
    """Every period with every bearer, of events and of those present, with a doer and without."""
    found = []
    for per in PERIODS:
        for each in EACH:
            subjects = ("语文", "数学") if each == "subject" else ()
            for indicator in (code for code in EVENTS if each != "subject" or catalogue.indicators[code].by_subject):
                found.append(draft(name=f"{per}{each}", indicator=indicator, per=per, each=each, subjects=subjects))
                found.append(draft(indicator=indicator, per=per, each=each, subjects=subjects, doer=world.a1))
        found.append(draft(name=f"{per}在岗", indicator="teaching.present", per=per, counting="presence"))
        found.append(draft(indicator="teaching.present", per=per, counting="presence", doer=world.a1))
    return found


def _year_of_work(world: World) -> None:
    teacher = sent(world, "刘思远", date(2025, 9, 1), date(2026, 7, 3))
    sent(world, "王芳", date(2026, 3, 2), date(2026, 4, 30))
    day = date(2025, 9, 3)
    for number in range(12):
        record(
            world, day + timedelta(days=24 * number), subject=("语文", "数学", "英语")[number % 3],
            lessons=number % 4 + 1, topic=f"第{number}次", bearer=teacher.pk if number % 2 else None,
        )  # fmt: skip
    moved = record(world, date(2026, 3, 5), topic="改过日子")
    amend_activity(SYSTEM, activity=moved, by="周敏", on=date(2026, 4, 7), lessons=3)
    gone = record(world, date(2026, 5, 6), topic="撤回")
    withdraw_activity(SYSTEM, activity=gone, by="周敏", because="记重了")


def test_every_figure_of_the_book_is_the_ledger_s_own(world: World) -> None:
    plan_with(world, *_quotas(world))
    _year_of_work(world)
    checked = 0
    with unscoped("test"):
        for row in load([world.pair.pk], world.term, TODAY).progress():
            for slot in row.slots:
                if slot.day is not None:
                    assert slot.done == sum(most_present(ask) for ask in slot.asks)
                    on_that_day = type(slot.period)(slot.day, slot.day)
                    asks = [Ask(**{**vars(ask), "period": on_that_day}) for ask in slot.asks]
                else:
                    asks = list(slot.asks)
                assert slot.done == sum(single(ask) for ask in asks), (row.promise.name, slot.label)
                checked += slot.done > 0
    assert checked > 150


def _queries(world: World, bonds: list[Any]) -> int:
    with (
        unscoped("test"),
        CaptureQueriesContext(
            connection,
        ) as seen,
    ):
        found = progress_of_bonds(bonds, world.term, TODAY)
    assert all(found.values())
    return len(seen)


def test_the_number_of_queries_depends_neither_on_promises_nor_on_pairs(world: World) -> None:
    plan_with(world, draft(), draft(each="bearer", indicator="lesson.demonstrated"), draft(per="agreement"))
    few = _queries(world, [world.pair.pk])
    lanes = [Lane(world.a2, world.b1, "research")]
    third = open_pairing(SYSTEM, first=world.a2, second=world.b1, since=date(2025, 9, 1), lanes=lanes)
    plan_with(world, *_quotas(world), school=world.a1, pairing=world.across)
    plan_with(world, *_quotas(world), pairing=third)
    assert _queries(world, [world.pair.pk, world.across.pk, third.pk]) == few <= 12


def test_a_book_without_one_record_is_the_book_before_it(world: World) -> None:
    plan_with(world, draft())
    record(world, date(2026, 3, 5))
    with unscoped("test"):
        before = [row.counted for row in load([world.pair.pk], world.term, TODAY).progress()]
    new = record(world, date(2026, 4, 5), topic="又一次")
    with unscoped("test"):
        now = load([world.pair.pk], world.term, TODAY)
        assert [row.counted for row in now.progress(now.book.without(new.pk))] == before == [1]
        assert [row.counted for row in now.progress()] == [2]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20), st.booleans()), max_size=12))
def test_as_many_are_present_as_their_days_overlap(stays: list[tuple[int, int, bool]]) -> None:
    bond, first = uuid4(), date(2026, 3, 1)
    period = Ask("teaching.present", bond=bond)
    entries, days = [], []
    for start, length, both in stays:
        who, came = uuid4(), first + timedelta(days=start)
        days.append({came + timedelta(days=n) for n in range(length + 1)})
        for school, side in ((1, "gave"), (2, "received"))[: 1 + both]:
            for on, amount in ((came, 1), (came + timedelta(days=length + 1), -1)):
                entries.append(Entry("placement", who, school, side, None, "", None, on, amount))
    book = Book({(bond, "teaching.present"): entries})
    window = [first + timedelta(days=n) for n in range(20, 50)]
    expected = max(sum(day in stay for stay in days) for day in window)
    from_to = type("P", (), {"starts": window[0], "ends": window[-1]})
    assert book.presence(Ask(**{**vars(period), "period": from_to}))[0] == expected


def test_presence_without_a_period_has_no_meaning() -> None:
    with pytest.raises(ValueError, match="needs a period"):
        Book({}).presence(Ask("teaching.present", bond=uuid4()))
