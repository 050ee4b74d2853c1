import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshou.kernel.periods import (
    Period,
    elapsed,
    natural_year,
    school_year,
    school_year_label,
    school_year_of,
    split_months,
    split_quarters,
    split_weeks,
    split_years,
)

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
periods = st.builds(lambda d, n: Period(d, d + timedelta(days=n)), days, st.integers(0, 900))
splits = pytest.mark.parametrize("split", [split_weeks, split_months, split_quarters, split_years])


@splits
@given(p=periods)
def test_pieces_cover_every_day_once_and_in_order(split, p):
    pieces = split(p)
    assert pieces[0].starts == p.starts
    assert pieces[-1].ends == p.ends
    assert all(b.starts - a.ends == timedelta(days=1) for a, b in itertools.pairwise(pieces))
    assert sum(piece.days for piece in pieces) == p.days


@given(p=periods)
def test_inner_cuts_fall_where_the_calendar_has_them(p):
    assert all(w.starts.weekday() == 0 for w in split_weeks(p)[1:])
    assert all(m.starts.day == 1 for m in split_months(p)[1:])
    assert all(q.starts.day == 1 and q.starts.month in (1, 4, 7, 10) for q in split_quarters(p)[1:])


def test_splits_reach_the_last_day_there_is():
    p = Period(date(9999, 12, 20), date.max)
    assert [split(p)[-1].ends for split in (split_weeks, split_months, split_quarters, split_years)] == [date.max] * 4


@given(a=periods, b=periods)
def test_overlap_means_a_day_in_both_and_is_mutual(a, b):
    shared = any(b.contains(a.starts + timedelta(days=i)) for i in range(a.days))
    assert a.overlaps(b) == b.overlaps(a) == shared


@given(p=periods, d=days)
def test_elapsed_stays_within_0_and_1_and_never_falls(p, d):
    assert 0.0 <= elapsed(p, d) <= elapsed(p, d + timedelta(days=1)) <= 1.0


def test_elapsed_counts_days_that_are_over():
    p = Period(date(2026, 3, 1), date(2026, 3, 10))
    assert elapsed(p, date(2026, 3, 1)) == 0.0
    assert elapsed(p, date(2026, 3, 6)) == 0.5
    assert elapsed(p, date(2026, 3, 10)) == 0.9
    assert elapsed(p, date(2026, 3, 11)) == 1.0


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="早于开始日期2026年3月2日"):
        Period(date(2026, 3, 2), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("starts", "ends", "label"),
    [
        (date(2026, 2, 16), date(2026, 7, 10), "2026年2月16日至7月10日"),
        (date(2025, 9, 1), date(2026, 1, 20), "2025年9月1日至2026年1月20日"),
        (date(2026, 3, 2), date(2026, 3, 8), "2026年3月2日至8日"),
        (date(2026, 3, 2), date(2026, 3, 2), "2026年3月2日"),
    ],
)
def test_label_leaves_out_what_the_end_repeats(starts, ends, label):
    assert Period(starts, ends).label == label


def test_school_year_turns_on_its_first_month():
    assert school_year_of(date(2025, 9, 1)) == school_year_of(date(2026, 8, 31)) == 2025
    assert school_year_of(date(2026, 9, 1)) == 2026
    assert school_year_of(date(2026, 8, 1), first_month=8) == 2026
    assert school_year_label(2025) == "2025—2026学年"


@given(d=days, first=st.integers(1, 12))
def test_a_day_lies_in_the_school_year_it_is_named_by(d, first):
    assert school_year(school_year_of(d, first), first).contains(d)


def test_a_first_month_that_is_none_is_refused():
    with pytest.raises(ValueError, match="现在是13"):
        school_year_of(date(2026, 1, 1), 13)


def test_natural_year_has_all_its_days():
    assert (natural_year(2024).days, natural_year(2026).days) == (366, 365)
