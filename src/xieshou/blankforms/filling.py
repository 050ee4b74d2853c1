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

from .boxes import recognise_boxes
from .column import Column, Plain
from .computing import totals_of
from .layout import Layout, find_layout, is_sample, lists_schools
from .recognising import recognise_all
from .single import find_single
from .spans import Calendar

TASK = "xieshou.workbooks.rewriting"
COPIES = "xieshou.workbooks.copies"
MARKED = ("lists", "frames", "formulas")
Marks = Mapping[str, Any]
LIMITS = BookLimits(bytes=5 * MEBIBYTE, unpacked=60 * MEBIBYTE, rows=5000)
SAVE_AS = "请在WPS或Excel里另存为 .xlsx 再传，填好后才能保持原样。"


@dataclass(frozen=True)
class EmptyForm:
    """A form taken in: its bytes without anything that runs, its table, and what was told of its sheet.

    ``marks`` are what the drop-downs offer, where lines are drawn and what the formulas said, as they are kept.
    """

    data: bytes
    sheet: Sheet
    layout: Layout
    marks: Marks
    titles: tuple[str, ...] = ()

    @property
    def lists(self) -> dict[int, tuple[str, ...]]:
        """What the drop-downs of a column offer."""
        return {int(at): tuple(said) for at, said in self.marks["lists"].items() if "," not in at}

    @property
    def offers(self) -> dict[tuple[int, int], tuple[str, ...]]:
        """What the drop-downs of single cells offer."""
        return {_cell_of(at): tuple(said) for at, said in self.marks["lists"].items() if "," in at}

    @property
    def formulas(self) -> dict[tuple[int, int], str]:
        """What the formulas of the form said, by cell."""
        return {_cell_of(at): said for at, said in self.marks["formulas"].items()}

    def columns(self, calendar: Calendar) -> list[Column]:
        """What each column, or each box of a one-school form, asks for."""
        if self.layout.one_each:
            return recognise_boxes(self.layout, calendar, self.offers, self.formulas)
        return recognise_all(self.layout, calendar, self.lists, self.formulas)


def _cell_of(written: str) -> tuple[int, int]:
    row, _, at = written.partition(",")
    return int(row), int(at)


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
    marks = {title: {name: answer[name][title] for name in MARKED} for title in answer["shown"]}
    return reread(cleaned, marks)


def reread(cleaned: bytes, marks: Mapping[str, Marks]) -> EmptyForm:
    """The form in a workbook that was rewritten before: of the sheets told of, the one with most to fill."""
    book = read_book(cleaned, "表.xlsx", LIMITS)
    found = [(_laid_out(sheet, marks[sheet.title]), sheet) for sheet in book.sheets if sheet.title in marks]
    tables = [(layout, sheet) for layout, sheet in found if layout is not None]
    if not tables:
        raise SheetRefused(
            "E-COL-102",
            "没找到要填的格子。一校一行的表，要有一行写着各列的名字，比如“学校名称”；一校一张的表，项目右边要有空格。",
        )
    layout, sheet = max(tables, key=lambda pair: len(pair[0].labels))
    return EmptyForm(cleaned, sheet, layout, marks[sheet.title], tuple(one.title for one in book.sheets))


def _laid_out(sheet: Sheet, marks: Marks) -> Layout | None:
    """A table of schools where the sheet looks like one, else the boxes of a one-school form."""
    table = find_layout(sheet)
    if table is not None and lists_schools(sheet, table):
        return table
    frames = {row: (left, right) for row, left, right in marks["frames"]}
    return find_single(sheet, frames) or table


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


def typed(at: int, value: Plain, kind: str = "") -> list[Any]:
    """A value for the confined process: its column, its type, itself."""
    if value is None or value == "":
        return [at, "blank", None]
    if isinstance(value, (int, float)):
        return [at, "number", value]
    return [at, "date", value] if kind == "date" else [at, "text", writable(value)]


def _cell(column: Column, value: Plain) -> list[Any]:
    return typed(column.index, value, column.kind)


def _total_row(form: EmptyForm, columns: Sequence[Column], rows: Sequence[Mapping[str, Plain]]) -> list[list[Any]]:
    """The sum row of the form: our own sums, and what its formulas come to for the rest."""
    formulas = {at: said for (row, at), said in form.formulas.items() if row == form.layout.total}
    return [typed(at, value) for at, value in totals_of(columns, rows, formulas).items()]


def filled(
    form: EmptyForm, columns: Sequence[Column], rows: Sequence[Mapping[str, Plain]], names: Sequence[Sequence[str]]
) -> bytes:
    """The superior's own workbook with one row a school; values only, never a formula."""
    layout = form.layout
    index = next((column.index for column in columns if column.known == "place.name"), None)
    placing = place_rows(form, names, index)
    lines: list[list[Any]] = [[at, [_cell(column, None) for column in columns]] for at in placing.cleared]
    order = sorted(range(len(rows)), key=lambda at: placing.rows[at])
    for number, which in enumerate(order, 1):
        cells = [
            [column.index, "number", number] if column.use == "serial" else _cell(column, rows[which].get(column.key))
            for column in columns
            if column.use != "blank"
        ]
        lines.append([placing.rows[which], cells])
    if layout.total is not None:
        total = layout.total + (placing.grow if layout.total >= placing.at else 0)
        lines.append([total, _total_row(form, columns, rows)])
    options = {"deed": "fill", "sheet": layout.sheet, "rows": lines}
    places = {"at": placing.at, "grow": placing.grow, "model": placing.model}
    return written(TASK, {**options, **places}, form.data)


def written(task: str, options: Mapping[str, Any], data: bytes) -> bytes:
    """The workbook as the confined process wrote it."""
    answer, book = run_confined(task, options, data, LIMITS.confinement)
    if "refused" in answer:
        raise refused(answer, LIMITS) if answer["refused"] != "damaged" else damaged()
    return book
