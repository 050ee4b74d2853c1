"""Write a book of typed cells that opens in WPS and in Excel 2010: texts stay texts, whatever they start with."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal

import xlsxwriter

from xieshou.sheets.cells import Cell, shown

Kind = Literal["text", "int", "date", "yuan"]
LISTS = "选项"
LAST_SHEET = "导出说明"
ENTRY_ROWS = 5000
LONGEST_TEXT = 32_767
LONGEST_NAME = 31
EXACT = 10**15
FIRST_DAY = date(1900, 3, 1)  # before it, a spreadsheet counts a day that never was
UNNAMEABLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
FORMATS: dict[Kind, int | str] = {"text": 49, "int": 1, "date": "yyyy-mm-dd", "yuan": 4}  # 49, 1, 4: @, 0, #,##0.00


@dataclass(frozen=True)
class ColumnOut:
    """One column; `choices` become a drop-down, `required` a mark on the header."""

    label: str
    width: int = 14
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class SheetOut:
    """One sheet: notes above the header, then the rows."""

    title: str
    columns: Sequence[ColumnOut]
    rows: Sequence[Sequence[Cell | Decimal]] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Provenance:
    """Who took these data out, when and what for: the watermark of an export."""

    who: str
    when: datetime
    why: str


def cut(text: str, units: int) -> str:
    """The text as far as a spreadsheet counts, to whom 𠀀 is two."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def writable(text: str) -> str:
    """A text that a spreadsheet can hold."""
    return cut(UNWRITABLE.sub("", text), LONGEST_TEXT)


