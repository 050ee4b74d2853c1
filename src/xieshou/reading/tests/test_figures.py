"""Figures are told from dates, ordinals, grades, titles and fixed phrases, and keep their own unit and subject."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshou.reading import Cue, FigureRead, judge, read_figures
from xieshou.reading.agreement import agrees
from xieshou.reading.tests.table import NAMES, TABLE

CUES = [Cue("lesson.observed", ("听评课", "听课"), ("节",)), Cue("lecture.count", ("讲座",), ("场",))]


def only(text: str) -> FigureRead:
    """The one figure of a text."""
    (figure,) = read_figures(text, CUES)
    return figure


@pytest.mark.parametrize(
    ("text", "value", "unit", "modifier", "role"),
    [
        ("听课12节", 12, "节", "", "count"),
        ("听课十二节", 12, "节", "", "count"),
        ("听课１２节", 12, "节", "", "count"),
        ("来了1,200余人次", 1200, "人次", "余", "count"),
        ("资助29万余元", 29, "万元", "余", "money"),
        ("捐款人民币伍万元整", 5, "万元", "", "money"),
        ("价值2.7万元", Decimal("2.7"), "万元", "", "money"),
        ("近三百本书", 300, "本", "近", "count"),
        ("听课20节以上", 20, "节", "以上", "count"),
        ("满意度85%", 85, "%", "", "rate"),
        ("百分之九十的孩子", 90, "%", "", "rate"),
        ("平均分提高12分", 12, "分", "", "change"),
        ("合格率提高了5个百分点", 5, "个百分点", "", "change"),
        ("教育局〔2026〕14号文件", 14, "号", "", "document_number"),
    ],
)
def test_a_figure_is_read_with_its_unit_and_modifier(
    text: str, value: float, unit: str, modifier: str, role: str
) -> None:
    figure = only(text)
    assert (figure.value, figure.unit, figure.modifier, figure.role) == (value, unit, modifier, role)
    assert text[figure.start : figure.end] == figure.text


@pytest.mark.parametrize(
    ("text", "value"),
    [("听课8-10节", (8, 10)), ("听课三四节", (3, 4)), ("听课四五十节", (40, 50)), ("来了十几人", (11, 19))],
)
def test_a_range_has_two_ends(text: str, value: tuple[int, int]) -> None:
    assert only(text).role == "range"
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("2026年3月12日", "date"),
        ("十月份", "date"),
        ("3月至5月", "date"),
        ("下午2:30", "date"),
        ("第六单元", "ordinal"),
        ("第一名", "ordinal"),
        ("二等奖", "ordinal"),
        ("五年级", "grade"),
        ("三、四年级", "grade"),
        ("高一（3）班", "grade"),
        ("2023级", "grade"),
    ],
)
def test_dates_ordinals_and_grades_are_not_counts(text: str, role: str) -> None:
    assert {figure.role for figure in read_figures(text)} == {role}


@pytest.mark.parametrize(
    "text",
    [
        "一次又一次",
        "一定",
        "一起",
        "十分高兴",
        "三心二意",
        "统一安排",
        "一对一",
        "“五个一”",
        "三个课堂",
        "千方百计",
        "四有",
        "盐津二小",
        "汇川十小",
        "三元中学",
        "《二十四节气》",
        "进一步",
        "两校老师",
        "又一次相逢",
        "每一位教师",
        "这是一次远行",
        "一是摸底",
        "八一小学",
        "一步一个脚印",
        "百分之百用心",
    ],
)
def test_fixed_phrases_names_and_titles_hold_no_figure(text: str) -> None:
    assert read_figures(text + "。") == []


def test_each_figure_keeps_its_own_subject_and_inherits_the_unit_it_is_written_with() -> None:
    read = read_figures("听评课12节，其中语文5节、数学4节。", CUES)
    assert [(one.value, one.unit, one.subject) for one in read] == [
        (12, "节", None),
        (5, "节", "语文"),
        (4, "节", "数学"),
    ]
    assert read[0].kind_cues >= {"听评课"}


def test_a_figure_knows_its_period_school_and_whether_it_is_only_planned() -> None:
    done, planned = read_figures("本学期柳湾小学听课9节；下学期计划听课20节。", CUES, ["柳湾小学"])
    assert (done.period_words, done.who, done.direction) == ("本学期", ("柳湾小学",), "done")
    assert planned.direction == "planned"


def test_a_contradiction_names_both_amounts() -> None:
    (one,) = judge("本学期上示范课32节。", TABLE, NAMES)
    assert (one.verdict, one.recorded, one.said) == ("contradicted", 24, "32节")
    assert one.why == "记录里是24节，这里写32节。"


def test_an_effect_without_measurement_is_said_to_lack_survey_and_baseline() -> None:
    (one,) = judge("家长普遍满意。", TABLE, NAMES)
    assert one.why == "没有问卷，也没有基线。"


def test_what_the_ledger_lacks_is_never_borne_out() -> None:
    assert [one.verdict for one in judge("听课46节，讲座5场。", [], NAMES)] == ["no_record", "no_record"]


@given(said=st.integers(1, 100_000), off=st.integers(1, 1000))
def test_a_plain_whole_number_is_borne_out_by_itself_only(said: int, off: int) -> None:
    assert agrees(Decimal(said), Decimal(said))
    assert not agrees(Decimal(said + off), Decimal(said))


@given(said=st.integers(1, 100_000), recorded=st.integers(0, 200_000))
def test_no_modifier_stretches_beyond_half_as_much_again_save_the_open_ones(said: int, recorded: int) -> None:
    for modifier in ("约", "近", "不足", "超"):
        if agrees(Decimal(recorded), Decimal(said), modifier):
            assert said * Decimal("0.9") <= recorded <= said * Decimal("1.5")


@given(st.text(alphabet="一二十百万0129节次名元%年月日第余、，。《》“”至到-听课语文", max_size=40))
def test_any_text_is_read_without_error_and_in_order(text: str) -> None:
    figures = read_figures(text, CUES)
    assert all(text[one.start : one.end] == one.text for one in figures)
    assert all(first.end <= second.start for first, second in pairwise(figures))
    judge(text, TABLE, NAMES)
