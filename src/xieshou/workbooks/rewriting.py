"""Rewrite a superior's workbook and fill it; runs only inside the confined process.

What is kept of the original is its cells, styles, widths, merges and print settings. Formulas, links, macros, embedded
objects and named formulas go: what is written back holds values only. What the formulas said is answered beside the
workbook, so that their values can be worked out and written.
"""

from __future__ import annotations

import io
import re
import zipfile
from copy import copy
from datetime import date
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

Answer = tuple[dict[str, Any], bytes]
WIDEST = 200
LISTED = re.compile(r'"([^"]*)"')
AREA = re.compile(r"=?(?:'?(?P<sheet>[^'!]+)'?!)?(?P<area>\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+)")
MOST_CHOICES = 60
MOST_OFFERING, MOST_FORMULAS = 50, 3000
PLAIN_FORMATS = ("General", "@")


class MemoryWriter(ExcelWriter):  # type: ignore[misc]  # the library carries no types
    """Writes each sheet in memory: the confined process may write no file."""

    def write_worksheet(self, ws: Worksheet) -> None:
        """As the library does, but for the temporary file."""
        ws._drawing = None
        ws._comments = []
        ws.legacy_drawing = None
        out = io.BytesIO()
        writer = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], out.getvalue())


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    MemoryWriter(book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)).save()
    return out.getvalue()


def opened(data: bytes, values: bool = False) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), keep_links=False, keep_vba=False, data_only=values)


def _choices(book: Workbook, sheet: Worksheet, rule: DataValidation) -> list[str]:
    """What a drop-down offers, when it says so itself or in an area of this workbook."""
    formula = str(rule.formula1 or "")
    if listed := LISTED.fullmatch(formula):
        found = [part.strip() for part in listed[1].split(",")]
    elif (area := AREA.fullmatch(formula)) and (area["sheet"] or sheet.title) in book.sheetnames:
        rows = book[area["sheet"] or sheet.title][area["area"].replace("$", "")]
        found = [str(cell.value).strip() for row in rows[:MOST_CHOICES] for cell in row if cell.value is not None]
    else:
        return []
    return [one for one in found if one and not one.startswith("=")]


def _tidy_rules(book: Workbook, sheet: Worksheet) -> dict[str, list[str]]:
    """Keep drop-downs only; what each column offers, and each cell of a short list of cells."""
    lists: dict[str, list[str]] = {}
    kept = []
    for rule in sheet.data_validations.dataValidation:
        offered = _choices(book, sheet, rule) if rule.type == "list" else []
        if not offered or len(offered) > MOST_CHOICES:
            continue
        kept.append(rule)
        for span in rule.sqref.ranges:
            for at in range(span.min_col, min(span.max_col, WIDEST) + 1):
                lists[str(at - 1)] = offered
            if span.size["rows"] * span.size["columns"] <= MOST_OFFERING:
                lists.update({f"{row - 1},{at - 1}": offered for row, at in span.cells})
    sheet.data_validations.dataValidation = kept
    return lists


def _without_formulas(sheet: Worksheet, values: Worksheet) -> dict[str, str]:
    """Take formulas, links and comments out; what the formulas said, by cell from 0."""
    said: dict[str, str] = {}
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell):
                continue
            cell.hyperlink = None
            cell.comment = None
            if cell.data_type == "f":
                if isinstance(cell.value, str) and len(said) < MOST_FORMULAS:
                    said[f"{cell.row - 1},{cell.column - 1}"] = cell.value
                known = values[cell.coordinate].value
                write_text(cell, known) if isinstance(known, str) else setattr(cell, "value", None)
    return said


def _frames(sheet: Worksheet) -> list[list[int]]:
    """For each row with lines drawn: the row, the first and the last column that has any, from 0."""
    found = []
    for row in sheet.iter_rows():
        lined = [cell.column - 1 for cell in row if _lined(cell)]
        if lined:
            found.append([row[0].row - 1, lined[0], lined[-1]])
    return found


def _lined(cell: Cell | MergedCell) -> bool:
    border = cell.border
    return any(side is not None and side.style for side in (border.left, border.right, border.top, border.bottom))


