"""Queries a page: never more than last time, and never more because there are more rows.

After a page has rightly changed: ``XIESHOU_QUERIES=write pytest tests/walk/test_queries.py`` writes the counts anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.world import World

from .counting import queries
from .planted import Planted, grow, plant

BASELINE = Path(__file__).with_name("queries.json")
# A page that is not in the baseline yet.
NEW_PAGE = 25


def known() -> dict[str, int]:
    counts: dict[str, int] = json.loads(BASELINE.read_text(encoding="utf-8"))
    return counts


@pytest.fixture
def planted(world: World) -> Planted:
    return plant(world)


def test_no_page_takes_more_queries_than_before(planted: Planted) -> None:
    counts = queries(planted)
    if os.environ.get("XIESHOU_QUERIES") == "write":
        BASELINE.write_text(json.dumps(counts, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    before = known()
    told = {page: f"{n}, was {before.get(page, 'not there')}" for page, n in counts.items()}
    more = [(page, told[page]) for page, n in counts.items() if n > before.get(page, NEW_PAGE)]
    assert not more, "if this is right, write tests/walk/queries.json anew"


def test_no_page_takes_more_queries_for_three_times_the_rows(planted: Planted) -> None:
    few = queries(planted)
    grow(planted, 3)
    many = queries(planted)
    more = {page: f"{few[page]} → {n}" for page, n in many.items() if page in few and n > few[page]}
    assert not more, "a query a row"
