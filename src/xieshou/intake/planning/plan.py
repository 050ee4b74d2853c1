"""What each row would do, and what is wrong or doubtful about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from xieshou.kernel.text import clean_line
from xieshou.sheets.cells import as_date, as_int, as_text
from xieshou.sheets.errors import CellNotRead, RowError

LIMITS = {"short": 20, "code": 20, "number": 20, "post": 40, "subject": 20, "username": 40}


@lru_cache(maxsize=10_000)
def _line(cell: str, number: bool, limit: int) -> str:
    """A cell as one tidy line; most cells of a long table say what another has said."""
    return clean_line(as_text(cell, number=number).replace("\n", " "), limit)


@dataclass(frozen=True)
class Remark:
    """One cell that is wrong or doubtful: where, what is there, why, and the texts that would mend it."""

    error: RowError
    field: str
    mends: tuple[str, ...] = ()

    @property
    def placeholder(self) -> str:
        """What to type when nothing can be offered."""
        return f"{self.error.label}改成"


@dataclass
class Row:
    """One row of a table and what it would do: new, changed or same; with faults it does nothing."""

    table: int
    number: int
    sort: str
    sheet: str
    columns: Mapping[str, Sequence[str]]
    cells: Mapping[str, str]
    deed: str = "new"
    title: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Remark] = field(default_factory=list)
    doubts: list[Remark] = field(default_factory=list)

    @property
    def state(self) -> str:
        """fault, new, changed or same."""
        return "fault" if self.faults else self.deed

    def _remark(self, name: str, why: str, mends: Sequence[str]) -> Remark:
        letter, label = self.columns.get(name, ("", NAMES.get(name, name)))
        error = RowError(self.sheet, self.number, letter, label or NAMES.get(name, name), self.cells.get(name, ""), why)
        return Remark(error, name, tuple(mends))

    def fault(self, name: str, why: str, *mends: str) -> None:
        """The row cannot be imported as it is."""
        self.faults.append(self._remark(name, why, mends))

    def doubt(self, name: str, why: str, *mends: str) -> None:
        """The row can be imported, but somebody should look."""
        self.doubts.append(self._remark(name, why, mends))

    def text(self, name: str, *, number: bool = False, limit: int = 0) -> str:
        """A cell as one tidy text; too long or unreadable ones become faults."""
        try:
            return _line(self.cells.get(name, ""), number, limit or LIMITS.get(name, 60))
        except CellNotRead as problem:
            self.fault(name, problem.why)
        except ValueError as problem:
            self.fault(name, str(problem))
        return ""

    def day(self, name: str, today: date) -> date | None:
        """A cell as a day; None where it is empty or, with a fault, no day."""
        try:
            return as_date(self.cells[name], today) if self.cells.get(name) else None
        except CellNotRead as problem:
            self.fault(name, problem.why)
        return None

    def count(self, name: str, units: Sequence[str] = ("人", "名", "个", "班")) -> int | None:
        """A cell as a head count, or nothing."""
        if not self.text(name):
            return None
        try:
            value = as_int(self.cells[name], units)
        except CellNotRead as problem:
            self.fault(name, problem.why)
            return None
        if not 0 <= value <= 100_000:
            self.fault(name, "人数要在0到100000之间。")
            return None
        return value


NAMES = {
    "name": "姓名", "school": "学校", "town": "乡镇", "giver": "支援学校", "receiver": "受援学校", "since": "起始日期",
    "dimensions": "维度", "username": "账号", "role": "角色", "number": "工号", "subject": "学科", "post": "职务",
}  # fmt: skip


@dataclass
class Plan:
    """All rows of a batch as they would be written now."""

    rows: list[Row]
    new_towns: list[str] = field(default_factory=list)

    def of(self, sort: str) -> Iterator[Row]:
        """Rows of one sort that would be written."""
        return (row for row in self.rows if row.sort == sort and not row.faults)

    def count(self, *states: str, sort: str = "") -> int:
        """Rows in one of the states."""
        return sum(row.state in states and (not sort or row.sort == sort) for row in self.rows)

    @property
    def faults(self) -> list[tuple[Row, Remark]]:
        """Every fault with its row."""
        return [(row, remark) for row in self.rows for remark in row.faults]

    @property
    def doubts(self) -> list[tuple[Row, Remark]]:
        """Every doubt of a row that would be imported."""
        return [(row, remark) for row in self.rows if not row.faults for remark in row.doubts]


def rows_of(tables: Sequence[Mapping[str, Any]]) -> list[Row]:
    """The rows of staged tables, not yet looked at."""
    return [
        Row(at, number, table["sort"], table["sheet"], table["columns"], cells)
        for at, table in enumerate(tables)
        for number, cells in table["rows"]
    ]
