from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xieshou.kernel.numerals import heading_number, parse_number, to_chinese


@given(st.integers(0, 10**8))
@example(10**8)
@example(105)
@example(100010)
def test_what_is_written_in_chinese_reads_back(n):
    assert parse_number(to_chinese(n)) == n


@given(st.integers(-(10**16) + 1, 10**16 - 1))
def test_large_and_negative_numbers_read_back_too(n):
    assert parse_number(to_chinese(n)) == n


def test_the_first_thousands_read_back_one_by_one():
    assert [n for n in range(12_000) if parse_number(to_chinese(n)) != n] == []


@pytest.mark.parametrize(
    ("n", "written"),
    [
        (0, "零"),
        (10, "十"),
        (12, "十二"),
        (105, "一百零五"),
        (110, "一百一十"),
        (10010, "一万零一十"),
        (20000, "二万"),
        (105000, "十万五千"),
        (100010000, "一亿零一万"),
        (-3, "负三"),
        (10**12, "一万亿"),
    ],
)
def test_chinese_numbers_follow_the_reading_rules(n, written):
    assert to_chinese(n) == written


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("105", "105"),
        ("１０５", "105"),
        ("1,234,567.50", "1234567.5"),
        ("一百零五", "105"),
        ("两千", "2000"),
        ("廿五", "25"),
        ("卅", "30"),
        ("29万", "290000"),
        ("3.2万", "32000"),
        ("1万2千", "12000"),
        ("一万二", "12000"),
        ("一百五", "150"),
        ("三千二", "3200"),
        ("半", "0.5"),
        ("两点五", "2.5"),
        ("三点二万", "32000"),
        ("壹仟贰佰", "1200"),
        ("二〇二六", "2026"),
        ("1.2亿", "120000000"),
        ("1亿2千万", "120000000"),
        ("3万500", "30500"),
        ("-5", "-5"),
        (" 12 ", "12"),
        ("一萬", "10000"),
        ("1.5万亿", "1500000000000"),
        ("负三", "-3"),
        ("2.5千", "2500"),
    ],
)
def test_numbers_are_read_as_people_write_them(text, value):
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "三五",
        "十五六",
        "三五百",
        "两三",
        "29万余",
        "12节",
        "1,23",
        "1,2345",
        "5.",
        ".5",
        "万",
        "百",
        "3.2万5千",
        "一亿三千",
        "一百零",
        "3²",
        "①",
        "1e5",
        "二百三百",
        "一千一千",
        "9" * 41,
        "--5",
        "١٢",
    ],
)
def test_what_is_no_exact_number_is_not_read(text):
    assert parse_number(text) is None


@given(st.text(alphabet="0123456789.,一二两三五十百千万亿零〇半点廿负- 壹拾", max_size=12))
def test_reading_never_fails_with_an_error(text):
    value = parse_number(text)
    assert value is None or value.is_finite()


def test_numbers_too_large_for_words_are_refused():
    with pytest.raises(ValueError, match="太大"):
        to_chinese(10**16)


def test_headings_are_numbered_by_level():
    assert [heading_number(11, level) for level in (1, 2, 3, 4)] == ["十一、", "（十一）", "11.", "（11）"]
    assert heading_number(1) == "一、"


@pytest.mark.parametrize(("n", "level"), [(0, 1), (1, 5), (1, 0)])
def test_headings_outside_the_four_levels_are_refused(n, level):
    with pytest.raises(ValueError, match="标题"):
        heading_number(n, level)
