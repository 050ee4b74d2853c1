"""Cells that are computed from others: of one school's row or sheet, and of the row that sums all schools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from xieshou.workbooks.formulas import Area, Value, work_out

from .column import Column, Plain

Row = Mapping[str, Plain]


class StillToCome(Exception):
    """A cell that a formula names has no figure yet, or none that can be worked out."""


class _Sheet:
    """One school's values, by the cells that formulas name."""

    def __init__(self, columns: Sequence[Column], row: Row) -> None:
        self.row, self.busy = row, set[str]()
        self.boxes = {column.cell: column for column in columns if column.cell}
        self.columns = {column.index: column for column in columns if not column.cell}

    def _of(self, column: Column) -> Value:
        if column.use != "sum":
            value = self.row.get(column.key)
            if value is None and column.kind in ("int", "number") and not column.optional:
                raise StillToCome(column.key)
            return value
        if column.key in self.busy:
            raise StillToCome(column.key)
        self.busy.add(column.key)
        value = work_out(column.formula, self.look)
        self.busy.discard(column.key)
        if value is None:
            raise StillToCome(column.key)
        return value

    def look(self, area: Area) -> list[Value]:
        """The values a formula asks for; a cell nobody fills is empty."""
        if self.boxes:
            found = [self.boxes.get(cell) for cell in area.cells()]
        else:
            found = [self.columns.get(at) for at in range(area.left, area.right + 1)]
        return [None if column is None else self._of(column) for column in found]


def with_computed(columns: Sequence[Column], row: Row) -> dict[str, Plain]:
    """The row with what is computed in it; nothing where a figure is still to come."""
    found = dict(row)
    for column in columns:
        if column.use == "sum":
            with suppress(StillToCome):
                found[column.key] = work_out(column.formula, _Sheet(columns, row).look)
    return found


def totals_of(columns: Sequence[Column], rows: Sequence[Row], formulas: Mapping[int, str]) -> dict[int, Plain]:
    """The sum row: our own sums of what adds; shares and means by the form's own formulas."""
    found: dict[int, Plain] = {}
    for column in columns:
        numbers = [value for row in rows if isinstance(value := row.get(column.key), (int, float))]
        if column.adds and numbers:
            total = sum(numbers)
            found[column.index] = round(total, 6) if isinstance(total, float) else total
    keys = {column.index: column.key for column in columns}

    def look(area: Area) -> list[Value]:
        across = range(area.left, area.right + 1)
        if area.top == area.bottom:
            return [found.get(at) for at in across]
        return [row.get(keys[at]) for row in rows for at in across if at in keys]

    worked = {at: work_out(formula, look) for at, formula in formulas.items() if at not in found and at in keys}
    return {**found, **{at: value for at, value in worked.items() if value is not None}}
