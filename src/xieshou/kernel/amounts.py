"""Amounts as whole numbers of the smallest unit, how they are shown, and money as people type it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from xieshou.kernel.numerals import FULL_WIDTH, parse_number


@dataclass(frozen=True, slots=True)
class Unit:
    """A smallest unit by code, the measure word it is shown with, and how many of it make one measure word."""

    code: str
    measure_word: str
    per: int = 1


UNITS = {
    unit.code: unit
    for unit in (
        Unit("fen", "元", 100),
        Unit("minutes", "分钟"),
        Unit("class_minutes", "课时", 45),
        Unit("half_days", "天", 2),
        Unit("centipoints", "分", 100),
        Unit("square_decimetres", "平方米", 100),
    )
}
"""Units whose figure differs from the stored number; a place where lessons last 40 minutes passes its own Unit."""

_YUAN = 100
_SCALES = ((10**8 * _YUAN, "亿元"), (10**4 * _YUAN, "万元"))
_MOST_FEN = 10**13 * _YUAN

_VAGUE = re.compile(r"约|大概|左右|以上|以内|上下|余|多|近|几|数[十百千万]|[+＋～~]")
_PREFIX = re.compile(r"^(?:人民币|RMB|CNY|[¥￥])\s*", re.IGNORECASE)
_SUFFIX = re.compile(r"\s*(?:(?:元|圆|块钱|块)(?:人民币)?[整正]?|人民币|RMB|CNY)$", re.IGNORECASE)
_SMALL_CHANGE = re.compile(
    r"(?:(?P<yuan>.+?)\s*[元圆块])?(?:(?P<jiao>[^角毛]{1,2})[角毛])?零?(?:(?P<fen>[^分]{1,2})分)?[整正]?"
)


def yuan_to_fen(yuan: Decimal | int | str) -> int:
    """Turn yuan into whole fen; ValueError when there is a part of a fen."""
    fen = Decimal(yuan) * _YUAN
    if fen != fen.to_integral_value():
        raise ValueError(f"金额最多两位小数，现在是{yuan}元。")
    return int(fen)


def fen_to_yuan(fen: int) -> Decimal:
    """Turn fen into yuan with two decimals, exactly."""
    return Decimal(fen).scaleb(-2)


def format_amount(amount: int, unit: str | Unit) -> tuple[str, str]:
    """Give the figure and its measure word for an amount in the smallest unit.

    unit is a Unit, a code in UNITS, or a measure word that counts itself (节). Money from 10 000 yuan is shown in
    万元, from 10**8 in 亿元, but only where two decimals say it exactly: 8640000 fen is 8.64万元, 8640050 fen stays
    86400.5元. Only a unit that does not divide evenly (50 minutes of 45) is rounded, half up, to two decimals.
    """
    known = _unit(unit)
    if known.code == "fen":
        scale, word = next(((s, w) for s, w in _SCALES if abs(amount) >= s and amount % (s // 100) == 0), (_YUAN, "元"))
        return _figure(amount, scale), word
    return _figure(amount, known.per), known.measure_word


def format_amounts(amounts: Iterable[int], unit: str | Unit) -> tuple[list[str], str]:
    """Give the figures of one column and the one measure word they share, so that 万元 and 元 never mix."""
    column = list(amounts)
    known = _unit(unit)
    if known.code != "fen":
        return [_figure(a, known.per) for a in column], known.measure_word
    largest = max((abs(a) for a in column), default=0)
    exact = ((s, w) for s, w in _SCALES if largest >= s and all(a % (s // 100) == 0 for a in column))
    scale, word = next(exact, (_YUAN, "元"))
    return [_figure(a, scale) for a in column], word


def _unit(unit: str | Unit) -> Unit:
    return unit if isinstance(unit, Unit) else UNITS.get(unit, Unit(unit, unit))


def _figure(amount: int, per: int) -> str:
    cents = (abs(amount) * 200 + per) // (2 * per)
    whole, part = divmod(cents, 100)
    sign = "-" if amount < 0 and cents else ""
    return f"{sign}{whole}.{part:02d}".rstrip("0").rstrip(".")


def parse_money(text: str) -> int:
    """Read money as people type it, in fen: 8640, 8,640.50, 29万, ¥600元, 五百元整, 3元5角.

    ValueError with a Chinese sentence for what is empty, only about right (29万余), negative, finer than a fen, or
    no amount at all.
    """
    shown = text.strip()
    plain = shown.translate(FULL_WIDTH).strip()
    if not plain:
        raise ValueError("没有写金额。写数字，如 8640 或 29万。")
    if _VAGUE.search(plain):
        raise ValueError(f"“{shown}”不是准数。写准确的金额，如 8640 或 29万。")
    fen = _fen(_PREFIX.sub("", plain))
    if fen is None:
        raise ValueError(f"“{shown}”读不出金额。写数字，如 8640、8640.50 或 29万。")
    if fen < 0:
        raise ValueError(f"金额不能小于0，现在是“{shown}”。")
    if fen != fen.to_integral_value():
        raise ValueError(f"金额最多到分，现在是“{shown}”。")
    if fen > _MOST_FEN:
        raise ValueError(f"“{shown}”太大了，看看单位是不是多写了一个万。")
    return int(fen)


def _fen(plain: str) -> Decimal | None:
    value = parse_number(_SUFFIX.sub("", plain))
    if value is not None:
        return value * _YUAN
    parts = _SMALL_CHANGE.fullmatch(plain)
    if parts is None or not any(parts.groupdict().values()):
        return None
    total = Decimal(0)
    for name, worth in (("yuan", _YUAN), ("jiao", 10), ("fen", 1)):
        if parts[name] is None:
            continue
        part = parse_number(parts[name])
        if part is None or part < 0 or (worth < _YUAN and part >= 10):
            return None
        total += part * worth
    return total