def clean(options: dict[str, Any], data: bytes) -> Answer:
    """The workbook without anything that runs; its drop-downs, its lines, and what its formulas said, by sheet."""
    book, values = opened(data), opened(data, values=True)
    lists, frames, formulas = {}, {}, {}
    for sheet in list(book.worksheets):
        if sheet.max_row > options["rows"] or sheet.max_column > WIDEST:
            return {"refused": "rows", "title": sheet.title}, b""
        lists[sheet.title] = _tidy_rules(book, sheet)
    for sheet in book.worksheets:
        formulas[sheet.title] = _without_formulas(sheet, values[sheet.title])
        frames[sheet.title] = _frames(sheet)
        sheet.conditional_formatting = ConditionalFormattingList()
        sheet.defined_names.clear()
        sheet._images, sheet._charts, sheet._pivots = [], [], []
        for name in list(sheet.tables):
            del sheet.tables[name]
    for chart in list(book.chartsheets):
        book.remove(chart)
    book.defined_names.clear()
    shown = [one.title for one in book.worksheets if one.sheet_state == "visible"]
    return {"lists": lists, "frames": frames, "formulas": formulas, "shown": shown}, saved(book)


def write_text(cell: Cell, text: str) -> None:
    """A text stays a text, whatever it starts with, also when somebody edits the cell later."""
    cell.value = text
    cell.data_type = "s"
    if text[:1] in "=+-@":
        cell.quotePrefix = True
    if text.isdigit() and len(text) > 9:
        cell.number_format = "@"


def write(sheet: Worksheet, row: int, at: int, kind: str, value: Any) -> None:
    cell = sheet.cell(row + 1, at + 1)
    if isinstance(cell, MergedCell):
        return
    if kind == "text":
        write_text(cell, str(value))
    elif kind == "date":
        cell.value = date.fromisoformat(value)
        cell.number_format = "yyyy-mm-dd"
    elif kind == "number":
        cell.value = value
        if cell.number_format == "@":
            cell.number_format = "General"
    else:
        cell.value = None


def _shift(area: Any, at: int, count: int) -> None:
    """Move an area that lies below a row, widen one that holds it."""
    if area.min_row > at:
        area.shift(row_shift=count)
    elif area.max_row > at:
        area.expand(down=count)


def grow(sheet: Worksheet, at: int, count: int) -> None:
    """Open ``count`` rows at row ``at`` (from 0); what stood there moves down with its merges, heights and lists."""
    last = sheet.max_row
    heights = {row: sheet.row_dimensions[row].height for row in range(at + 1, last + 1)}
    merged = [area for area in list(sheet.merged_cells.ranges) if area.max_row > at]
    for area in merged:
        sheet.unmerge_cells(area.coord)
    if last > at:
        sheet.move_range(f"A{at + 1}:{get_column_letter(sheet.max_column)}{last}", rows=count)
    for area in merged:
        _shift(area, at, count)
        sheet.merge_cells(area.coord)
    for row in range(at + 1, last + count + 1):
        sheet.row_dimensions[row].height = heights.get(row - count)
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            if area.min_row <= at == area.max_row:
                area.expand(down=count)
            else:
                _shift(area, at, count)
    if sheet.print_area:
        sheet.print_area = None


def _dress(sheet: Worksheet, model: int, row: int) -> None:
    """Give a new row the look of a row that was there."""
    for at in range(1, sheet.max_column + 1):
        old, new = sheet.cell(model + 1, at), sheet.cell(row + 1, at)
        if not isinstance(new, MergedCell):
            new._style = copy(old._style)
    for area in list(sheet.merged_cells.ranges):
        if area.min_row == area.max_row == model + 1:
            copied = copy(area)
            copied.shift(row_shift=row - model)
            sheet.merge_cells(copied.coord)
    sheet.row_dimensions[row + 1].height = sheet.row_dimensions[model + 1].height


def fill(options: dict[str, Any], data: bytes) -> Answer:
    """The workbook with its table filled: ``rows`` are lists of [row, [column, kind, value]…], rows counted from 0."""
    book = opened(data)
    sheet = book[options["sheet"]]
    if options["grow"]:
        grow(sheet, options["at"], options["grow"])
        for row in range(options["at"], options["at"] + options["grow"]):
            _dress(sheet, options["model"], row)
    for row, cells in options["rows"]:
        for at, kind, value in cells:
            write(sheet, row, at, kind, value)
    book.active = book.sheetnames.index(sheet.title)
    return {}, saved(book)


def run(options: dict[str, Any], data: bytes) -> Answer:
    """Clean or fill."""
    return clean(options, data) if options["deed"] == "clean" else fill(options, data)
