"""Office sheets as they come: the header is found, data rows keep their place, wrong cells are told."""

import io
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from xieshou.sheets.cells import as_choice, as_date, as_decimal, as_fen, as_int, as_text
from xieshou.sheets.errors import CellNotRead, RowError, SheetRefused
from xieshou.sheets.headers import Header, column_letter
from xieshou.sheets.reading import Book, Sheet, read_book
from xieshou.sheets.tables import Table, find_table, find_tables

TODAY = date(2025, 6, 20)
HEADERS = {
    "name": Header(("姓名", "教师姓名", "教师"), required=True),
    "school": Header(("学校", "单位", "所在学校"), required=True),
    "subject": Header(("学科", "任教学科")),
    "phone": Header(("联系电话", "手机号码", "电话")),
    "lessons": Header(("节数", "听课节数")),
}
SUBJECTS = ("语文", "数学", "英语")


class Page:
    """A sheet written cell by cell, as an office does."""

    def __init__(self) -> None:
        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, {"in_memory": True, "strings_to_formulas": False})
        self.sheet = self.book.add_worksheet("教师")

    def rows(self, *rows: list[object], start: int = 0) -> "Page":
        for at, row in enumerate(rows, start):
            for column, value in enumerate(row):
                if value is not None:
                    self.sheet.write(at, column, value)
        return self

    def merge(self, *area: int, text: str) -> "Page":
        self.sheet.merge_range(*area, text)
        return self

    def table(self) -> Table:
        self.book.close()
        return find_table(read_book(self.buffer.getvalue(), "教师.xlsx").sheets[0], HEADERS)


def titled() -> Page:
    page = Page().merge(0, 0, 0, 4, text="2025年春季教师交流花名册")
    page.rows(["填报单位：东镇中心小学", None, None, "2025年6月"], start=1)
    return page.rows(["序号", "姓 名", "学\n校", "学科（必填）", "联系电话*"], [1, "周敏", "实验小学", "语文"], start=3)


def two_rows() -> Page:
    page = Page().merge(0, 0, 1, 0, text="序号").merge(0, 1, 1, 1, text="姓名").merge(0, 2, 1, 2, text="学校")
    page.merge(0, 3, 0, 4, text="联系方式").rows([None, None, None, "手机号码", "邮箱"], start=1)
    return page.rows([1, "周敏", "实验小学", 13812345678, "a@b.cn"], start=2)


def feet() -> Page:
    page = Page().rows(["姓名", "学校", "节数"], ["周敏", "实验小学", 3], ["李桂兰", "东镇小学", 4], ["小 计", None, 7])
    page.rows([], ["王芳", "东镇小学", 1], ["合计", None, 8], start=4)
    return page.rows(
        ["填表人：张三", "审核：李四", "填报日期：2025年6月9日"], ["注：1.节数按实际填写"], ["2.不要改表头"], start=7
    )


def repeated() -> Page:
    return Page().rows(["姓名", "学校"], ["周敏", "实验小学"], ["姓名", "学校"], ["李桂兰", "东镇小学"])


def sections() -> Page:
    page = Page().rows(["姓名", "学校", "学科", "节数"]).merge(1, 0, 1, 3, text="一、小学部")
    return page.rows(["周敏", "实验小学", "语文", 1], start=2)


def school_said_once() -> Page:
    page = Page().rows(["学校", "姓名"], [None, "周敏"], [None, "王芳"], [None, "李桂兰"])
    return page.merge(1, 0, 3, 0, text="实验小学")


def hidden_column() -> Page:
    page = Page().rows(["姓名", "备用", "学校"], ["周敏", "x", "实验小学"])
    page.sheet.set_column(2, 2, 8, None, {"hidden": True})
    page.sheet.set_row(1, 15, None, {"hidden": True})
    return page


def far_away() -> Page:
    return Page().rows([None, None, None, "教师姓名", "单位"], [None, None, None, "周敏", "实验小学"], start=12)


def formulas() -> Page:
    page = Page().rows(["姓名", "学校", "节数"], ['=HYPERLINK("http://x")', "@实验小学", None])
    page.sheet.write_formula(1, 2, "=1+2", None, 3)
    return page


