"""Queries a page: never more than last time, and never more because there are more rows.

After a page has rightly changed: ``XIESHOU_QUERIES=write pytest tests/walk/test_queries.py`` writes the counts anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from .counting import queries
from .planted import Planted, grow

BASELINE = Path(__file__).with_name("queries.json")
# A page that is not in the baseline yet.
NEW_PAGE = 25


def known() -> dict[str, int]:
    counts: dict[str, int] = json.loads(BASELINE.read_text(encoding="utf-8"))
    return counts


def test_no_page_takes_more_queries_than_before_or_for_three_times_the_rows(planted: Planted) -> None:
    few = queries(planted)
    if os.environ.get("XIESHOU_QUERIES") == "write":
        BASELINE.write_text(json.dumps(few, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    before = known()
    more = {page: (n, before.get(page)) for page, n in few.items() if n > before.get(page, NEW_PAGE)}
    assert not more, "now and before; if this is right, write tests/walk/queries.json anew"
    grow(planted, 3)
    many = queries(planted)
    risen = {page: (few[page], n) for page, n in many.items() if page in few and n > few[page]}
    assert not risen, "a query a row"
