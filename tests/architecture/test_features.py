"""`docs/features.md` says what is, and no journey runs beside it."""

import re
from collections import Counter

import pytest

from .tree import ROOT

STATES = {"完成", "部分", "未开始"}
IDS = [f"S{number}" for number in range(1, 72)] + [f"B{number}" for number in range(1, 13)]
ROW = re.compile(r"^\| ([SB]\d+) \| (.+?) \| (.+?) \| (.+?) \| (.*?) ?\|$", re.MULTILINE)
ROWS = ROW.findall((ROOT / "docs" / "features.md").read_text(encoding="utf-8"))
JOURNEYS = {path.name for path in (ROOT / "tests" / "journeys").glob("test_*.py")}


def named(cell: str) -> set[str]:
    """The file names written in the journey column."""
    return set(re.findall(r"test_\w+\.py", cell))


def test_every_capability_has_exactly_one_row() -> None:
    assert Counter(row[0] for row in ROWS) == Counter(IDS)


def test_every_row_is_in_a_known_state_and_has_a_title() -> None:
    assert not [row for row in ROWS if row[2] not in STATES or not row[1].strip()]


@pytest.mark.parametrize("code", IDS)
def test_what_is_called_done_has_a_journey(code: str) -> None:
    state, cell = next((row[2], row[3]) for row in ROWS if row[0] == code)
    own = {name for name in named(cell) if name.startswith(f"test_{code.lower()}_")}
    assert own <= JOURNEYS, "the table names a journey that is not there"
    assert state != "完成" or own, "done means that a person's way through it is tested"


def test_what_is_not_begun_has_no_journey_and_what_is_partial_says_what_is_missing() -> None:
    assert not [row[0] for row in ROWS if row[2] == "未开始" and named(row[3])]
    assert not [row[0] for row in ROWS if row[2] == "部分" and not row[4].strip("— ")]


def test_every_journey_stands_in_the_table() -> None:
    assert set().union(*(named(row[3]) for row in ROWS)) == JOURNEYS
