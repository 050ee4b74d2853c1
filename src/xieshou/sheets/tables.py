"""A sheet as a table: its fields, its data rows, and what was left out, each told with its place."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from xieshou.sheets.cells import Cell, is_empty, shown
from xieshou.sheets.errors import CellNotRead, RowError, SheetRefused
from xieshou.sheets.headers import Column, Found, Header, find_header, label_keys, suggestion
from xieshou.sheets.reading import Book, Sheet

COUNTERS = frozenset({"序号", "序", "编号", "行号", "no", "顺序", "№"})
SUM = re.compile(r".{0,10}(合计|小计|总计|累计|共计)[:：]?(\d+.{0,3})?")
FOOTER = re.compile(
    r"(填表人|填报人|制表人|经办人|负责人|填报单位|填表单位|填报日期|填表日期|制表日期|填报时间|填表时间|审核人?|审批人?"
    r"|单位负责人|校长签字|主管领导|分管领导|联系人|联系电话|备注|注|说明|填表说明|填报说明|盖章|单位盖章|公章)"
)
FOOTER_MARK = re.compile(r"[:：(（]|$|[1-9一][.、．]")
T = TypeVar("T")


@dataclass(frozen=True)
class DataRow:
    """One row of data with its place in the sheet, counted as Excel counts."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]
    columns: Mapping[str, Column]

    def cell(self, name: str) -> Cell:
        """The cell of a field; nothing when the sheet has no such column."""
        return self.cells.get(name)

    def error(self, name: str, why: str, mend: str = "") -> RowError:
        """What is wrong with this row's cell of a field, with its place."""
        column = self.columns.get(name)
        letter, label = (column.letter, column.label) if column else ("", name)
        return RowError(self.sheet, self.number, letter, label, shown(self.cell(name)), why, mend)

    def read(self, name: str, reader: Callable[[Cell], T], errors: list[RowError]) -> T | None:
        """The field through a reader; when it cannot be read, nothing, and the error joins `errors`."""
        try:
            return reader(self.cell(name))
        except CellNotRead as problem:
            errors.append(self.error(name, problem.why, problem.mend))
            return None


@dataclass(frozen=True)
class Skipped:
    """A row that was not taken for data, and why."""

    number: int
    why: str

    @property
    def sentence(self) -> str:
        """第20行是合计，没有读。"""
        return f"第{self.number}行是{self.why}，没有读。"


@dataclass(frozen=True)
class Table:
    """What was found in a sheet."""

    sheet: str
    header_row: int
    columns: Mapping[str, Column]
    rows: tuple[DataRow, ...]
    unknown: tuple[Column, ...] = ()
    missing: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    complaints: tuple[str, ...] = field(default=())


def quoted(labels: Sequence[str]) -> str:
    """“学校”“姓名”."""
    return "".join(f"“{label}”" for label in labels)


def unknown_columns(found: Found) -> tuple[Column, ...]:
    """Columns with a label that belongs to no field; a running number is nobody's business."""
    taken = {column.index for column in found.columns.values()}
    rest = (column for column in found.all_columns if column.index not in taken)
    return tuple(column for column in rest if not COUNTERS & set(label_keys(column.label)))


def unknown_sentence(column: Column, found: Found, headers: Mapping[str, Header]) -> str:
    """What to say of a column that no field claims."""
    place = f"{column.letter}列“{column.label}”"
    for other in found.columns.values():
        if label_keys(other.label) == label_keys(column.label):
            return f"“{column.label}”有{other.letter}列和{column.letter}列，只读了{other.letter}列。"
    guess = suggestion(column.label, headers, [name for name in headers if name not in found.columns])
    if guess:
        return f"{place}没认出来，是不是“{guess}”？是就把表头改成“{guess}”。"
    return f"{place}没认出来，这一列没有读。"


def missing_sentence(name: str, header: Header) -> str:
    """What to say of a required field without a column."""
    others = header.labels[1:4]
    also = f"（也可以叫{quoted(others)}）" if others else ""
    return f"缺“{header.labels[0]}”这一列{also}。请加上再传。"


def complaints_of(found: Found, headers: Mapping[str, Header]) -> tuple[str, ...]:
    """All that is to be said of a header, the missing first."""
    missing = [missing_sentence(name, headers[name]) for name in missing_fields(found, headers)]
    return (*missing, *(unknown_sentence(column, found, headers) for column in unknown_columns(found)))


def missing_fields(found: Found, headers: Mapping[str, Header]) -> tuple[str, ...]:
    """Required fields that have no column."""
    return tuple(name for name, header in headers.items() if header.required and name not in found.columns)


