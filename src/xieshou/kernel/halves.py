"""The terms an agreement spans, those of future years too, as pieces of a bar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

AUTUMN, SPRING = "秋", "春"
LAST_MONTHS = 2


@dataclass(frozen=True)
class Span:
    """An agreement's time: pieces of the bar, the ends, and where today stands."""

    pieces: tuple[str, ...]
    first: str
    last: str
    now: int
    left: str

    @property
    def label(self) -> str:
        """Read aloud."""
        where = f"，现在是第{self.now}个学期" if self.now else ""
        return f"协议期{len(self.pieces)}个学期{where}"


def _half(day: date, closing: bool = False) -> int:
    """Count of half-years; August opens an autumn term when something starts and closes a spring one when it ends."""
    autumn_from = 9 if closing else 8
    if day.month == 1:
        return day.year * 2 - 1
    return day.year * 2 + (day.month >= autumn_from)


def _name(half: int) -> str:
    return f"{half // 2}年{AUTUMN if half % 2 else SPRING}"


def left_words(today: date, ends: date) -> str:
    """还有1年2个月, 还有48天, or 已到期."""
    if today > ends:
        return "已到期"
    months = (ends.year - today.year) * 12 + ends.month - today.month - (ends.day < today.day)
    if months < LAST_MONTHS:
        return f"还有{(ends - today).days}天"
    years, rest = divmod(months, 12)
    return "还有" + (f"{years}年" if years else "") + (f"{rest}个月" if rest else "")


def span_of(starts: date, ends: date, today: date) -> Span:
    """The bar of an agreement."""
    first, last = _half(starts), max(_half(starts), _half(ends, closing=True))
    current = min(max(_half(today, closing=True), first), last) if starts <= today <= ends else 0
    pieces = []
    for half in range(first, last + 1):
        past = half < current if current else today > ends
        pieces.append("now" if half == current else "on" if past else "")
    now = current - first + 1 if current else 0
    return Span(tuple(pieces), _name(first), _name(last), now, left_words(today, ends))
