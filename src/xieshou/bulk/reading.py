"""From a workbook to chunks of plain rows, and from a chunk back to rows that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xieshou.intake.planning.plan import Row
from xieshou.intake.recognising import plain
from xieshou.scoping.operations import Refused
from xieshou.sheets.errors import SheetRefused
from xieshou.sheets.reading import BookLimits, is_workbook, read_book
from xieshou.sheets.tables import Table, find_tables

from .models import Chunk, Load
from .sorts.declare import Known, Sort

MOST_ROWS = 100_000
IN_A_CHUNK = 500
LIMITS = BookLimits(rows=MOST_ROWS + 200)  # with titles, headers and footers around that many
SAID = 20
LONGEST = 2000  # letters of a cell: duties, or everybody who took part


@dataclass(frozen=True)
class Staged:
    """A workbook as it is kept: its tables' columns, its rows, and what was not read."""

    tables: list[dict[str, Any]]
    rows: list[list[Any]]
    said: list[str]


def _said(table: Table) -> Iterator[str]:
    for sentence in [*table.complaints, *(row.sentence for row in table.skipped)][:SAID]:
        yield f"“{table.sheet}”表：{sentence}"


def admit(data: bytes, filename: str) -> None:
    """Refuse what is no table by its first bytes, before it is kept."""
    try:
        is_workbook(data, filename, LIMITS)
    except SheetRefused as refusal:
        raise Refused(str(refusal), "book") from refusal


def staged(data: bytes, filename: str, sort: Sort) -> Staged:
    """Read a workbook for a sort; Refused with a sentence when it is none, too long, or lacks a column."""
    try:
        book = read_book(data, filename, LIMITS)
        tables = find_tables(book, sort.headers)
    except SheetRefused as refusal:
        raise Refused(str(refusal), "book") from refusal
    whole = [table for table in tables if not table.missing]
    if not whole:
        raise Refused(f"E-BLK-102 “{tables[0].sheet}”表{tables[0].complaints[0]}", "book")
    rows = [
        [at, row.number, {name: plain(cell, LONGEST) for name, cell in row.cells.items()}]
        for at, table in enumerate(whole)
        for row in table.rows
    ]
    if not rows:
        raise Refused("E-BLK-103 表头下面没有要录入的行。", "book")
    if len(rows) > MOST_ROWS:
        raise Refused(f"E-BLK-104 一次最多录入{MOST_ROWS}行，这里有{len(rows)}行。请分成几个表格再传。", "book")
    kept = [
        {"sheet": one.sheet, "columns": {name: [c.letter, c.label] for name, c in one.columns.items()}} for one in whole
    ]
    lacking = [f"“{one.sheet}”表{one.complaints[0]}这张表没有读。" for one in tables if one.missing]
    return Staged(kept, rows, [*lacking, *(sentence for table in whole for sentence in _said(table))])


def rows_of(load: Load, chunk: Chunk, sort: Sort) -> list[Row]:
    """The rows of a chunk, not yet looked at; a column that the table lacks still has its name."""
    names = {name: ("", header.labels[0]) for name, header in sort.headers.items()}
    columns = [{**names, **table["columns"]} for table in load.tables]
    return [
        Row(at, number, sort.code, load.tables[at]["sheet"], columns[at], cells) for at, number, cells in chunk.rows
    ]


def remarks_of(load: Load, chunk: Chunk, sort: Sort, known: Known) -> list[list[Any]]:
    """What is wrong or doubtful about the rows of a chunk as things are now, by the row's place in it."""
    rows = rows_of(load, chunk, sort)
    for row in rows:
        sort.read(row, known)
    return [
        [at, remark.field, remark.error.why, list(remark.mends), forbids]
        for at, row in enumerate(rows)
        for forbids, remarks in ((True, row.faults), (False, [] if row.faults else row.doubts))
        for remark in remarks
    ]