def fits_number(cell: Cell | Decimal) -> bool:
    """Whether a spreadsheet holds this number to its last digit; 1 and 0 are numbers, yes and no are not."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float, Decimal)):
        return False
    return abs(float(cell)) < EXACT


def sheet_names(titles: Sequence[str]) -> list[str]:
    """Names a spreadsheet accepts: no forbidden signs, at most 31 characters, no two alike."""
    taken = {LISTS, LAST_SHEET, "history"}
    names: list[str] = []
    for title in titles:
        base = UNNAMEABLE.sub("", writable(title)).strip().strip("'") or "表"
        name, number = cut(base, LONGEST_NAME), 2
        while name.casefold() in taken:
            tail = f"({number})"
            name, number = cut(base, LONGEST_NAME - len(tail)) + tail, number + 1
        taken.add(name.casefold())
        names.append(name)
    return names


class BookWriter:
    """One workbook being written."""

    def __init__(self) -> None:
        self.buffer = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book = xlsxwriter.Workbook(self.buffer, options)
        face = {"font_name": "宋体", "font_size": 11, "valign": "top"}
        self.formats = {
            kind: self.book.add_format({**face, "num_format": shape, "text_wrap": kind == "text"})
            for kind, shape in FORMATS.items()
        }
        head = {
            **face,
            "bold": True,
            "bottom": 1,
            "text_wrap": True,
            "valign": "vcenter",
            "num_format": FORMATS["text"],
        }
        self.head = self.book.add_format({**head, "bg_color": "#E7F0EA"})
        self.head_required = self.book.add_format({**head, "bg_color": "#E7F0EA", "font_color": "#B3261E"})
        self.note = self.book.add_format({**face, "font_color": "#555555"})
        self.lists: list[tuple[str, ...]] = []

    def list_source(self, choices: tuple[str, ...]) -> str:
        """Where on the hidden sheet a list of choices stands; equal lists share one column."""
        if choices not in self.lists:
            self.lists.append(choices)
        letter = xlsxwriter.utility.xl_col_to_name(self.lists.index(choices))
        return f"='{LISTS}'!${letter}$1:${letter}${len(choices)}"

    def write_cell(self, page: Any, row: int, at: int, cell: Cell | Decimal, kind: Kind) -> None:
        """One cell by what it is; only numbers and dates that a spreadsheet holds exactly are written as such."""
        shape = self.formats[kind]
        if cell is None or cell == "":
            page.write_blank(row, at, None, shape)
        elif kind == "date" and isinstance(cell, date) and not isinstance(cell, datetime) and cell >= FIRST_DAY:
            page.write_datetime(row, at, datetime.combine(cell, time()), shape)
        elif kind in ("int", "yuan") and fits_number(cell):
            page.write_number(row, at, cell, shape)
        else:
            text = str(cell) if isinstance(cell, (int, Decimal, str)) and not isinstance(cell, bool) else shown(cell)
            page.write_string(row, at, writable(text), self.formats["text"])

    def write_header(self, page: Any, sheet: SheetOut, row: int) -> None:
        """The header row with widths, formats for what will be typed below it, and drop-downs."""
        for at, column in enumerate(sheet.columns):
            page.set_column(at, at, column.width, self.formats[column.kind])
            page.write_string(row, at, writable(column.label), self.head_required if column.required else self.head)
            if column.choices:
                last = row + max(len(sheet.rows), ENTRY_ROWS)
                source = {"validate": "list", "source": self.list_source(column.choices)}
                words = {"error_title": "不在选项里", "error_message": "请从下拉里选一个。"}
                page.data_validation(row + 1, at, last, at, {**source, **words})

    def write_sheet(self, name: str, sheet: SheetOut) -> None:
        """Notes, header, rows; the header stays in view and the first sheet's rows can be filtered."""
        page = self.book.add_worksheet(name)
        for at, note in enumerate(sheet.notes):
            page.write_string(at, 0, writable(note), self.note)
        header = len(sheet.notes)
        self.write_header(page, sheet, header)
        for at, row in enumerate(sheet.rows, header + 1):
            for column, (cell, shape) in enumerate(zip(row, sheet.columns, strict=True)):
                self.write_cell(page, at, column, cell, shape.kind)
        page.freeze_panes(header + 1, 0)
        if sheet.rows and sheet.columns:
            page.autofilter(header, 0, header + len(sheet.rows), len(sheet.columns) - 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(header)

    def write_provenance(self, mark: Provenance) -> None:
        """The watermark as a last sheet and in the properties of the file."""
        page = self.book.add_worksheet(LAST_SHEET)
        page.set_column(0, 0, 12)
        page.set_column(1, 1, 60)
        lines = (("导出人", mark.who), ("导出时间", f"{mark.when:%Y-%m-%d %H:%M}"), ("用途", mark.why))
        for at, (label, text) in enumerate(lines):
            page.write_string(at, 0, label, self.head)
            page.write_string(at, 1, writable(text), self.formats["text"])
        created = mark.when.replace(tzinfo=None)
        self.book.set_properties({"author": writable(mark.who), "comments": writable(mark.why), "created": created})

    def finish(self) -> bytes:
        """Write the hidden lists, close, give the bytes."""
        if self.lists:
            page = self.book.add_worksheet(LISTS)
            for at, choices in enumerate(self.lists):
                for row, choice in enumerate(choices):
                    page.write_string(row, at, writable(choice), self.formats["text"])
            page.hide()
        self.book.close()
        return self.buffer.getvalue()


def write_book(sheets: Sequence[SheetOut], provenance: Provenance | None = None) -> bytes:
    """An xlsx of these sheets, in their order; `provenance` becomes the last visible sheet."""
    writer = BookWriter()
    for name, sheet in zip(sheet_names([sheet.title for sheet in sheets]), sheets, strict=True):
        writer.write_sheet(name, sheet)
    if provenance:
        writer.write_provenance(provenance)
    return writer.finish()


def safe_for_csv(cell: Cell | Decimal) -> str:
    """A cell as csv text; what a spreadsheet would run as a formula gets an apostrophe in front."""
    if isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool):
        return str(cell)
    text = writable(shown(cell) if not isinstance(cell, str) else cell)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_START) else text


def write_csv(sheet: SheetOut) -> bytes:
    """One sheet as csv that Excel and WPS open as Chinese."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([safe_for_csv(column.label) for column in sheet.columns])
    writer.writerows([[safe_for_csv(cell) for cell in row] for row in sheet.rows])
    return buffer.getvalue().encode("utf-8-sig")
