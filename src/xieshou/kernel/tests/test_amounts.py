from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshou.kernel.amounts import Unit, fen_to_yuan, format_amount, format_amounts, parse_money, yuan_to_fen


@pytest.mark.parametrize(
    ("amount", "unit", "shown"),
    [
        (864000, "fen", ("8640", "元")),
        (8640000, "fen", ("8.64", "万元")),
        (8640050, "fen", ("86400.5", "元")),
        (999999, "fen", ("9999.99", "元")),
        (1000000, "fen", ("1", "万元")),
        (12 * 10**10, "fen", ("12", "亿元")),
        (-8640000, "fen", ("-8.64", "万元")),
        (0, "fen", ("0", "元")),
        (12, "节", ("12", "节")),
        (12000, "册", ("12000", "册")),
        (90, "class_minutes", ("2", "课时")),
        (50, "class_minutes", ("1.11", "课时")),
        (80, Unit("minutes_40", "课时", 40), ("2", "课时")),
        (3, "half_days", ("1.5", "天")),
    ],
)
def test_an_amount_is_shown_with_its_measure_word(amount, unit, shown):
    assert format_amount(amount, unit) == shown


@given(st.integers(0, 10**14))
def test_money_shown_reads_back_to_the_same_fen(fen):
    assert parse_money("".join(format_amount(fen, "fen"))) == fen


@given(st.lists(st.integers(0, 10**12), min_size=1), st.sampled_from([1, 100, 10**4, 10**6]))
def test_a_column_has_one_measure_word_and_loses_nothing(amounts, step):
    column = [a * step for a in amounts if a * step <= 10**14] or [0]
    figures, word = format_amounts(column, "fen")
    assert [parse_money(figure + word) for figure in figures] == column


def test_a_column_of_counts_keeps_its_measure_word():
    assert format_amounts([3, 12], "节") == (["3", "12"], "节")
    assert format_amounts([], "fen") == ([], "元")
    assert format_amounts([8640000, 864000], "fen") == (["86400", "8640"], "元")


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("8640", 864000),
        ("8,640.50", 864050),
        ("29万", 29000000),
        ("¥600元", 60000),
        ("￥６００", 60000),
        ("五百元整", 50000),
        ("3元5角", 350),
        ("3块零5分", 305),
        ("5角", 50),
        ("人民币29万元", 29000000),
        ("8.64亿元", 86400000000),
        ("100块", 10000),
        (" 20 元 ", 2000),
        ("0", 0),
        ("RMB 12", 1200),
    ],
)
def test_money_is_read_as_people_type_it(text, fen):
    assert parse_money(text) == fen


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有写金额"),
        ("  ", "没有写金额"),
        ("29万余", "不是准数"),
        ("约3万", "不是准数"),
        ("几百元", "不是准数"),
        ("-5", "不能小于0"),
        ("0.001", "最多到分"),
        ("abc", "读不出金额"),
        ("整", "读不出金额"),
        ("元", "读不出金额"),
        ("12.3.4", "读不出金额"),
        ("8,64", "读不出金额"),
        ("3元15角", "读不出金额"),
        ("9" * 20, "太大了"),
        ("5美元", "读不出金额"),
    ],
)
def test_money_that_is_not_clear_is_refused_with_a_sentence(text, why):
    with pytest.raises(ValueError, match=why):
        parse_money(text)


@given(st.integers(-(10**15), 10**15))
def test_fen_and_yuan_turn_into_each_other(fen):
    assert yuan_to_fen(fen_to_yuan(fen)) == fen


def test_a_part_of_a_fen_is_refused():
    assert yuan_to_fen("8.64") == 864
    with pytest.raises(ValueError, match="两位小数"):
        yuan_to_fen(Decimal("0.001"))
