"""A superior's workbook on this side of the confined process: taken in, read, and given back filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xieshou.files.confined import run_confined
from xieshou.kernel.names import school_key
from xieshou.sheets.cells import is_empty, shown
from xieshou.sheets.errors import SheetRefused
from xieshou.sheets.reading import (
    MEBIBYTE,
    OLE,
    BookLimits,
    Sheet,
    damaged,
    read_book,
    refuse_foreign,
    refuse_old_office,
    refused,
)
from xieshou.sheets.writing import writable

from .column import Column, Plain
from .layout import Layout, find_layout, is_sample

TASK = "xieshou.blankforms.workbook"
LIMITS = BookLimits(bytes=5 * MEBIBYTE, unpacked=60 * MEBIBYTE, rows=5000)
SAVE_AS = "请在WPS或Excel里另存为 .xlsx 再传，填好后才能保持原样。"


@dataclass(frozen=True)
class EmptyForm:
    """A form taken in: its bytes without anything that runs, its table, and what its drop-downs offer."""

    data: bytes
    sheet: Sheet
    layout: Layout
    lists: Mapping[int, tuple[str, ...]]


def _refuse_other_makes(data: bytes, filename: str) -> None:
    refuse_foreign(data, filename)
    if data.startswith(OLE):
        refuse_old_office(data)
        raise SheetRefused("E-COL-101", f"这是老格式的 .xls 表格。{SAVE_AS}")
    if data and not data.startswith(b"PK\3\4"):
        raise SheetRefused("E-COL-101", f"这不是 .xlsx 表格。{SAVE_AS}")
    if b"mimetypeapplication/vnd.oasis" in data[:100]:
        raise SheetRefused("E-COL-101", f"这是 .ods 表格。{SAVE_AS}")


def take_in(data: bytes, filename: str) -> EmptyForm:
    """Rewrite a stranger's workbook and find its table; `SheetRefused` with what to do."""
    _refuse_other_makes(data, filename)
    read_book(data, filename, LIMITS)  # macros, passwords, bombs, far cells
    answer, cleaned = run_confined(TASK, {"deed": "clean", "rows": LIMITS.rows}, data, LIMITS.confinement)
    if "refused" in answer:
        raise refused(answer, LIMITS)
    return reread(cleaned, answer["shown"], answer["lists"])


def reread(cleaned: bytes, visible: Sequence[str], lists: Mapping[str, Mapping[str, list[str]]]) -> EmptyForm:
    """The form in a workbook that was rewritten before: the visible sheet with the most columns."""
    book = read_book(cleaned, "表.xlsx", LIMITS)
    found = [(find_layout(sheet), sheet) for sheet in book.sheets if sheet.title in visible]
    tables = [(layout, sheet) for layout, sheet in found if layout is not None]
    if not tables:
        raise SheetRefused("E-COL-102", "没找到表头。要有一行写着各列的名字，比如“学校名称”。一校一张的表还不能填。")
    layout, sheet = max(tables, key=lambda pair: len(pair[0].labels))
    offered = {int(at): tuple(choices) for at, choices in lists.get(sheet.title, {}).items()}
    return EmptyForm(cleaned, sheet, layout, offered)


@dataclass(frozen=True)
class Placing:
    """Which row each school's answers go to, and how many rows have to be opened where."""

    rows: tuple[int, ...]
    at: int
    grow: int
    model: int
    cleared: tuple[int, ...]


def _names(form: EmptyForm, index: int | None) -> dict[str, int]:
    """Rows of the form that name a school already."""
    if index is None:
        return {}
    rows = form.sheet.rows
    texts = {at: rows[at][index] for at in form.layout.free if index < len(rows[at]) and not is_empty(rows[at][index])}
    return {school_key(shown(cell)): at for at, cell in texts.items() if not is_sample(rows[at])}


def place_rows(form: EmptyForm, schools: Sequence[Sequence[str]], index: int | None) -> Placing:
    """A row for each school: the one that bears any of its names, else the next free one, else a new one."""
    named = _names(form, index)
    layout, taken = form.layout, set(named.values())
    open_rows = [at for at in layout.free if at not in taken]
    after = layout.free[-1] + 1 if layout.free else layout.first
    rows: list[int] = []
    grown = 0
    for names in schools:
        known = next((named[school_key(name)] for name in names if school_key(name) in named), None)
        if known is None and open_rows:
            known = open_rows.pop(0)
        if known is None:
            known, grown = after + grown, grown + 1
        rows.append(known)
    samples = tuple(at for at in layout.free if is_sample(form.sheet.rows[at]) and at not in rows)
    below = after < len(form.sheet.rows)
    model = layout.free[-1] if layout.free else max(layout.first - 1, 0)
    return Placing(tuple(rows), after, grown if below or layout.free else 0, model, samples)


def _cell(column: Column, value: Plain) -> list[Any]:
    if value in (None, ""):
        return [column.index, "blank", None]
    if isinstance(value, (int, float)):
        return [column.index, "number", value]
    if column.kind == "date":
        return [column.index, "date", value]
    return [column.index, "text", writable(value)]


def _sums(columns: Sequence[Column], rows: Sequence[Mapping[str, Plain]]) -> list[list[Any]]:
    """The sum row: our own sums of columns whose figures add, as numbers that every viewer shows."""
    cells = []
    for column in columns:
        values = [row.get(column.key) for row in rows]
        numbers = [value for value in values if isinstance(value, (int, float))]
        if column.adds and numbers:
            total = sum(numbers)
            cells.append([column.index, "number", round(total, 6) if isinstance(total, float) else total])
    return cells


def filled(
    form: EmptyForm, columns: Sequence[Column], rows: Sequence[Mapping[str, Plain]], names: Sequence[Sequence[str]]
) -> bytes:
    """The superior's own workbook with one row a school; values only, never a formula."""
    layout = form.layout
    index = next((column.index for column in columns if column.known == "place.name"), None)
    placing = place_rows(form, names, index)
    written: list[list[Any]] = [[at, [_cell(column, None) for column in columns]] for at in placing.cleared]
    order = sorted(range(len(rows)), key=lambda at: placing.rows[at])
    for number, which in enumerate(order, 1):
        cells = [
            [column.index, "number", number] if column.use == "serial" else _cell(column, rows[which].get(column.key))
            for column in columns
            if column.use != "blank"
        ]
        written.append([placing.rows[which], cells])
    if layout.total is not None:
        total = layout.total + (placing.grow if layout.total >= placing.at else 0)
        written.append([total, _sums(columns, rows)])
    options = {"deed": "fill", "sheet": layout.sheet, "rows": written}
    places = {"at": placing.at, "grow": placing.grow, "model": placing.model}
    answer, data = run_confined(TASK, {**options, **places}, form.data, LIMITS.confinement)
    if "refused" in answer:
        raise refused(answer, LIMITS) if answer["refused"] != "damaged" else damaged()
    return data
