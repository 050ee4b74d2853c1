"""Formulas of a superior's form come to what the spreadsheet would say, or are not understood."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xieshou.workbooks.formulas import NotUnderstood, areas_of, understood, work_out

CELLS: dict[tuple[int, int], Any] = {(4, 2): 3, (4, 3): 5, (4, 5): "无", (5, 2): 0.1, (5, 3): 0.2}


@pytest.mark.parametrize(
    "formula, value",
    [
        ("=SUM(C5:D5)", 8), ("=C5+D5*2", 13), ("=IF(E5=0,0,C5/E5)", 0), ('=IFERROR(C5/E5,"")', ""), ("=$C$5/D5%", 60),
        ("=ROUND(C5/D5,2)", 0.6), ("=SUM(C6:D6)", 0.3), ("=SUM(C5:F5)", 8), ("=C5+F5", None), ("=-C5+(1-2)", -4),
        ("=AVERAGE(C5:D5)", 4), ('=IF(C5>=3,"好","差")', "好"), ("=MAX(C5,D5,9)", 9), ("=C5/E5", None),
    ],
)  # fmt: skip
def test_a_formula_of_the_form_comes_to_what_the_spreadsheet_says(formula: str, value: object) -> None:
    assert understood(formula)
    assert work_out(formula, lambda area: [CELLS.get(cell) for cell in area.cells()]) == value


@pytest.mark.parametrize(
    "formula",
    ["=VLOOKUP(A1,B2:C3,2)", "=表2!C5", "=A1&B2", '=INDIRECT("A1")', "=1+", "=TODAY()", "=SUM(A:A)", "=" + "(" * 90],
)
def test_what_is_not_plain_arithmetic_is_not_understood(formula: str) -> None:
    assert not understood(formula)


@settings(max_examples=300)
@given(st.text(alphabet='=SUMIFROND(),:$+-*/%<>"A1C5 .9', max_size=30))
def test_any_formula_has_a_value_or_none(formula: str) -> None:
    found = work_out(formula, lambda area: [CELLS.get(cell) for cell in area.cells()] or [None])
    assert found is None or isinstance(found, (str, int, float))


def test_an_area_of_the_whole_sheet_is_not_walked() -> None:
    with pytest.raises(NotUnderstood):
        areas_of("=SUM(A1:ZZ1000000)")
