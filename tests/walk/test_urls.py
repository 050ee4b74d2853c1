"""Every address × person × method × plain or HTMX, with ids of county A and of nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pytest

from .planted import CANARIES, Planted
from .samples import ABROAD, Route, Sample, routes, samples
from .walking import METHODS, Seen, Walker, rows, unpack

PEOPLE = ("安", "白", "陈", "丁", "马校长", "周敏", "李桂兰", "乙校长", "anonymous")
Pick = Callable[[str, list[Any]], Iterable[Any]]


@dataclass(frozen=True)
class Cell:
    """One address asked for by one person in one way."""

    route: Route
    sample: Sample
    method: str
    htmx: bool

    @property
    def seed(self) -> str:
        """Junk is the same on every run, for an id and for no id."""
        return f"{self.route.label} {self.method} {self.htmx}"


def cells(planted: Planted) -> list[Cell]:
    return [
        Cell(route, sample, method, htmx)
        for route in routes()
        for sample in samples(route, planted)
        for method in METHODS
        for htmx in (False, True)
    ]


def leaks(body: bytes) -> list[str]:
    """Words of county A in an answer, files inside it included."""
    whole = b"".join(unpack(body))
    return [f"shows the {kind} of county A" for kind, word in CANARIES.items() if word.encode() in whole]


def faults_of(cell: Cell, person: str, seen: Seen) -> list[str]:
    """What is wrong with one answer, whoever's record it is about."""
    faults = [f"answers {seen.status} {seen.error}"] if seen.status >= 500 else []
    if "Content-Security-Policy" not in seen.headers:
        faults.append("carries no content policy")
    if person in {*ABROAD, "anonymous"}:
        faults += leaks(seen.body)
    outsider = person == "anonymous" or person in cell.sample.hidden_from
    denied = seen.status >= 400 or (outsider and cell.sample.absent is not None)
    if seen.changed and (denied or person == "anonymous"):
        faults.append(f"changed rows although denied ({seen.status})")
    if cell.route.is_open:
        return faults
    if person == "anonymous":
        if not (seen.status in (404, 405) or seen.headers.get("Location", "").startswith("/sign-in/")):
            faults.append(f"answers {seen.status} to a stranger")
    elif seen.status < 400 and "no-store" not in seen.headers.get("Cache-Control", ""):
        faults.append("may be kept by a cache")
    return faults


def look(cell: Cell, walker: Walker) -> list[str]:
    """Ask for the record, and for none in its place; to an outsider both are the same."""
    url = cell.route.url(cell.sample.values)
    seen = walker.step(cell.method, url, cell.htmx, cell.seed)
    faults = faults_of(cell, walker.name, seen)
    if cell.sample.absent is not None:
        nowhere = cell.route.url(cell.sample.absent)
        nothing = walker.step_once(cell.method, nowhere, cell.htmx, cell.seed)
        faults += faults_of(cell, walker.name, nothing)
        outsider = walker.name == "anonymous" or walker.name in cell.sample.hidden_from
        if outsider and seen.plain(url) != nothing.plain(nowhere):
            faults.append(f"tells a record ({seen.status}) from none ({nothing.status})")
    words = "htmx " if cell.htmx else ""
    return [f"{walker.name} {words}{cell.method} {cell.route.label} {url}: {fault}" for fault in faults]


@pytest.fixture(autouse=True)
def quiet() -> Any:
    """Thousands of refusals are what is expected here."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("person", PEOPLE)
def test_every_address_gives_each_person_what_is_theirs(person: str, planted: Planted, cells_of: Pick) -> None:
    walker = Walker(planted.world, person, rows())
    found = [fault for cell in cells_of(f"urls {person}", cells(planted)) for fault in look(cell, walker)]
    assert not found, f"{len(found)} faults:\n" + "\n".join(found[:40])