UGLY: dict[str, tuple[Callable[[], Page], list[tuple[int, object, object]], int]] = {
    "titles above": (titled, [(5, "周敏", "实验小学")], 4),
    "header of two rows": (two_rows, [(3, "周敏", "实验小学")], 2),
    "sums and signatures": (feet, [(2, "周敏", "实验小学"), (3, "李桂兰", "东镇小学"), (6, "王芳", "东镇小学")], 1),
    "header on each page": (repeated, [(2, "周敏", "实验小学"), (4, "李桂兰", "东镇小学")], 1),
    "headings between": (sections, [(3, "周敏", "实验小学")], 1),
    "school merged down": (
        school_said_once,
        [(2, "周敏", "实验小学"), (3, "王芳", "实验小学"), (4, "李桂兰", "实验小学")],
        1,
    ),
    "hidden row and column": (hidden_column, [(2, "周敏", "实验小学")], 1),
    "far from the corner": (far_away, [(14, "周敏", "实验小学")], 13),
    "formulas": (formulas, [(2, '=HYPERLINK("http://x")', "@实验小学")], 1),
}


@pytest.mark.parametrize("name", UGLY)
def test_an_untidy_sheet_gives_its_rows_with_their_numbers(name: str) -> None:
    make, rows, header_row = UGLY[name]
    table = make().table()
    assert [(row.number, row.cell("name"), row.cell("school")) for row in table.rows] == rows
    assert table.header_row == header_row and table.missing == ()


def test_a_gbk_text_table_with_a_two_row_header_is_read() -> None:
    text = "结对教师,,,\n支援方,,受援方,\n学校,姓名,学校,姓名\n实验小学,周敏,东镇小学,李桂兰\n"
    headers = {
        "from_school": Header(("支援方学校",), required=True),
        "from_name": Header(("支援方姓名",)),
        "to_school": Header(("受援方学校",), required=True),
        "to_name": Header(("受援方姓名",)),
    }
    table = find_table(read_book(text.encode("gbk"), "结对.csv").sheets[0], headers)
    assert [dict(row.cells) for row in table.rows] == [
        {"from_school": "实验小学", "from_name": "周敏", "to_school": "东镇小学", "to_name": "李桂兰"}
    ]
    assert table.columns["to_school"].letter == "C" and table.header_row == 3


def test_what_was_left_out_is_told_with_its_row() -> None:
    assert [row.sentence for row in feet().table().skipped] == [
        "第4行是合计，没有读。",
        "第7行是合计，没有读。",
        "第8行是表尾，没有读。",
        "第9行是表尾，没有读。",
        "第10行是表尾，没有读。",
    ]
    assert [row.why for row in (*repeated().table().skipped, *sections().table().skipped)] == ["重复的表头", "分段标题"]


def test_a_running_number_is_not_reported_and_a_phone_in_a_two_row_header_is_found() -> None:
    table = two_rows().table()
    assert table.columns["phone"].letter == "D" and as_text(table.rows[0].cell("phone"), number=True) == "13812345678"
    assert [column.label for column in table.unknown] == ["邮箱"]
    assert table.complaints == ("E列“邮箱”没认出来，这一列没有读。",)


def test_missing_unknown_and_double_columns_are_told_in_sentences() -> None:
    table = Page().rows(["姓名", "授课学科名", "姓名", "年龄", "节数"], ["周敏", "语文", "x", 3, 1]).table()
    assert table.missing == ("school",)
    assert table.complaints == (
        "缺“学校”这一列（也可以叫“单位”“所在学校”）。请加上再传。",
        "B列“授课学科名”没认出来，是不是“学科”？是就把表头改成“学科”。",
        "“姓名”有A列和C列，只读了A列。",
        "D列“年龄”没认出来，这一列没有读。",
    )


def test_a_sheet_without_header_is_refused_with_the_words_it_needs() -> None:
    with pytest.raises(SheetRefused, match="要有一行写着“姓名”“学校”") as caught:
        find_table(Sheet("甲", (("周敏", "实验小学"), ("李桂兰", "东镇小学"))), HEADERS)
    assert caught.value.code == "E-IMP-106"


def test_of_several_sheets_those_with_a_header_are_read() -> None:
    good = Sheet("乙", (("姓名", "学校"), ("周敏", "实验小学")))
    empty = Sheet("填表说明", (("请先看",),))
    assert [table.sheet for table in find_tables(Book("a", (empty, good)), HEADERS)] == ["乙"]
    with pytest.raises(SheetRefused):
        find_tables(Book("a", (empty, empty)), HEADERS)


def test_a_row_of_ordinary_data_is_not_taken_for_a_sum_or_a_footer() -> None:
    rows = (("姓名", "学校", "学科"), ("注音", "小计庄小学", "语文"), ("周敏", "合计", None), (None, None, "备注课"))
    assert [row.number for row in find_table(Sheet("甲", rows), HEADERS).rows] == [2, 3, 4]


