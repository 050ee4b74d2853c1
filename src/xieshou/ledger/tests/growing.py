"""Random trees of places and random events in them, and posting without a record app."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import models, transaction
from hypothesis import strategies as st

from xieshou.activities.models import Activity
from xieshou.ledger.posting import post
from xieshou.ledger.sources import SOURCES, Part
from xieshou.places.models import CITY, COUNTY, NATION, PROVINCE, SCHOOL, TOWN, Place
from xieshou.scoping.operations import Actor, Deed, SystemActor, _deed
from xieshou.scoping.scope import Scope, unscoped, use

SHARED, OWN = ("lesson.observed", "research.count"), ("attendance.teacher",)
DAYS = (date(2025, 10, 9), date(2026, 3, 5), date(2026, 4, 1))
BONDS = (None, UUID(int=1), UUID(int=2))
SIDES = ("gave", "received", "joined")

# A county: its province, its city or none; and for each school the number of its town, or none.
county = st.tuples(
    st.integers(0, 1), st.sampled_from([None, 0, 1]), st.lists(st.sampled_from([None, 0, 1]), min_size=1, max_size=4)
)
trees = st.lists(county, min_size=1, max_size=3)
part = st.tuples(
    st.integers(0, 11),
    st.sampled_from([*SHARED, *OWN]),
    st.integers(1, 9),
    st.integers(0, 2),
    st.sampled_from(["", "语文"]),
    st.integers(0, 2),
)
event = st.tuples(st.lists(part, min_size=1, max_size=7), st.integers(0, 2))
# A step: which of four records, and what it says from then on (None: withdrawn); who does it.
steps = st.lists(
    st.tuples(st.integers(0, 3), st.one_of(st.none(), event, event), st.integers(0, 3)), min_size=1, max_size=8
)


class Tree:
    """The places of a drawn tree; levels may be missing."""

    def __init__(self, drawn: list[Any]) -> None:
        self.places: list[Place] = []
        self.schools: list[Place] = []
        self.counties: list[Place] = []
        nation = self._add(None, NATION, 0, 2**40)
        nodes: dict[Any, Place] = {}
        for number, (province, city, towns) in enumerate(drawn):
            above = nodes.setdefault(province, self._add(nation, PROVINCE, (province + 1) << 32, 1 << 32))
            if city is not None:
                key, lo = (province, city), above.lo + ((city + 1) << 28)
                above = nodes[key] = nodes.get(key) or self._add(above, CITY, lo, 1 << 28)
            county = self._add(above, COUNTY, above.lo + ((8 + number) << 20), 1 << 20)
            self.counties.append(county)
            self._schools(county, towns)
        Place.objects.bulk_create(self.places)

    def _schools(self, county: Place, towns: list[int | None]) -> None:
        nodes: dict[int, Place] = {}
        for number, town in enumerate(towns):
            above = county
            if town is not None:
                lo = county.lo + ((town + 1) << 13)
                above = nodes[town] = nodes.get(town) or self._add(county, TOWN, lo, 1 << 13)
            self.schools.append(self._add(above, SCHOOL, above.lo + (1 << 10) + number * 32, 32))

    def _add(self, parent: Place | None, level: int, lo: int, room: int) -> Place:
        known = next((place for place in self.places if (place.level, place.lo) == (level, lo)), None)
        if known is not None:
            return known
        place = Place(level=level, name=f"{level}-{lo}", lo=lo, hi=lo + room)
        self.places.append(place)
        return place

    def parts(self, drawn: Any) -> list[Part]:
        """The parts of a drawn event; one bond for the whole of it."""
        if drawn is None:
            return []
        rows, bond = drawn
        return [
            Part(
                indicator,
                school=self.schools[school % len(self.schools)],
                side=SIDES[side],
                amount=amount,
                on=DAYS[day],
                subject=subject,
                bond=BONDS[bond],
                bearer=UUID(int=7) if subject else None,
            )
            for school, indicator, amount, day, subject, side in rows
        ]


class Ledger:
    """Records that contribute whatever the test says; who posts may see one county, another, or all."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.events: dict[UUID, list[Part]] = {}
        self.ids = [uuid4() for _ in range(4)]
        rows = [Activity(pk=pk, owner=tree.schools[0], kind="other", on=DAYS[0], topic="试") for pk in self.ids]
        models.QuerySet(Activity).bulk_create(rows)

    def say(self, number: int, parts: list[Part], who: int = 0) -> int:
        """Let a record contribute these parts from now on."""
        record = self.ids[number]
        self.events[record] = parts
        return self.post(record, who)

    def post(self, record: UUID, who: int = 0) -> int:
        """Post it as somebody; the number of facts written."""
        counties = self.tree.counties
        county = counties[who % len(counties)]
        scope = Scope(everything=True) if who == 0 else Scope(spans=((county.lo, county.hi),))
        with acting(SystemActor("a test of the ledger")), use(scope):
            return post(Activity(pk=record))


@contextmanager
def acting(actor: Actor) -> Iterator[Deed]:
    """An operation under way."""
    deed = Deed("activity.amend", actor)
    token = _deed.set(deed)
    try:
        yield deed
    finally:
        _deed.reset(token)


class _Undone(Exception):
    """Takes an example's rows back."""


@contextmanager
def grown(drawn: list[Any]) -> Iterator[Ledger]:
    """A ledger over a drawn tree, gone afterwards."""
    patch = pytest.MonkeyPatch()
    try:
        with transaction.atomic(), unscoped("a test of the ledger"):
            ledger = Ledger(Tree(drawn))
            source = replace(SOURCES["activity"], parts_of=lambda record: ledger.events.get(record.pk, []))
            patch.setattr("xieshou.ledger.sources.SOURCES", {"activity": source})
            patch.setattr("xieshou.ledger.verify.SOURCES", {"activity": source})
            yield ledger
            raise _Undone
    except _Undone:
        pass
    finally:
        patch.undo()


def some_sets(schools: list[Place]) -> Iterator[tuple[int, ...]]:
    """A few lists of schools that are no place of the tree."""
    keys = [school.pk for school in schools]
    yield tuple(keys[::2])
    yield from itertools.islice(itertools.combinations(keys, 2), 4)
