"""What the page of a figure says it was narrowed to."""

from __future__ import annotations

from datetime import UTC, datetime

from xieshou.ledger.asking import Ask
from xieshou.web.trace import words_of


def test_the_moment_of_the_data_is_told_in_the_time_of_the_county() -> None:
    at_half_past_nine = datetime(2026, 11, 28, 21, 30, tzinfo=UTC)
    assert words_of(Ask(indicator="activity.count", as_of=at_half_past_nine)) == ["数据到11月29日05:30"]
