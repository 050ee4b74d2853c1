"""Numbers as people write them: Arabic, full-width, Chinese, and the two mixed."""

import re
from decimal import Decimal

_GROUPS = ("零〇○", "一壹", "二贰貳两兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
CHINESE_DIGITS = {ord(c): str(value) for value, group in enumerate(_GROUPS) for c in group}
FULL_WIDTH = {0xFF01 + i: chr(0x21 + i) for i in range(94)} | {0x3000: " "}
"""Full-width ASCII to ASCII; unlike NFKC it leaves ², ½ and ① alone, which are not the digits they resemble."""

_UNITS = str.maketrans("拾佰仟萬億", "十百千万亿")
_SHORT_TENS = str.maketrans({"廿": "二十", "卅": "三十", "卌": "四十"})
_NONZERO = "一壹二贰貳两兩三叁參四肆五伍六陆陸七柒八捌九玖"
_ABOUT = re.compile(f"[{_NONZERO}0-9][{_NONZERO}]|[{_NONZERO}][0-9]")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_ARABIC = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SECTION = re.compile(r"(?:([1-9])千)?(?:0?([1-9])百)?(?:0?([1-9])?(十))?(?:0?([1-9]))?")
_SCALED = re.compile(r"([0-9]+\.[0-9]+)([百千])")
_POINT = re.compile(r"(.+)点([零〇○一二三四五六七八九]+)([万亿]*)")
_WAN, _YI = 10**4, 10**8
_LONGEST = 40


def parse_number(text: str) -> Decimal | None:
    """Read a text that is one number and nothing else, or give None.

    Reads 105, １０５, 1,234.5, 一百零五, 两千, 廿五, 29万, 3.2万, 1万2千, 一万二 (12000), 二〇二六, 两点五, 半 (0.5),
    bank numerals, and a leading minus or 负. A count that is only about right (十五六, 三五百, 29万余) gives None.
    """
    plain = text.translate(FULL_WIDTH).strip()
    if len(plain) > _LONGEST:
        return None
    if plain[:1] in ("-", "−", "负"):
        value = _unsigned(plain[1:])
        return None if value is None else -value
    return _unsigned(plain)


def _unsigned(plain: str) -> Decimal | None:
    if plain == "半":
        return Decimal("0.5")
    if _GROUPED.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    if _ARABIC.fullmatch(plain):
        return Decimal(plain)
    plain = plain.translate(_UNITS)
    if pointed := _POINT.fullmatch(plain):
        return _pointed(*pointed.groups())
    if plain and all(ord(c) in CHINESE_DIGITS for c in plain):
        return _digit_by_digit(plain)
    plain = plain.translate(_SHORT_TENS)
    if _ABOUT.search(plain):
        return None
    return _compound(plain.translate(CHINESE_DIGITS))


def _pointed(whole: str, fraction: str, scale: str) -> Decimal | None:
    before = _unsigned(whole)
    if before is None or before != int(before):
        return None
    return _compound(f"{before:f}.{fraction.translate(CHINESE_DIGITS)}{scale}")


def _digit_by_digit(plain: str) -> Decimal | None:
    """Read 二〇二六; two digits without a zero (三五) mean "three to five" and are no number."""
    if len(plain) > 1 and ("两" in plain or "兩" in plain):
        return None
    if len(plain) == 2 and not set(plain) & set(_GROUPS[0]):
        return None
    return Decimal(plain.translate(CHINESE_DIGITS))


def _compound(s: str) -> Decimal | None:
    for sign, unit in (("亿", _YI), ("万", _WAN)):
        if sign in s:
            head, _, tail = s.rpartition(sign)
            return _joined(_compound(head), tail, unit)
    return _section(s)


def _joined(head: Decimal | None, tail: str, unit: int) -> Decimal | None:
    if head is None:
        return None
    if not tail:
        return head * unit
    if head != int(head):
        return None
    rest = _tail(tail, unit)
    return None if rest is None or rest >= unit else head * unit + rest


def _tail(tail: str, unit: int) -> Decimal | None:
    if len(tail) == 1 and tail in "123456789":  # 一万二 is twelve thousand
        return Decimal(int(tail) * unit // 10)
    rest = _compound(tail)
    if rest is None or rest != int(rest):
        return None
    # 一亿三千 may mean 130 000 000 or 100 003 000: nobody knows, so it is not read
    unclear = unit == _YI and rest < _WAN and not tail.startswith("0")
    return None if unclear else rest


def _section(s: str) -> Decimal | None:
    if _ARABIC.fullmatch(s):
        return Decimal(s)
    if scaled := _SCALED.fullmatch(s):
        return Decimal(scaled[1]) * {"百": 100, "千": 1000}[scaled[2]]
    m = _SECTION.fullmatch(s)
    if m is None or not s:
        return None
    thousand, hundred, tens, ten, last = m.groups()
    ones = int(last or 0)
    if ones and not ten and "0" not in s:
        ones *= _colloquial(s)
    return Decimal(int(thousand or 0) * 1000 + int(hundred or 0) * 100 + (int(tens or 1) * 10 if ten else 0) + ones)


def _colloquial(s: str) -> int:
    """Give what a bare last digit is worth: 十 after 百 (一百五), 百 after 千 (三千二)."""
    return {"百": 10, "千": 100}.get(s[-2:-1], 1)


_DIGITS = "零一二三四五六七八九"
_LARGEST = 10**16


def to_chinese(n: int) -> str:
    """Write a whole number in Chinese: 105 is 一百零五, 12 is 十二, 20000 is 二万.

    n counts ones, -(10**16) < n < 10**16; ValueError outside. Follows the reading rules taught in primary school.
    """
    if abs(n) >= _LARGEST:
        raise ValueError(f"数字太大，写不成中文：{n}。")
    if n < 0:
        return "负" + to_chinese(-n)
    written = _written(n)
    return written[1:] if written.startswith("一十") else written


def _written(n: int) -> str:
    if n < 10:
        return _DIGITS[n]
    unit, sign = next((u, s) for u, s in ((_YI, "亿"), (_WAN, "万"), (1000, "千"), (100, "百"), (10, "十")) if n >= u)
    head, rest = divmod(n, unit)
    if not rest:
        return _written(head) + sign
    gap = "零" if rest < unit // 10 else ""
    return _written(head) + sign + gap + _written(rest)


def heading_number(n: int, level: int = 1) -> str:
    """Number a heading as GB/T 9704-2012 does: 一、 then （一） then 1. then （1）.

    n counts from 1, level from 1 to 4; ValueError outside.
    """
    if n < 1:
        raise ValueError(f"标题序号从1开始，现在是{n}。")
    match level:
        case 1:
            return f"{to_chinese(n)}、"
        case 2:
            return f"（{to_chinese(n)}）"
        case 3:
            return f"{n}."
        case 4:
            return f"（{n}）"
    raise ValueError(f"标题只有四级，现在是第{level}级。")
