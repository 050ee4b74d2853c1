"""The walk finds planted faults, and none where there is none."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import NoReverseMatch

from .planted import Planted
from .samples import NOBODY, SAMPLES, Route, of, routes, samples
from .test_urls import Cell, look
from .walking import METHODS, Walker, rows

FAULTS = {
    "by-id": "shows the topic",
    "packed": "shows the topic",
    "renamed": "changed rows although denied",
    "exists": "tells a record (403) from none (404)",
    "kept": "may be kept by a cache",
    "undeclared": "to a stranger",
    "broken": "answers 500",
}


def test_every_planted_fault_is_found_and_no_other(
    planted: Planted, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows()
    settings.ROOT_URLCONF = "tests.walk.leaky"
    monkeypatch.setitem(SAMPLES, "leaky:pk", of("activities"))
    walkers = [Walker(planted.world, name, before) for name in ("陈", "anonymous")]
    found: dict[str, str] = {}
    for route in (one for one in routes() if one.app == "leaky"):
        cells = [Cell(route, one, method, False) for one in samples(route, planted) for method in METHODS]
        found[route.name] = "".join(fault for walker in walkers for cell in cells for fault in look(cell, walker))
    assert {name for name, said in found.items() if said} == set(FAULTS) == set(found) - {"innocent"}
    assert {name for name, fault in FAULTS.items() if fault not in found[name]} == set()


def test_an_address_nobody_thought_of_asks_for_a_sample(planted: Planted) -> None:
    route = Route("letters", "one", frozenset({"pk"}), False)
    with pytest.raises(pytest.fail.Exception, match="add a sample to SAMPLES"):
        samples(route, planted)
    with pytest.raises(NoReverseMatch):
        route.url({"pk": NOBODY})
