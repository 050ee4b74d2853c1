"""The bar of an agreement's time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshou.kernel.halves import left_words, span_of

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def test_three_years_are_six_terms_and_the_fourth_is_now() -> None:
    span = span_of(date(2024, 9, 1), date(2027, 8, 31), date(2026, 6, 11))
    assert span.pieces == ("on", "on", "on", "now", "", "")
    assert (span.first, span.last, span.now) == ("2024年秋", "2027年春", 4)
    assert span.left == "还有1年2个月"
    assert span.label == "协议期6个学期，现在是第4个学期"


@pytest.mark.parametrize(
    ("ends", "words"),
    [(date(2026, 6, 10), "已到期"), (date(2026, 6, 11), "还有0天"), (date(2026, 7, 29), "还有48天"),
     (date(2027, 6, 11), "还有1年"), (date(2026, 9, 11), "还有3个月")],
)  # fmt: skip
def test_what_is_left_is_said_in_days_only_near_the_end(ends: date, words: str) -> None:
    assert left_words(date(2026, 6, 11), ends) == words


@given(DAYS, st.integers(1, 2000), DAYS)
def test_one_piece_at_most_is_now_and_all_before_it_are_over(starts: date, days: int, today: date) -> None:
    ends = starts + timedelta(days=days)
    span = span_of(starts, ends, today)
    assert span.pieces.count("now") == (starts <= today <= ends)
    assert 1 <= len(span.pieces) <= days // 181 + 3
    if span.now:
        assert span.pieces.index("now") == span.now - 1
        assert set(span.pieces[: span.now - 1]) <= {"on"} and set(span.pieces[span.now :]) <= {""}
    else:
        assert set(span.pieces) == ({"on"} if today > ends else {""})
