"""The measure itself: it reads what is shown, and refuses what only looks alike."""

import pytest

from xieshou.documents.model import Figure

from .fitting import fits, matched, read
from .labels import Label


def label(kind: str, *values: float, unit: str = "次", planned: bool = False, start: int = 0, what: str = "") -> Label:
    return Label("000", start, "", kind, values, unit, what, planned)


@pytest.mark.parametrize(
    ("words", "numbers", "unit"),
    [
        ("107人次", (107,), "人次"),
        ("29万余元", (290_000,), "元"),
        ("2—4次", (2, 4), "次"),
        ("云教〔2022〕45号", (45,), "号"),
        ("满三年", None, ""),
    ],
)
def test_a_figure_is_read_as_it_is_shown(words: str, numbers: tuple[float, ...] | None, unit: str) -> None:
    assert read(words) == (None if numbers is None else (numbers, unit))


@pytest.mark.parametrize(
    ("figure", "carries"),
    [
        (Figure("107", "人次", "/trace/?i=placement.sent", key="placement.sent"), True),
        (Figure("106", "人次", "/trace/?i=placement.sent", key="placement.sent"), False),
        (Figure("107", "册", "/trace/?i=placement.sent", key="placement.sent"), False),
        (Figure("107", "人次", "/trace/?i=books.count", key="books.count"), False),
        (Figure("107", "人次", "/progress/promises/1/", key="placement.sent"), False),
    ],
)
def test_number_measure_word_subject_and_direction_must_all_be_right(figure: Figure, carries: bool) -> None:
    assert fits(label("teacher_sent", 107, unit="人次"), figure) is carries


def test_days_and_months_are_compared_as_they_are_listed() -> None:
    event = Figure("11月3日至11月4日", "", "/activities/1/", key="activity.on")
    assert fits(label("event_date", 11, 3, 11, 4, unit=""), event)
    assert not fits(label("event_date", 11, 3, 11, 5, unit=""), event)
    term = Figure("2025年5月1日至2028年8月31日", "", "/reports/papers/", key="agreement.term")
    assert fits(label("agreement_term", 5, 8, unit="月", planned=True), term)


def test_no_figure_serves_two_labels() -> None:
    two = [label("joint_research", 1, start=number) for number in (1, 2)]
    first, second = (Figure("1", "次", f"/trace/?{number}", key="research.count") for number in (1, 2))
    assert len(matched(two, [first], lambda *_: True)) == 1
    assert len(matched(two, [first, second], lambda *_: True)) == 2


def test_a_figure_gives_way_where_another_label_has_no_other() -> None:
    both = [label("joint_research", 1, start=1), label("joint_research", 1, start=2)]
    first, second = (Figure("1", "次", f"/trace/?{number}", key="research.count") for number in (1, 2))
    found = matched(both, [first, second], lambda one, figure: one.start == 1 or figure is first)
    assert found == {both[0]: second, both[1]: first}


def test_options_of_one_thing_share_its_figure() -> None:
    options = [
        label("student_task", 1, unit=unit, start=n, what="三项任选其一", planned=True)
        for n, unit in enumerate("本件份")
    ]
    promise = Figure("1", "件", "/progress/promises/1/", key="keepsake.count")
    assert set(matched(options, [promise], lambda *_: True).values()) == {promise}


def test_a_page_that_does_not_make_the_number_carries_nothing() -> None:
    figure = Figure("1", "次", "/trace/", key="research.count")
    assert matched([label("joint_research", 1)], [figure], lambda *_: False) == {}