def test_a_wrong_cell_is_told_by_row_column_and_why() -> None:
    rows = [("姓名", "学校", "学科")] + [("周敏", "实验小学", "语文")] * 17 + [("李桂兰", "东镇小学", "语文课")]
    table = find_table(Sheet("教师", tuple(rows)), HEADERS)
    errors: list[RowError] = []
    read = [row.read("subject", lambda cell: as_choice(cell, SUBJECTS, "学科"), errors) for row in table.rows]
    assert read == ["语文"] * 17 + [None]
    assert [error.sentence for error in errors] == ["第19行 C列 学科：语文课。没有这个学科，应是“语文”。"]
    assert errors[0].full_sentence.startswith("“教师”表第19行") and errors[0].mend == "改成“语文”"
    assert table.rows[0].error("phone", "要填电话。").sentence == "第2行 phone：空着。要填电话。"


def test_ids_are_half_width_and_rounded_ones_are_told_as_damaged() -> None:
    assert as_text("４２０２８１ 19900101 1234", number=True) == "420281199001011234"
    assert as_text(12.0) == as_text(12) == "12" and as_text(1.5) == "1.5"
    assert as_text("２年级") == "２年级"
    assert as_text(420281199001011, number=True) == "420281199001011"
    for broken in (4.20281199001011e17, 420281199001011234, "4.20281E+17"):
        with pytest.raises(CellNotRead, match=r"变成了4\.2(0281)?E\+17，末几位已经丢了"):
            as_text(broken, number=True)
    assert as_text("\u200b 周\u3000 敏 \r\n李") == "周 敏\n李" and as_text(None) == "" and as_text(True) == "是"
    assert as_text("=1+1") == "=1+1"


def test_days_are_read_from_dates_serials_and_words() -> None:
    for cell in (date(2025, 6, 9), datetime(2025, 6, 9, 8, 30), 45817, "2025-06-09", "6月9日", "2025.6.9", 20250609):
        assert as_date(cell, TODAY) == date(2025, 6, 9)
    for cell in ("某天", None, True, time(8, 30), float("inf"), float("nan"), "2025-02-30"):
        with pytest.raises(CellNotRead) as caught:
            as_date(cell, TODAY)
        assert caught.value.why


def test_numbers_are_exact_and_measure_words_are_allowed_where_named() -> None:
    assert as_int(12.0) == as_int("１２") == as_int(" 12 ") == as_int("12节", units=("节",)) == 12
    assert as_int("1,200") == 1200 and as_decimal("0.1") + as_decimal(0.2) == Decimal("0.3")
    assert as_fen(86400.005) == 8640001 and as_fen("1,234.5元") == 123450
    for cell in ("12节", 1.5, "两节", "", None, True, float("inf"), float("nan"), date(2025, 6, 9)):
        with pytest.raises(CellNotRead, match="这里要填"):
            as_int(cell)


def test_a_choice_is_read_by_synonym_and_an_empty_cell_names_the_choices() -> None:
    assert as_choice(" 语 文 ", SUBJECTS) == "语文"
    assert as_choice("英文", SUBJECTS, synonyms={"英文": "英语"}) == "英语"
    with pytest.raises(CellNotRead, match="要填学科，可以填：语文、数学、英语。"):
        as_choice(None, SUBJECTS, "学科")


def test_columns_are_lettered_as_in_a_spreadsheet() -> None:
    assert [column_letter(at) for at in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


CELLS = st.one_of(
    st.none(), st.text(max_size=8), st.floats(), st.integers(), st.dates(), st.booleans(), st.times(),
    st.sampled_from(["姓名", "学校", "合计", "注：", "序号", "学科"]),
)  # fmt: skip


@given(st.lists(st.lists(CELLS, max_size=6), max_size=8), st.lists(st.tuples(*[st.integers(0, 9)] * 4), max_size=3))
def test_any_sheet_is_a_table_or_is_refused(rows: list[list[object]], areas: list[tuple[int, ...]]) -> None:
    merged = tuple((min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in areas)
    try:
        table = find_table(Sheet("甲", tuple(map(tuple, rows)), merged), HEADERS)
    except SheetRefused as problem:
        assert problem.sentence.endswith("。")
        return
    assert all(row.number > table.header_row for row in table.rows)
    for row in table.rows:
        errors: list[RowError] = []
        for reader in (
            as_text,
            as_int,
            as_fen,
            lambda cell: as_date(cell, TODAY),
            lambda cell: as_choice(cell, SUBJECTS),
        ):
            row.read("name", reader, errors)
        assert all(error.sentence.endswith("。") for error in errors)
