from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshou.kernel.dates import DateNotRead, days_ago, parse_date, show

TODAY = date(2026, 6, 9)  # a Tuesday
MARCH_9 = date(2026, 3, 9)  # a Monday

days = st.dates(date(1950, 1, 1), date(2099, 12, 31))
HABITS = [
    lambda d: f"{d.year}-{d.month}-{d.day}",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d:%Y/%m/%d}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: int(f"{d:%Y%m%d}"),
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year}年{d.month}月{d.day}日（周{'一二三四五六日'[d.weekday()]}）",
    lambda d: f"{d:%Y-%m-%d} 08:30:00",
    lambda d: datetime(d.year, d.month, d.day, 8, 30),
    lambda d: (d - date(1899, 12, 30)).days,
    lambda d: str((d - date(1899, 12, 30)).days) + ".5",
    lambda d: f"{d.year}年{d.month}月{d.day}日".translate({0x30 + i: 0xFF10 + i for i in range(10)}),
]


@pytest.mark.parametrize("habit", HABITS)
@given(d=days)
def test_every_habit_of_writing_gives_the_day_meant(habit, d):
    assert parse_date(habit(d), TODAY) == d


@pytest.mark.parametrize(
    "text",
    [
        "3月9日",
        "3.9",
        "3-9",
        "3/9",
        "03/09",
        "3月9号",
        "三月九日",
        "二〇二六年三月九日",
        "26.3.9",
        "2026。3。9",
        "2026.3.9.",
        "2026 3 9",
        "今年3月9日",
        "2026年3月9日 星期一",
        "3月9日下午",
        "2026-03-09T14:30:00+08:00",
        "'2026-3-9",
        " 2026年 3月 9日 ",
        "3月9日 周一 上午9:00",
        "２０２６．３．９",
        "３／９",
        "九十二天前",
        3.9,
        20260309.0,
        MARCH_9,
    ],
)
def test_march_9_is_read_from(text):
    assert parse_date(text, TODAY) == MARCH_9


@pytest.mark.parametrize(
    ("text", "d"),
    [
        ("今天", TODAY),
        ("昨天", date(2026, 6, 8)),
        ("前天", date(2026, 6, 7)),
        ("明天", date(2026, 6, 10)),
        ("上周三", date(2026, 6, 3)),
        ("周五", date(2026, 6, 12)),
        ("上上周日", date(2026, 5, 31)),
        ("下星期天", date(2026, 6, 21)),
        ("上个月9号", date(2026, 5, 9)),
        ("2周前", date(2026, 5, 26)),
        ("去年12月20日", date(2025, 12, 20)),
        ("98.3.9", date(1998, 3, 9)),
        (datetime(2026, 3, 9, 23, 59, tzinfo=UTC), MARCH_9),
    ],
)
def test_days_said_from_today_are_read(text, d):
    assert parse_date(text, TODAY) == d


def test_a_day_without_a_year_is_never_far_ahead():
    assert parse_date("12月20日", date(2026, 1, 10)) == date(2025, 12, 20)
    assert parse_date("3月9日", date(2026, 1, 10)) == MARCH_9
    assert parse_date("3月9日", date(2026, 12, 20)) == MARCH_9
    assert parse_date("上月31日", date(2026, 1, 10)) == date(2025, 12, 31)


@given(today=days, d=days)
def test_the_year_left_out_lies_within_180_days_ahead(today, d):
    try:
        read = parse_date(f"{d.month}月{d.day}日", today)
    except DateNotRead:
        assert (d.month, d.day) == (2, 29)
        return
    assert (read.month, read.day) == (d.month, d.day)
    assert -366 < (read - today).days <= 180


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有写日期"),
        (None, "没有写日期"),
        ("下雨那天", "“下雨那天”不是日期。写成2026年6月9日"),
        ("2026年3月", "没有写是哪一天"),
        ("2026-2-30", "2026年2月只有28天"),
        ("2月29日", "2026年2月只有28天"),
        ("31/12", "月份是31，月在前、日在后"),
        ("2026年3月9日(周二)", "2026年3月9日是星期一"),
        ("3月9日-11日", "只写一天"),
        ("3月9日至4月2日", "只写一天"),
        ("3-5日", "只写一天"),
        ("2026年3-9", "不是日期"),
        ("1826-3-9", "1900到2100"),
        ("3/9/2026", "不是日期"),
        ("260309", "不是日期"),
        ("农历三月九日", "不是日期"),
        ("9999周前", "1900到2100"),
        (3.1, "可能是3月1日，也可能是3月10日"),
        (True, "不是日期"),
        (float("nan"), "不是日期"),
        (float("inf"), "不是日期"),
        (5, "不是日期"),
        (["2026-3-9"], "不是日期"),
        ("1" * 5000, "不是日期"),
    ],
)
def test_what_is_no_single_day_is_refused_with_a_sentence(text, why):
    with pytest.raises(DateNotRead, match=why):
        parse_date(text, TODAY)


@given(st.text(max_size=20) | st.text(alphabet="0123456789年月日周上下天前-./ 一二三十:", max_size=14) | st.floats())
def test_reading_a_date_fails_only_with_its_own_error(text):
    try:
        assert 1900 <= parse_date(text, TODAY).year <= 2100
    except DateNotRead as refusal:
        assert str(refusal).endswith("。")


@given(d=days, today=days)
def test_a_day_shown_is_read_back(d, today):
    assert parse_date(show(d, today), today) == d or d.year == today.year


@pytest.mark.parametrize(
    ("d", "shown", "ago"),
    [
        (TODAY, "今天", "今天"),
        (date(2026, 6, 8), "昨天", "昨天"),
        (date(2026, 6, 10), "明天", "明天"),
        (date(2026, 6, 7), "6月7日", "2天前"),
        (date(2025, 6, 9), "2025年6月9日", "365天前"),
        (TODAY - timedelta(days=48), "4月22日", "48天前"),
        (TODAY + timedelta(days=3), "6月12日", "3天后"),
    ],
)
def test_days_are_said_as_people_say_them(d, shown, ago):
    assert (show(d, TODAY), days_ago(d, TODAY)) == (shown, ago)
