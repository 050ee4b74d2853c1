"""One-school forms never seen before: what each box asks for, and one sheet a school in the superior's own layout."""

from __future__ import annotations

import io
import time
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xieshou.blankforms.column import Column
from xieshou.blankforms.computing import with_computed
from xieshou.blankforms.filling import EmptyForm, filled, take_in
from xieshou.blankforms.filling_each import filled_each, sheet_names
from xieshou.blankforms.room import choices_in, room_in, stated_in, written_into
from xieshou.blankforms.single import find_single
from xieshou.blankforms.spans import Calendar, read_span
from xieshou.sheets.reading import Sheet

from .books import FORMS, book
from .singles import KEPT_BACK, LATER, SINGLES

CALENDAR = Calendar(date(2026, 6, 11))
ALL = {**SINGLES, **KEPT_BACK, **LATER}


@pytest.fixture(scope="module")
def forms() -> dict[str, EmptyForm]:
    return {name: take_in(make(), f"{name}.xlsx") for name, make in ALL.items()}


def boxes(form: EmptyForm) -> dict[str, str]:
    """Each box and what fills it."""
    told = {}
    for column in form.columns(CALENDAR):
        place = column.place.removesuffix("格")
        place += f"@{column.hole[0]}" if column.hole and column.hole[0] else ""
        told[place] = column.known or (f"?{column.kind}" if column.use == "ask" else column.use)
    return told


EXPECTED = {
    "pairs": "A3@9=place.name A3@40=handed C4=place.name E4=place.code C5=people.head E5=?text C6=figures.pupils "
    "E6=figures.teachers C7=figures.classes E7=?int C8=pair.schools C9=lesson.observed E9=teaching.present@gave "
    "C10=donation.fen E10=?choice B11=?text B12=?text A14@4=handed C14@4=blank E14@5=?text",
    "matrix": "B3=place.name B4=place.town D4=?choice C8=teaching.present@gave D8=teaching.present@received E8=sum "
    "C9=shadowing.present@gave D9=shadowing.present@received E9=sum C10=sum D10=sum E10=sum A14=donation.fen "
    "B14=figures.teachers C14=?int D14=lesson.open E14=sum A16=?text A17@4=handed A17@21=?text A17@38=handed",
    "unframed": "B2=place.name D2=place.county B3=?text B4=?int D4=?number B5=?choice D5=?choice B6=pair.since D6=?int "
    "B9=?text C9=?text D9=?text B10=?text C10=?text D10=?text B11=?text C11=?text D11=?text B13=?text B15=handed "
    "C15@5=handed",
    "unseen": "A4@5=place.name D4@4=handed E4@5=handed D5=figures.teachers F5=figures.pupils D6=teaching.present "
    "F6=sum D7=figures.classes F7=sum B9=lesson.observed C9=planning.count D9=mentor.pairs E9=home.visited F9=?int "
    "B10=?text B11=?text A12@6=blank D12@5=blank",
    "unseen_letters": "B2=place.name D2=place.code B3=?text B4=people.head D4=?text B7=lesson.open C7=lecture.count "
    "D7=?int B8=lesson.open C8=lecture.count D8=?int B9=sum C9=sum D9=sum B10=?number D10=?text A11@5=?text B12=blank "
    "D12=blank B13=blank",
    "later": "A3@5=place.name D3=handed B4=place.name D4=place.stage B5=?text B6=people.head D6=?text "
    "B7=figures.teachers D7=figures.pupils B8=?choice D8=pair.since B9=pair.givers B12=lesson.outreach "
    "C12=lesson.outreach D12=sum B13=lecture.count C13=lecture.count D13=sum B14=sum C14=sum "
    "D14=sum B15=?text B16=?text A17@10=blank C17@8=handed",
    "teachers": "B2=?text E2=?text B3=teaching.present E3=?int B5=?text C5=?text D5=?text E5=?text F5=?text B6=?text "
    "C6=?text D6=?text E6=?text F6=?text B7=?text C7=?text D7=?text E7=?text F7=?text B8=?text C8=?text D8=?text "
    "E8=?text F8=?text A10@4=handed D10@5=handed",
}


@pytest.mark.parametrize("name", ALL)
def test_each_box_is_understood_by_the_words_that_lead_to_it(name: str, forms: dict[str, EmptyForm]) -> None:
    assert boxes(forms[name]) == dict(one.split("=") for one in EXPECTED[name].split())


def test_a_table_of_schools_is_no_one_school_form() -> None:
    assert not any(take_in(make(), "表.xlsx").layout.one_each for make in FORMS.values())


