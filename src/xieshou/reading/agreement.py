"""When a recorded amount bears out a figure as it is worded.

With r recorded and s written:
  no modifier    r = s; a decimal of 万 (3.2万元) is rounded to its last place, so r must round or cut to it
  余 多 来 有余   s ≤ r < s + one in the last place of s that is not nought; from 100 on r < 1.1 s as well, or 1.5 s
                 where s has but one digit that is not nought (30余 is 30 to 39, 百余 100 to 149, 1200余 1200 to 1299)
  约 大约 左右    |r − s| ≤ 5 % of s, or 1 where s is 10 or more
  近 将近 接近    0.9 s ≤ r ≤ s
  不足 不到       0.9 s ≤ r < s
  超 逾 超过 突破 r > s, at most 1.5 s: a figure that far below would mislead
  以上 至少 不少于 不低于    r ≥ s
  以下 以内 至多 最多 不超过 r ≤ s
  a range a–b    a ≤ r ≤ b
"""

from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Final

Test = Callable[[Decimal, Decimal, Decimal], bool]


def _place(value: Decimal) -> Decimal:
    """One in the last place of the value that is not nought."""
    digits = value.normalize().as_tuple()
    return Decimal(1).scaleb(int(digits.exponent))


def _over(recorded: Decimal, said: Decimal, scale: Decimal) -> bool:
    written = said / scale
    room = _place(written)
    if written >= 100:
        round_number = len(written.normalize().as_tuple().digits) == 1
        room = min(room, written / (2 if round_number else 10))
    return said <= recorded < said + room * scale


def _about(recorded: Decimal, said: Decimal, scale: Decimal) -> bool:
    return abs(recorded - said) <= max(said / 20, Decimal(1) if said >= 10 else Decimal(0))


def _rounded(recorded: Decimal, said: Decimal, scale: Decimal) -> bool:
    if recorded == said:
        return True
    written = said / scale
    exponent = int(written.as_tuple().exponent)
    if scale == 1 or exponent >= 0:
        return False
    step = Decimal(1).scaleb(exponent)
    return written in {(recorded / scale).quantize(step, mode) for mode in (ROUND_HALF_UP, ROUND_DOWN)}


_NINE_TENTHS: Final = Decimal("0.9")
_TESTS: Final[dict[str, Test]] = {
    **dict.fromkeys(("余", "多", "来", "有余", "出头", "开外", "上"), _over),
    **dict.fromkeys(("约", "大约", "大概", "差不多", "左右", "上下"), _about),
    **dict.fromkeys(("近", "将近", "接近", "几近"), lambda r, s, _: s * _NINE_TENTHS <= r <= s),
    **dict.fromkeys(("不足", "不到", "少于", "低于"), lambda r, s, _: s * _NINE_TENTHS <= r < s),
    **dict.fromkeys(("超", "逾", "超过", "突破", "不止", "多于", "高于"), lambda r, s, _: s < r <= s * Decimal("1.5")),
    **dict.fromkeys(("以上", "至少", "不少于", "不低于", "不下"), lambda r, s, _: r >= s),
    **dict.fromkeys(("以下", "以内", "至多", "最多", "不超过"), lambda r, s, _: r <= s),
}


def agrees(recorded: Decimal, said: Decimal, modifier: str = "", scale: int = 1) -> bool:
    """Whether what is recorded bears out what is said; both in the same unit, scale being the 万 it was written in."""
    return _TESTS.get(modifier, _rounded)(recorded, said, Decimal(scale))


def within(recorded: Decimal, low: Decimal, high: Decimal) -> bool:
    """Whether what is recorded lies in the range that is said."""
    return low <= recorded <= high