def spread(sheet: Sheet, first_data: int) -> dict[tuple[int, int], Cell]:
    """What a vertically merged data cell says for the rows below its first."""
    values: dict[tuple[int, int], Cell] = {}
    for first, left, last, right in sheet.merged:
        if first < first_data or left != right or last == first or last - first > 5000:
            continue
        if first < len(sheet.rows) and left < len(sheet.rows[first]):
            values.update({(row, left): sheet.rows[first][left] for row in range(first + 1, last + 1)})
    return values


def wide_rows(sheet: Sheet) -> frozenset[int]:
    """Rows that are one cell merged over three columns or more: a heading between the data."""
    return frozenset(first for first, left, last, right in sheet.merged if right - left >= 2 and first == last)


class RowSorter:
    """Tell data rows from sums, footers, headings and repeated headers, from top to bottom."""

    def __init__(self, sheet: Sheet, found: Found) -> None:
        self.wide = wide_rows(sheet)
        self.labels = {column.index: frozenset(label_keys(column.label)) for column in found.columns.values()}
        self.in_footer = False

    def why_not(self, number: int, row: Sequence[Cell]) -> str:
        """Why a row is no data, or nothing; an empty row is "空行"."""
        texts = [shown(cell) for cell in row if not is_empty(cell)]
        if not texts:
            return "空行"
        words = (text for text in texts if not text.replace(".", "").isdigit())
        lead = re.sub(r"\s", "", next(words, ""))
        if SUM.fullmatch(lead):
            return "合计"
        if self.is_footer(lead, texts):
            self.in_footer = True
            return "表尾"
        if number - 1 in self.wide and len(texts) == 1:
            return "分段标题"
        return "重复的表头" if self.is_header(row) else ""

    def is_footer(self, lead: str, texts: list[str]) -> bool:
        """Who filled it in, when, and the notes below; a note may go on over several rows."""
        match = FOOTER.match(lead)
        if match and FOOTER_MARK.match(lead, match.end()) and (len(texts) <= 2 or lead[match.end() :]):
            return True
        return self.in_footer and len(texts) == 1

    def is_header(self, row: Sequence[Cell]) -> bool:
        """Whether a row says the header again, as on each printed page."""
        said = [(keys, shown(row[at])) for at, keys in self.labels.items() if at < len(row) and keys]
        return len(said) > 1 and all(not keys.isdisjoint(label_keys(text)) for keys, text in said)


def data_rows(sheet: Sheet, found: Found) -> Iterator[DataRow | Skipped]:
    """Every row below the header, as data or as skipped; empty rows are passed in silence."""
    sorter, first = RowSorter(sheet, found), found.row + found.height
    below = spread(sheet, first)
    for at in range(first, len(sheet.rows)):
        row = sheet.rows[at]
        if why := sorter.why_not(at + 1, row):
            if why != "空行":
                yield Skipped(at + 1, why)
            continue
        cells = {
            name: below.get((at, column.index), row[column.index] if column.index < len(row) else None)
            for name, column in found.columns.items()
        }
        if any(not is_empty(row[c.index]) for c in found.columns.values() if c.index < len(row)):
            yield DataRow(sheet.title, at + 1, cells, found.columns)


def find_table(sheet: Sheet, headers: Mapping[str, Header]) -> Table:
    """The table in a sheet; `SheetRefused` when no row names its columns."""
    found = find_header(sheet, headers)
    if found is None:
        wanted = quoted([header.labels[0] for header in headers.values() if header.required][:5])
        wanted = wanted or quoted([header.labels[0] for header in headers.values()][:5])
        raise SheetRefused("E-IMP-106", f"“{sheet.title}”表里没找到表头。要有一行写着{wanted}。")
    sorted_rows = list(data_rows(sheet, found))
    return Table(
        sheet=sheet.title,
        header_row=found.row + found.height,
        columns=found.columns,
        rows=tuple(row for row in sorted_rows if isinstance(row, DataRow)),
        unknown=unknown_columns(found),
        missing=missing_fields(found, headers),
        skipped=tuple(row for row in sorted_rows if isinstance(row, Skipped)),
        complaints=complaints_of(found, headers),
    )


def find_tables(book: Book, headers: Mapping[str, Header]) -> tuple[Table, ...]:
    """The tables of all sheets that have one; `SheetRefused` of the first sheet when none has."""
    tables: list[Table] = []
    refusals: list[SheetRefused] = []
    for sheet in book.sheets:
        try:
            tables.append(find_table(sheet, headers))
        except SheetRefused as refusal:
            refusals.append(refusal)
    if not tables:
        raise refusals[0]
    return tuple(tables)
