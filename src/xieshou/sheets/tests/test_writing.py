"""What is written is read back equal, and nothing in it runs."""

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xieshou.sheets.headers import Header
from xieshou.sheets.reading import read_book
from xieshou.sheets.tables import find_table
from xieshou.sheets.writing import ColumnOut, Provenance, SheetOut, sheet_names, write_book, write_csv

WHEN = datetime(2025, 6, 20, 10, 42)
COLUMNS = (
    ColumnOut("姓名", 12, required=True),
    ColumnOut("学科", choices=("语文", "数学")),
    ColumnOut("日期", kind="date"),
    ColumnOut("节数", kind="int"),
    ColumnOut("金额", kind="yuan"),
    ColumnOut("证件号", 22),
)
ROWS = (
    ("周敏", "语文", date(2025, 6, 9), 3, Decimal("86400.50"), "420281199001011234"),
    ("阿依古丽·买买提", "数学", None, 0, Decimal("0.01"), "0012"),
    ("䶮喆", None, date(2024, 2, 29), 12, None, "=1+1"),
)


def members(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_written_book_is_read_back_equal() -> None:
    data = write_book(
        [SheetOut("教师", COLUMNS, ROWS, notes=("红色的列要填。",))], Provenance("安老师", WHEN, "期末核对")
    )
    book = read_book(data, "a.xlsx")
    assert [sheet.title for sheet in book.sheets] == ["教师", "导出说明", "选项"]
    headers = {column.label: Header((column.label,), column.required) for column in COLUMNS}
    table = find_table(book.sheets[0], headers)
    assert [tuple(row.cells.values()) for row in table.rows] == [
        tuple(float(cell) if isinstance(cell, Decimal) else cell for cell in row) for row in ROWS
    ]
    assert table.complaints == () and table.header_row == 2
    assert book.sheets[1].rows == (("导出人", "安老师"), ("导出时间", "2025-06-20 10:42"), ("用途", "期末核对"))


def test_drop_downs_come_from_a_hidden_sheet_and_the_header_stays_in_view() -> None:
    parts = members(write_book([SheetOut("教师", COLUMNS, ROWS)]))
    assert re.search(r'<sheet name="选项"[^>]*state="hidden"', parts["xl/workbook.xml"])
    assert "<formula1>'选项'!$A$1:$A$2</formula1>" in parts["xl/worksheets/sheet1.xml"]
    assert 'state="frozen"' in parts["xl/worksheets/sheet1.xml"]
    assert 'numFmtId="49"' in parts["xl/styles.xml"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "http://a.cn", "00123", "1e5", "=cmd|'/c calc'!A1", "{=1}"]
)
def test_no_text_becomes_a_formula_a_link_or_a_number(text: str) -> None:
    data = write_book([SheetOut("甲", [ColumnOut(text)], [[text]], notes=[text])], Provenance(text, WHEN, text))
    assert {row[0] for row in read_book(data, "a.xlsx").sheets[0].rows} == {text}
    sheets = [body for name, body in members(data).items() if name.startswith("xl/worksheets/")]
    assert not any("<f>" in body or "<hyperlink" in body for body in sheets)


def test_a_number_too_long_for_a_spreadsheet_is_written_as_text() -> None:
    data = write_book(
        [SheetOut("甲", [ColumnOut("号", kind="int")], [[420281199001011234], [7], [True], [float("nan")]])]
    )
    assert [row[0] for row in read_book(data, "a.xlsx").sheets[0].rows[1:]] == ["420281199001011234", 7, "是", "nan"]


def test_a_day_before_the_spreadsheets_calendar_is_written_as_text() -> None:
    data = write_book([SheetOut("甲", [ColumnOut("建校", kind="date")], [[date(1898, 7, 3)]])])
    assert read_book(data, "a.xlsx").sheets[0].rows[1] == ("1898-07-03",)


def test_sheet_names_are_acceptable_and_differ() -> None:
    names = sheet_names(["a/b:c", "a?bc", "", "选项", "x" * 40, "x" * 50, "'引'", "History"])
    assert names == ["abc", "abc(2)", "表", "选项(2)", "x" * 31, "x" * 28 + "(2)", "引", "History(2)"]


def test_the_same_content_gives_the_same_bytes() -> None:
    one, other = (write_book([SheetOut("甲", COLUMNS, ROWS)], Provenance("安", WHEN, "核对")) for _ in range(2))
    assert one == other


def test_a_csv_is_chinese_and_runs_nothing() -> None:
    data = write_csv(
        SheetOut("甲", [ColumnOut("姓名"), ColumnOut("数")], [["=1+1", -3], ["周,敏", None], [" @a", Decimal("1.50")]])
    )
    assert data.startswith(b"\xef\xbb\xbf")
    assert read_book(data, "a.csv").sheets[0].rows == (
        ("姓名", "数"),
        ("'=1+1", "-3"),
        ("周,敏", None),
        ("' @a", "1.50"),
    )


DAYS = st.dates(date(1900, 3, 1), date(2199, 1, 1))
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=30)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(TEXT, st.integers(-(10**14), 10**14), st.dates(date(1900, 3, 1), date(2199, 1, 1))), max_size=5)
)
def test_any_text_number_and_day_comes_back(rows: list[tuple[str, int, date]]) -> None:
    columns = [ColumnOut("文"), ColumnOut("数", kind="int"), ColumnOut("日", kind="date")]
    read = read_book(write_book([SheetOut("甲", columns, rows)]), "a.xlsx").sheets[0].rows[1:]
    assert list(read) == [(text or None, number, day) for text, number, day in rows]


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_title_and_text_can_be_written(title: str, text: str) -> None:
    assert read_book(write_book([SheetOut(title, [ColumnOut("a")], [[text]], [text])]), "a.xlsx").sheets
