"""Books of every make are read with their places, or refused with a sentence."""

import io
import random
import time
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from xieshou.files.confined import Confinement
from xieshou.sheets import reading
from xieshou.sheets.errors import SheetRefused
from xieshou.sheets.reading import BookLimits, read_book
from xieshou.sheets.writing import ColumnOut, SheetOut, write_book

MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
XLSX = write_book([SheetOut("甲", [ColumnOut("姓名"), ColumnOut("节数", kind="int")], [["周敏", 3]])])


def book_with(cells: dict[tuple[int, int], object]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    page = book.add_worksheet("甲")
    for (row, at), value in cells.items():
        page.write(row, at, value)
    book.close()
    return buffer.getvalue()


def archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in members.items():
            file.writestr(name, body)
    return buffer.getvalue()


def ods(rows: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    table = f'<table:table table:name="乙">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = f'<?xml version="1.0"?><office:document-content {spaces}>{body}</office:document-content>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{MANIFEST}"/>')
        file.writestr("content.xml", content)
    return buffer.getvalue()


def swollen(mebibytes: int) -> bytes:
    with zipfile.ZipFile(io.BytesIO(XLSX)) as source:
        members = {name: source.read(name) for name in source.namelist()}
    members["xl/media/a.bin"] = bytes(mebibytes * 1024 * 1024)
    return archive(**members)


def ole(word: str) -> bytes:
    return reading.OLE + bytes(600) + word.encode("utf-16-le") + bytes(900)


def refusal(data: bytes, name: str = "表.xlsx", limits: BookLimits | None = None) -> SheetRefused:
    with pytest.raises(SheetRefused) as caught:
        read_book(data, name, limits)
    return caught.value


def test_a_cell_keeps_its_place_though_rows_and_columns_before_it_are_empty() -> None:
    sheet = read_book(book_with({(4, 2): "甲", (6, 3): 12}), "表.xlsx").sheets[0]
    assert sheet.rows[4][2] == "甲" and sheet.rows[6][3] == 12 and len(sheet.rows) == 7
    assert isinstance(sheet.rows[6][3], int)


def test_an_opendocument_sheet_is_read() -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>周敏</text:p></table:table-cell>'
    sheet = read_book(ods(f"<table:table-row>{cell}</table:table-row>"), "表.ods").sheets[0]
    assert (sheet.title, sheet.rows) == ("乙", (("周敏",),))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_tables_are_read_in_any_encoding_and_with_any_separator(encoding: str, separator: str) -> None:
    rows = (("姓名", "学校", "节数"), ("周敏", "实验小学", "3"), ("李桂兰", "“东镇”小学", ""))
    text = "".join(separator.join(row) + "\r\n" for row in rows)
    sheet = read_book(text.encode(encoding), "六月.csv").sheets[0]
    assert sheet.title == "六月"
    assert sheet.rows == (("姓名", "学校", "节数"), ("周敏", "实验小学", "3"), ("李桂兰", "“东镇”小学", None))


def test_a_quoted_cell_may_hold_lines_and_separators() -> None:
    rows = read_book('姓名,备注\n周敏,"第一行\n第二行，a,b"\n'.encode(), "a.csv").sheets[0].rows
    assert rows[1] == ("周敏", "第一行\n第二行，a,b")


def test_a_text_table_named_xls_is_read_as_what_it_is() -> None:
    assert read_book("姓名\t学校\n周敏\t实验小学\n".encode("gbk"), "导出.xls").sheets[0].rows[1] == ("周敏", "实验小学")


def test_dates_and_times_come_as_what_they_are() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    page = book.add_worksheet("甲")
    page.write_datetime(0, 0, datetime(2025, 6, 9), book.add_format({"num_format": "yyyy年m月d日"}))
    page.write_datetime(0, 1, datetime(2025, 6, 9, 8, 30), book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
    page.write_formula(0, 2, "=1+1", None, 2)
    book.close()
    assert read_book(buffer.getvalue(), "a.xlsx").sheets[0].rows[0] == (
        date(2025, 6, 9),
        datetime(2025, 6, 9, 8, 30),
        2,
    )


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.et", reading.OLE + bytes(600), ".et"),
        ("a.wps", b"x", "WPS文字"),
        ("a.doc", ole("WordDocument"), "Word"),
        ("a.xls", ole("WordDocument"), "Word"),
        ("a.xlsx", archive(**{"word/document.xml": b"<a/>"}), "Word"),
        ("a.pdf", b"%PDF-1.4", "PDF"),
        ("a.xls", b"%PDF-1.4", "PDF"),
        ("a.xls", b"\n <html><table><tr><td>1</td></tr></table>", "网页"),
        ("a.xls", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "网页"),
        ("a.xlsx", b"\xff\xd8\xff\xe0abc", "照片"),
        ("a.xlsx", b"Rar!\x1a\x07", "压缩包"),
        ("a.zip", archive(**{"a.txt": b"1"}), "压缩包"),
        ("a.xlsx", archive(**{"xl/workbook.xml": b"", "xl/vbaProject.bin": b"1"}), "宏"),
        ("a.xlsm", XLSX, "宏"),
        ("a.xlsx", archive(**{"xl/workbook.bin": b"1"}), "xlsb"),
        ("a.xlsx", ole("EncryptedPackage"), "密码"),
        ("a.xls", ole("Workbook"), "打不开"),
        ("a.xls", ole("nothing"), "没有表格"),
        ("a.xlsx", XLSX[: len(XLSX) // 2], "打不开"),
        ("a.xlsx", b"PK\3\4" + bytes(200), "打不开"),
        ("a.xlsx", archive(**{"xl/workbook.xml": b"<broken"}), "打不开"),
        ("a.xlsx", write_book([SheetOut("空", [])]), "没有内容"),
        ("a.csv", b"", "空文件"),
        ("a.csv", b"\n\n,,\n", "没有内容"),
        ("a.csv", bytes(100), "不是表格"),
        ("a.csv", random.Random(1).randbytes(3000), "不是表格"),
        ("a.csv", b"a,b\n" + b",".join(b"x" for _ in range(300)), "超过200列"),
        ("a.csv", b"a,b\n1,2\n" * 50_001, "超过100000行"),
        ("a.csv", b'a,"' + b"x" * 200_000, "引号"),
        ("a.xlsx", book_with({(0, 0): "a", (0, 250): "b"}), "超过200列"),
        ("a.xlsx", book_with({(0, 0): "a", (200_000, 3): "b"}), "超过100000行"),
        ("a.xlsx", book_with({(0, 0): "a", (1_048_575, 16_383): "b"}), "远处"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(name: str, data: bytes, words: str) -> None:
    problem = refusal(data, name)
    assert words in problem.sentence and problem.sentence.endswith("。") and problem.code.startswith("E-IMP-10")
    assert "请" in problem.sentence or "看看" in problem.sentence


def test_an_archive_that_swells_is_refused_by_counting_and_not_by_its_word() -> None:
    bomb = swollen(60)
    assert len(bomb) < 200_000
    assert read_book(bomb, "a.xlsx").sheets[0].rows[1] == ("周敏", 3)
    assert "解开后超过30MB" in refusal(bomb, limits=BookLimits(unpacked=30 * 1024 * 1024)).sentence


def test_a_book_too_large_or_too_slow_is_refused() -> None:
    assert "超过1MB" in refusal(bytes(1024 * 1024 + 1), limits=BookLimits(bytes=1024 * 1024)).sentence
    tight = BookLimits(confinement=Confinement(memory_bytes=60 * 1024 * 1024))
    assert (
        refusal(
            write_book([SheetOut("甲", [ColumnOut("a")], [["x" * 900 + str(n)] for n in range(60_000)])]), limits=tight
        ).code
        == "E-IMP-105"
    )


def test_forty_thousand_rows_are_read_in_a_few_seconds() -> None:
    rows = [[f"教师{n}", n, "实验小学", "语文", "备注"] for n in range(40_000)]
    labels = ("姓名", "编号", "学校", "学科", "备注")
    data = write_book(
        [SheetOut("甲", [ColumnOut(label, kind="int" if label == "编号" else "text") for label in labels], rows)]
    )
    start = time.perf_counter()
    sheet = read_book(data, "a.xlsx").sheets[0]
    assert time.perf_counter() - start < 8
    assert sheet.rows[40_000] == ("教师39999", 39_999, "实验小学", "语文", "备注")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.text(max_size=20))
@example(b"\xff\xfe", "a.csv")
@example(b"PK\x05\x06" + bytes(18), "a.xlsx")
def test_random_bytes_are_read_or_refused_with_a_sentence(data: bytes, name: str) -> None:
    try:
        assert read_book(data, name).sheets
    except SheetRefused as problem:
        assert problem.sentence.endswith("。")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(XLSX) - 1), st.integers(0, 255)), min_size=1, max_size=30))
def test_a_spoilt_workbook_is_read_or_refused_with_a_sentence(changes: list[tuple[int, int]]) -> None:
    spoilt = bytearray(XLSX)
    for at, value in changes:
        spoilt[at] = value
    try:
        assert read_book(bytes(spoilt), "a.xlsx").sheets
    except SheetRefused as problem:
        assert problem.sentence.endswith("。")


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_in_a_workbooks_wrapping_are_refused_with_a_sentence(data: bytes) -> None:
    for wrapped in (ole("Workbook") + data, archive(**{"xl/workbook.xml": data}), archive(**{"content.xml": data})):
        assert refusal(wrapped).sentence.endswith("。")