def test_a_column_without_a_name_does_not_make_a_table_a_one_school_form() -> None:
    cells = {"A1": "学校", "B1": "教师数", "D1": "听评课（节）", "E1": "讲座（场）", "F1": "主要做法"}
    assert not take_in(book(cells, frame="A1:F4"), "表.xlsx").layout.one_each


WRITTEN = ("学校名称", "听评课（节）", "  人", "填表人：", "年  月  日", "1", "□是 □否", "一、概况", 3)
BOXES = st.sampled_from([None, None, *WRITTEN])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(BOXES, min_size=1, max_size=7), min_size=1, max_size=9), st.booleans(), st.integers(0, 4))
def test_any_sheet_is_read_into_boxes_of_its_own_or_none(rows: list[list[Any]], framed: bool, wide: int) -> None:
    merged = ((0, 0, 0, wide), (1, 0, 1 + wide % 3, 0)) if wide else ()
    frames = dict.fromkeys(range(len(rows) + 1), (0, 5)) if framed else {}
    layout = find_single(Sheet("表", tuple(map(tuple, rows)), merged), frames)
    if layout is not None:
        places = [(label.cell, label.room and label.room.hole) for label in layout.labels]
        assert len(set(places)) == len(places) and all(label.text for label in layout.labels)
        assert [label.index for label in layout.labels] == list(range(len(places)))


def test_a_sheet_too_large_for_one_school_is_not_walked() -> None:
    frames = dict.fromkeys(range(5000), (0, 50))
    assert find_single(Sheet("表", (("学校名称",),) * 5000), frames) is None
    started = time.process_time()
    find_single(Sheet("表", (("项目", *["数"] * 40),) * 3), dict.fromkeys(range(200), (0, 50)))
    assert time.process_time() - started < 5


def test_terms_down_the_side_are_the_days_of_their_row(forms: dict[str, EmptyForm]) -> None:
    spans = {c.place: c.span for c in forms["unseen_letters"].columns(CALENDAR)}
    assert spans["B7格"] == CALENDAR.term(2024, 2) and spans["B8格"] == CALENDAR.term(2025, 1)


def test_a_sum_without_a_formula_is_worked_out_and_not_asked(forms: dict[str, EmptyForm]) -> None:
    formulas = {c.place: c.formula for c in forms["later"].columns(CALENDAR)}
    assert (formulas["B14格"], formulas["C14格"]) == ("=SUM(B12,B13)", "=SUM(C12,C13)")


def test_the_days_and_the_money_may_stand_in_any_row_above(forms: dict[str, EmptyForm]) -> None:
    layout = forms["matrix"].layout
    assert read_span(layout.title, CALENDAR)[0] is None and layout.money == "万元"
    assert read_span(layout.above, CALENDAR)[0] == CALENDAR.year(2024)


def by_place(form: EmptyForm, columns: list[Column], **values: Any) -> dict[str, Any]:
    """A school's answers, by the boxes they stand in."""
    keys = {column.place.removesuffix("格"): column.key for column in columns if not column.hole}
    return {keys[place]: value for place, value in values.items()}


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_every_school_gets_the_superiors_sheet_and_all_are_listed_in_front(forms: dict[str, EmptyForm]) -> None:
    form = forms["matrix"]
    columns = form.columns(CALENDAR)
    first = by_place(form, columns, B3="甲小学", D4="镇区", C8=2, D8=1, C9=4, D9=0, B14=40, C14=10, A16="=1+1")
    second = by_place(form, columns, B3="乙小学", C8=3, D8=0, C9=0, D9=0, B14=0, C14=0)
    rows = [with_computed(columns, row) for row in (first, second)]
    whole = opened(filled_each(form, columns, rows, ["甲小学", "乙小学"]))
    assert whole.sheetnames == ["汇总", "甲小学", "乙小学"]
    page = whole["甲小学"]
    assert [page[at].value for at in ("E8", "E9", "C10", "D10", "E10", "E14")] == [3, 4, 6, 1, 7, 25]
    assert whole["乙小学"]["E8"].value == 3 and whole["乙小学"]["E14"].value is None
    assert (page["A16"].value, page["A16"].data_type) == ("=1+1", "s")
    assert {area.coord for area in page.merged_cells.ranges} >= {"A1:E1", "A6:B7", "A16:E16"}
    assert page["C8"].border.left.style == "thin" and page["A1"].font.size == 20
    assert page.data_validations.dataValidation[0].sqref.ranges
    listed = [[cell.value for cell in row] for row in whole["汇总"].iter_rows()]
    assert listed[0][:2] == ["学校", "所在乡镇"] and listed[0][-1] == "填表人·联系电话"
    sent = listed[0].index("支教教师·派出")
    assert [row[sent] for row in listed[1:]] == [2, 3, 5] and listed[3][0] == "合计"
    assert not [c for sheet in whole for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_answers_go_into_the_room_a_cell_leaves(forms: dict[str, EmptyForm]) -> None:
    form = forms["unframed"]
    columns = form.columns(CALENDAR)
    keys = {column.place: column.key for column in columns}
    row = {keys["B4格"]: 30, keys["B5格"]: "无", keys["D5格"]: "教研", keys["D6格"]: 6, keys["C15格"]: "2026-06-09"}
    page = opened(filled_each(form, columns, [row], ["甲"]))["甲"]
    told = [page[at].value for at in ("B4", "B5", "D5", "D6", "C15", "D4")]
    assert told[:4] == ["30台", "□有  ☑无", "师资□  教研☑  设备□", "6节"]
    assert told[4:] == ["填报时间：2026年6月9日", "    平方米"]


def test_other_sheets_of_the_workbook_stay_and_long_answers_get_room(forms: dict[str, EmptyForm]) -> None:
    form = forms["unseen"]
    columns = form.columns(CALENDAR)
    row = by_place(form, columns, B10="送教下乡，" * 60)
    whole = opened(filled_each(form, columns, [row, row], ["甲小学", "甲小学"]))
    assert whole.sheetnames == ["汇总", "甲小学", "甲小学（2）", "填表说明"]
    assert whole["甲小学"].row_dimensions[10].height > 60 and whole["甲小学"]["B10"].alignment.wrap_text


@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_names_of_sheets_are_such_as_excel_takes(names: list[str]) -> None:
    found = sheet_names(names, ["汇总"])
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in found)
    assert len({name.casefold() for name in [*found, "汇总"]}) == len(names) + 1


