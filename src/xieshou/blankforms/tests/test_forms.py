"""Forms never seen before are understood, filled in their own layout, and hold nothing that runs."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xieshou.blankforms import filling
from xieshou.blankforms.column import Column, check_answer, shown_answer
from xieshou.blankforms.filling import EmptyForm, filled, take_in
from xieshou.blankforms.layout import Label, Layout, find_layout
from xieshou.blankforms.recognising import indicator_code, recognise
from xieshou.blankforms.spans import Calendar, read_span
from xieshou.blankforms.vocabulary import known_of, offered
from xieshou.kernel.periods import Period
from xieshou.sheets.errors import SheetRefused
from xieshou.sheets.reading import Sheet
from xieshou.workbooks import rewriting

from .books import FORMS, book, formulas, listed, two_rows, with_numbers

TODAY = date(2026, 6, 11)
CALENDAR = Calendar(TODAY)
NAMES = [["甲县实验小学", "实验小学"], ["白塔镇中心小学"], ["柳河小学"], ["石桥小学"], ["青山小学"]]


@pytest.fixture(scope="module")
def forms() -> dict[str, EmptyForm]:
    return {name: take_in(make(), f"{name}.xlsx") for name, make in FORMS.items()}


def columns(form: EmptyForm) -> list[Column]:
    return form.columns(CALENDAR)


EXPECTED = {
    "two_rows": "serial place.name place.code figures.pupils lesson.observed planning.count teaching.present "
    "donation.fen people.head ?choice ?text blank",
    "with_numbers": "place.county place.name figures.teachers teaching.present@gave teaching.present@received "
    "rotation.present ?number",
    "unmerged": "serial place.name lesson.observed ?text lesson.demonstrated ?choice ?text",
    "listed": "place.name lesson.outreach ?date ?choice",
    "bare": "place.name opening:donation.fen books.count pair.schools pair.since ?text",
    "formulas": "place.name figures.classes lesson.open lecture.count sum",
    "three_rows": "place.name lesson.open lecture.count donation.fen ?number",
    "second_sheet": "serial place.name place.town mentor.pairs home.visited ?int",
    "with_seal": "serial place.name figures.teachers lesson.observed books.count ?text",
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_never_seen_is_understood_column_by_column(name: str, forms: dict[str, EmptyForm]) -> None:
    found = [c.known or (f"?{c.kind}" if c.use == "ask" else c.use) for c in columns(forms[name])]
    assert found == EXPECTED[name].split()


def test_the_form_says_over_which_days_and_in_which_unit_it_counts(forms: dict[str, EmptyForm]) -> None:
    assert read_span(forms["two_rows"].layout.title, CALENDAR)[0] == Period(date(2025, 1, 1), date(2025, 12, 31))
    assert read_span(forms["with_numbers"].layout.title, CALENDAR)[0] == Period(date(2024, 9, 1), date(2025, 8, 31))
    monthly = next(c for c in columns(forms["with_seal"]) if c.known == "lesson.observed")
    assert monthly.span == Period(date(2026, 3, 1), date(2026, 5, 31))
    assert {c.known: c.scale for c in columns(forms["two_rows"]) if c.scale > 1} == {"donation.fen": 1_000_000}
    assert {c.known: c.scale for c in columns(forms["bare"]) if c.scale > 1} == {"opening:donation.fen": 100}


@pytest.mark.parametrize(
    "text, unit",
    [
        ("送教下乡受益学生", "人次"),
        ("市级以上公开课", "节"),
        ("听评课教师", "人次"),
        ("骨干教师听评课", "节"),
        ("支教教师姓名", ""),
        ("听评课达标率", ""),
        ("讲座受训家长", "人"),
    ],
)
def test_what_is_not_certain_is_no_figure(text: str, unit: str) -> None:
    assert indicator_code(text, unit) == ""


@pytest.mark.parametrize(
    "words, code",
    [
        (("结对学校", "学校名称"), ""),
        (("教研活动", "听评课节数"), "lesson.observed"),
        (("市级以上", "公开课（节）"), ""),
        (("支教教师", "人数"), "teaching.present"),
        (("支教教师", "人次"), "teaching.sent"),
        (("参训教师人次",), "attendance.teacher"),
        (("接受捐赠图书（册）",), "books.count@received"),
    ],
)
def test_groups_above_a_column_belong_to_its_meaning(words: tuple[str, ...], code: str) -> None:
    label = Label(3, words)
    layout = Layout("表", "", 0, 1, (label,), (), None, None)
    assert recognise(label, layout, CALENDAR).known == code


def test_a_sum_under_a_group_is_not_asked() -> None:
    words = {"A1": "学校", "B1": "留守儿童", "B2": "男生数", "C2": "女生数", "D2": "合计"}
    form = take_in(book(words, "A1:A2 B1:D1"), "表.xlsx")
    assert [(c.use, c.formula) for c in columns(form)] == [*[("known", "")], *[("ask", "")] * 2, ("sum", "=SUM(B1,C1)")]


def opened(data: bytes, sheet: str | None = None):
    whole = openpyxl.load_workbook(io.BytesIO(data))
    return whole[sheet] if sheet else whole.active


def test_more_schools_than_rows_push_the_sum_and_the_footer_down_with_their_merges(forms: dict[str, EmptyForm]) -> None:
    form = forms["two_rows"]
    keys = {c.known: c.key for c in columns(form)}
    rows = [{keys["place.name"]: names[0], keys["figures.pupils"]: 100 + n} for n, names in enumerate(NAMES)]
    page = opened(filled(form, columns(form), rows, NAMES))
    assert [page.cell(row, 2).value for row in range(6, 11)] == [names[0] for names in NAMES]
    assert [page.cell(row, 1).value for row in range(6, 11)] == [1, 2, 3, 4, 5]
    assert (page["A11"].value, page["D11"].value, page["A12"].value) == ("合计", 510, "填表人：")
    areas = {area.coord for area in page.merged_cells.ranges}
    assert {"A2:L2", "E4:F4", "A4:A5", "A11:B11"} <= areas
    assert page["B10"].border.left.style == page["B6"].border.left.style == "thin"
    assert page["A1"].font.size == 20


def test_rows_the_superior_has_named_are_kept_and_its_example_goes(forms: dict[str, EmptyForm]) -> None:
    form = forms["listed"]
    rows = [{"c0": names[0], "c1": n, "c2": "2026-03-02", "c3": "良好"} for n, names in enumerate(NAMES[:3])]
    page = opened(filled(form, columns(form), rows, NAMES[:3]))
    assert [page.cell(row, 1).value for row in range(3, 6)] == ["柳河小学", "白塔镇中心小学", "甲县实验小学"]
    assert [page.cell(row, 2).value for row in range(3, 6)] == [2, 1, 0]
    assert page["C4"].value.date() == date(2026, 3, 2)
    assert form.lists[3] == ("优秀", "良好", "一般")


def test_a_sum_row_above_the_schools_stays_there(forms: dict[str, EmptyForm]) -> None:
    form = forms["with_numbers"]
    rows = [{"c1": names[0], "c2": 10} for names in NAMES[:2]]
    page = opened(filled(form, columns(form), rows, NAMES[:2]))
    assert [page.cell(row, 3).value for row in range(4, 7)] == [20, 10, 10]
    assert [page.cell(row, 2).value for row in range(5, 7)] == ["甲县实验小学", "白塔镇中心小学"]


def test_nothing_that_runs_survives() -> None:
    form = take_in(formulas(), "表.xlsx")
    whole = openpyxl.load_workbook(io.BytesIO(form.data))
    cells = [cell for page in whole for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert not whole.defined_names


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.text(max_size=40), min_size=1, max_size=4), st.integers(-(10**9), 10**9))
def test_what_people_type_is_never_a_formula_and_keeps_its_type(
    forms: dict[str, EmptyForm], monkeypatch: pytest.MonkeyPatch, texts: list[str], number: int
) -> None:
    # the confined process is tried above; a hundred of them would only be slow
    monkeypatch.setattr(filling, "run_confined", lambda task, options, data, limits: rewriting.run(options, data))
    form = forms["two_rows"]
    rows = [{"c1": "=1+1", "c10": text, "c4": number} for text in ["=cmd|' /c calc'!A1", "@SUM(1)", *texts]]
    page = opened(filled(form, columns(form), rows, [["=1+1"]] * len(rows)))
    body = [page.cell(6 + at, column) for at in range(len(rows)) for column in (2, 11)]
    assert all(cell.data_type in ("s", "n") for cell in body)
    assert {page.cell(6 + at, 5).value for at in range(len(rows))} == {number}
    assert page["B6"].value == "=1+1" and page["K6"].value == "=cmd|' /c calc'!A1"


LABELS = st.text(alphabet="学校名称数听评课节次人（）()万元教师2025年—一二期月支援受合计序号备注 \n/、", max_size=12)


@settings(max_examples=200, deadline=None)
@given(st.lists(LABELS, min_size=1, max_size=3))
def test_any_words_of_a_header_are_known_or_asked(words: list[str]) -> None:
    label = Label(4, tuple(word for word in words if word.strip()) or ("项目",))
    column = recognise(label, Layout("表", "", 0, 1, (label,), (), None, None), CALENDAR)
    assert column.use in ("known", "ask", "serial", "blank")
    assert Column.read(column.plain()) == column
    assert not column.known or known_of(column.known)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789年月学期上下一二—-至季度半今本去第", max_size=16))
def test_a_stretch_of_days_runs_forward_and_its_words_are_taken_out(text: str) -> None:
    span, rest = read_span(text, CALENDAR)
    assert span is None or (span.starts <= span.ends and len(rest) < len(text))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["学校名称", "听评课（节）", "教师数", "主要做法", "联系人", "是否达标"]),
        min_size=3,  # two words of which one is 联系人 are a footer
        max_size=6,
        unique=True,
    ),
    st.integers(0, 4),
    st.booleans(),
)
def test_the_header_is_found_under_any_number_of_titles(names: list[str], titles: int, footer: bool) -> None:
    rows: list[tuple[str | None, ...]] = [("某县统计表", *[None] * (len(names) - 1))] * titles
    rows += [tuple(names), *[(None,) * len(names)] * 3]
    rows += (
        [("合计", *[None] * (len(names) - 1)), ("填表人：", "审核人：", *[None] * (len(names) - 2))] if footer else []
    )
    layout = find_layout(Sheet("表", tuple(rows)))
    assert layout and layout.header == titles and [label.text for label in layout.labels] == names
    assert layout.free == tuple(range(titles + 1, titles + 4))
    assert (layout.total, layout.tail) == ((titles + 4, titles + 4) if footer else (None, None))


KEPT = (
    ("int", "１２", 12),
    ("int", "12节", 12),
    ("number", "3.5", 3.5),
    ("date", "6月9日", "2026-06-09"),
    ("text", " 好 ", "好"),
    ("int", "", None),
)


@pytest.mark.parametrize("kind, typed, kept", KEPT)
def test_an_answer_is_kept_as_its_type(kind: str, typed: str, kept: object) -> None:
    column = Column(0, "项", kind=kind, unit="节")
    assert check_answer(column, typed, TODAY) == kept
    assert kept is None or shown_answer(column, kept)


@pytest.mark.parametrize(
    "kind, typed", [("int", "3.5"), ("int", "许多"), ("number", "1e99"), ("date", "昨儿"), ("choice", "丙")]
)
def test_an_answer_of_another_type_is_refused_with_a_sentence(kind: str, typed: str) -> None:
    with pytest.raises(ValueError, match="。"):
        check_answer(Column(0, "项", kind=kind, choices=("甲", "乙")), typed, TODAY)


def test_other_makes_are_told_what_to_do() -> None:
    for name, data, words in (
        ("表.et", b"PK\3\4", "WPS"),
        ("表.xlsm", two_rows(), "宏"),
        ("表.csv", "学校,人数\n".encode(), "另存为 .xlsx"),
        ("表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "另存为 .xlsx"),
        ("表.xlsx", b"", "空文件"),
        ("表.xlsx", two_rows()[:900], "打不开"),
        ("表.xlsx", book({"A1": "只有一句话"}), "没找到要填的格子"),
    ):
        with pytest.raises(SheetRefused, match=words):
            take_in(data, name)


def test_every_choice_offered_to_an_officer_is_known() -> None:
    codes = [code for _, group in offered() for code, _ in group]
    assert len(codes) == len(set(codes)) and all(known_of(code).label for code in codes)


def test_the_superiors_own_list_of_schools_is_read_from_the_form() -> None:
    form = take_in(listed(), "表.xlsx")
    assert form.layout.free == (2, 3, 4)
    assert take_in(with_numbers(), "表.xlsx").layout.first == 4
