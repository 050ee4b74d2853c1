"""One sheet for each school, each a copy of the superior's own, and a list of all in front; runs only confined."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from math import ceil
from typing import Any

from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from xieshou.workbooks.rewriting import Answer, opened, saved, write

LONG = 12
LINE, USUAL_WIDTH, TALLEST_ROW = 1.35, 8.43, 409.0
USUAL_SIZE = 11.0
THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
WIDTHS = (10, 40)


def _wide(text: str) -> int:
    """How many narrow letters a text is wide."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)


def _give_room(sheet: Worksheet, row: int, at: int, text: str) -> None:
    """A long answer is broken into lines, and its row made as high as they need."""
    cell = sheet.cell(row + 1, at + 1)
    if isinstance(cell, MergedCell):
        return
    alignment = copy(cell.alignment)
    alignment.wrap_text = True
    cell.alignment = alignment
    area = next((one for one in sheet.merged_cells.ranges if cell.coordinate in one), None)
    last_row, last_at = (area.max_row, area.max_col) if area else (row + 1, at + 1)
    widths = (sheet.column_dimensions[get_column_letter(one)].width for one in range(at + 1, last_at + 1))
    width = max(sum(one or USUAL_WIDTH for one in widths) - 1, 4)
    size = cell.font.size or USUAL_SIZE
    lines = sum(max(1, ceil(_wide(line) * size / USUAL_SIZE / width)) for line in text.split("\n"))
    heights = [sheet.row_dimensions[one].height or size * LINE for one in range(row + 1, last_row + 1)]
    lacking = lines * size * LINE - sum(heights)
    if lacking > 0:
        sheet.row_dimensions[last_row].height = min(heights[-1] + lacking, TALLEST_ROW)


def _copied(book: Workbook, model: Worksheet, title: str) -> Worksheet:
    """A sheet like the model: cells, styles, merges, sizes, lists, print settings."""
    sheet = book.copy_worksheet(model)
    sheet.title = title
    sheet.data_validations.dataValidation = [copy(rule) for rule in model.data_validations.dataValidation]
    sheet.HeaderFooter = copy(model.HeaderFooter)
    sheet.print_title_rows, sheet.print_title_cols = model.print_title_rows, model.print_title_cols
    sheet.sheet_view.showGridLines = model.sheet_view.showGridLines
    return sheet


def _filled(sheet: Worksheet, cells: Iterable[tuple[int, int, str, Any]]) -> None:
    for row, at, kind, value in cells:
        write(sheet, row, at, kind, value)
        if kind == "text" and _wide(value) > LONG:
            _give_room(sheet, row, at, value)


def _listed(sheet: Worksheet, head: list[str], rows: list[list[tuple[str, Any]]]) -> None:
    """Schools down, boxes across: what somebody sorts, sums and checks."""
    for at, text in enumerate(head):
        write(sheet, 0, at, "text", text)
        longest = max([_wide(text), *(_wide(str(row[at][1])) for row in rows if row[at][1] is not None)])
        width = min(max(longest + 2, WIDTHS[0]), WIDTHS[1])
        sheet.column_dimensions[get_column_letter(at + 1)].width = width
    for number, row in enumerate(rows, 1):
        for at, (kind, value) in enumerate(row):
            write(sheet, number, at, kind, value)
    for line in sheet.iter_rows(max_row=len(rows) + 1, max_col=len(head)):
        for cell in line:
            cell.border = BOX
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            if cell.row == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0


def run(options: dict[str, Any], data: bytes) -> Answer:
    """``schools`` are [sheet name, cells], ``head`` and ``rows`` the list; the model gives way to its copies."""
    book = opened(data)
    model = book[options["sheet"]]
    before = book.sheetnames.index(model.title)
    model.title = "\u00b7"
    copies = []
    for name, cells in options["schools"]:
        sheet = _copied(book, model, name)
        _filled(sheet, cells)
        copies.append(sheet)
    listed = book.create_sheet(options["list"])
    _listed(listed, options["head"], options["rows"])
    others = [one for one in book._sheets if one not in (model, listed, *copies)]
    book._sheets = [listed, *others[:before], *copies, *others[before:]]
    for sheet in book._sheets:
        sheet.sheet_view.tabSelected = sheet is listed
    book.active = 0
    return {}, saved(book)
