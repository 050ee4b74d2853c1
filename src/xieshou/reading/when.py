"""The period that a figure is about: the report's own, some months, a day, or another time altogether."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from xieshou.reading import words
from xieshou.reading.scan import Numeral, scan

_PRESENT: Final = (words.TERM_WORDS, words.YEAR_WORDS, words.HALF_WORDS)
_ALL: Final = sorted(
    (*sum(_PRESENT, ()), *words.ELSEWHEN, *words.PART_WORDS, *words.MONTH_WORDS), key=lambda word: -len(word)
)
_WORDS: Final = re.compile(
    "|".join(_ALL)
    + r"|(?:近|过去)?[一二两三四五六七八九十\d]+年(?:多)?来"
    + r"|第[一二三四五六七八九十\d]+周"
    + r"|[二两三四五六七八九十\d]+(?:个月|周|个学期)(?:以?来|里|内|间)"
)
_DAY: Final = re.compile("[日号]")
_PART_OF_MONTH: Final = re.compile("[上中下]旬|初|第.周|的?第[一二三四]个?(?:周|星期)")
_SINCE: Final = re.compile("份?(?:以来|起|开始)")
_HALF_YEAR: Final = 7
_SPAN: Final = re.compile("[-—–~～至到]")
_UNTIL: Final = re.compile(r"(?:截至|截止到?|(?<![加升高长少降增扩展再节次封场名人元册])[到至])\s*$")


@dataclass(frozen=True)
class When:
    """One mention of time: its words, the months it names, whether it is only a day of them, or another time."""

    start: int
    end: int
    text: str
    months: frozenset[int] = frozenset()
    year: int | None = None
    day: bool = False
    elsewhen: bool = False


def _of_date(date: Numeral, text: str) -> When | None:
    written = text[date.start : date.end]
    year = re.match(r"(\d{4})\s*年", written)
    if "月" not in written:
        alone = year and year.end() == len(written)
        return When(date.start, date.end, written, year=int(year[1])) if year and alone else None
    numbers = [int(value) for value in date.value] if isinstance(date.value, tuple) else [int(date.value)]
    plain = numbers[1:] if year else numbers
    if _UNTIL.search(text[: date.start]) and len(plain) == (2 if _DAY.search(written) else 1):
        past = frozenset((*range(1, plain[0] + 1), *(range(8, 13) if plain[0] <= 2 else ())))
        return When(date.start, date.end, "截至" + written, past, int(year[1]) if year else None)
    part = _PART_OF_MONTH.match(text, date.end)
    if len(plain) == 1 and _SINCE.match(text, date.end):
        since = frozenset((plain[0] + later - 1) % 12 + 1 for later in range(_HALF_YEAR))
        return When(date.start, date.end, written, since)
    day = bool(_DAY.search(written)) or part is not None
    written += part.group() if part else ""
    if len(plain) == 4 and _DAY.search(written) and _SPAN.search(written):
        stretch = frozenset(range(plain[0], plain[2] + 1))
        whole = plain[1] == 1 and plain[3] >= 28
        return When(date.start, date.end, written, stretch, int(year[1]) if year else None, not whole)
    months = [plain[0], *([plain[2]] if day and len(plain) == 4 else [])] if _DAY.search(written) else plain
    if not day and len(months) == 2 and not re.search("[、和]", written) and months[0] < months[1]:
        months = list(range(months[0], months[1] + 1))
    return When(date.start, date.end, written, frozenset(months), int(year[1]) if year else None, day)


def _of_word(match: re.Match[str]) -> When:
    word = match.group()
    if word in words.PART_WORDS or (word.startswith("第") and word.endswith("周")):
        return When(match.start(), match.end(), word, frozenset(range(1, 13)), day=True)
    months = frozenset(words.MONTH_WORDS.get(word, ()))
    present = any(word in group for group in _PRESENT)
    return When(match.start(), match.end(), word, months, elsewhen=not months and not present)


def times(text: str, numerals: Sequence[Numeral]) -> list[When]:
    """Every mention of time in the text, in order."""
    dates = (_of_date(numeral, text) for numeral in numerals if numeral.role == "date")
    found = [when for when in dates if when is not None]
    return sorted([*found, *map(_of_word, _WORDS.finditer(text))], key=lambda when: when.start)


@lru_cache(maxsize=512)
def read_period(text: str) -> When | None:
    """The one time that a label such as 3月, 2026年3月 or 本学期 names."""
    found = times(text, scan(text))
    return found[0] if found else None


def same_present(label: str, asked: str) -> bool:
    """Whether both words name the same stretch of the present (本学期 and 这学期, not 全年)."""
    return label == asked or any(label in group and asked in group for group in _PRESENT)