def test_rows_with_a_formula_are_not_asked_and_the_sum_row_keeps_its_own() -> None:
    def rules(whole: Any, page: Any) -> None:
        for row in range(3, 6):
            page[f"E{row}"], page[f"F{row}"] = f"=SUM(C{row}:D{row})", f"=IF(E{row}=0,0,C{row}/E{row})"
        page["C6"], page["E6"], page["F6"], page["G6"] = "=SUM(C3:C5)", "=SUM(E3:E5)", "=C6/E6", "=AVERAGE(G3:G5)"

    cells = {
        "A1": "教师情况", "A2": "序号", "B2": "学校名称", "C2": "男教师", "D2": "女教师", "E2": "小计",
        "F2": "男教师占比", "G2": "平均年龄", "A6": "合计",
    }  # fmt: skip
    form = take_in(book(cells, "A1:G1", "A2:G6", more=rules), "表.xlsx")
    columns = form.columns(CALENDAR)
    assert [column.use for column in columns] == ["serial", "known", "ask", "ask", "sum", "sum", "ask"]
    rows = [{"c1": f"{n}小学", "c2": n, "c3": 3, "c6": 40 + n} for n in range(1, 6)]
    page = opened(
        filled(form, columns, [with_computed(columns, row) for row in rows], [[f"{n}小学"] for n in range(1, 6)])
    ).active
    assert [page.cell(row, 5).value for row in range(3, 8)] == [4, 5, 6, 7, 8]
    assert page["F3"].value == 0.25
    assert [page.cell(8, at).value for at in range(3, 8)] == [15, 15, 30, 0.5, 43]


def test_what_is_still_to_come_makes_no_sum() -> None:
    columns = [Column(0, "甲", kind="int"), Column(1, "乙", kind="int"), Column(2, "计", "sum", formula="=A5+B5")]
    ring = [Column(0, "甲", "sum", formula="=B1"), Column(1, "乙", "sum", formula="=A1")]
    assert with_computed(columns, {"c0": 1}).get("c2") is None
    assert with_computed(columns, {"c0": 1, "c1": 0})["c2"] == 1
    assert with_computed(ring, {}) == {}


def test_room_in_a_cell_is_told_from_words() -> None:
    assert written_into("是（  ）  否（  ）", [((0, 12), "否")]) == "是（  ）  否（√）"
    assert [room.hole for room in stated_in("填表单位：（公章）")] == [(5, 5)]
    assert choices_in("□是 □否") == ("是", "否") and choices_in("甲□、乙□") == ("甲", "乙") and not choices_in("□")
    assert room_in("人") is None and room_in("   人") and room_in("  年  月  日") and room_in("（300字以内）")
    assert room_in("（盖章）") is None and room_in("学校名称") is None
    assert [room.label for room in stated_in("填表人：   审核人：  日期： 年 月 日")] == ["填表人", "审核人", "日期"]
    assert not stated_in("单位：万元") and not stated_in("注：") and not stated_in("共3人，其中：")
    assert written_into("填表人：   日期：", [((4, 7), "甲"), ((10, 10), "6月")]) == "填表人：甲  日期：6月"
