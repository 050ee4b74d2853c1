"""Claims made without a figure: a vague count (多次) or an effect (明显提高) that nothing measured backs."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from xieshou.reading import words
from xieshou.reading.figures import FigureRead
from xieshou.reading.scan import Role

_VAGUE: Final = re.compile(rf"(?<![\d十百千万])(?:{'|'.join(sorted(words.VAGUE, key=lambda word: -len(word)))})")
_DEGREES: Final = "|".join(words.EFFECT_DEGREES)
_OUTCOMES: Final = "|".join(words.EFFECT_OUTCOMES)
_EFFECT: Final = re.compile(
    rf"{'|'.join(words.EFFECT_WHOLE)}|(?:{_DEGREES})(?:地|得到|有|表示|了|受到)?(?:{_OUTCOMES})"
    rf"|(?:提高|提升|改善|增强|进步|缩小|转变|变化|满意|满意度)(?:都|也|都很|很|十分|非常)?(?:{_DEGREES}|很高|很快)"
)
_AIM: Final = re.compile(
    r"为了?|力争|争取|努力|希望|目标|以期|旨在|促进|推动|不断|进一步|将|要|有待|还不|没有|不够|尚未|不[明显]|如何|怎样"
)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    low = max(text.rfind(mark, 0, start) for mark in "，。；！？\n") + 1
    highs = [place for mark in "，。；！？\n" if (place := text.find(mark, end)) >= 0]
    return low, min(highs, default=len(text))


def _figure(text: str, match: re.Match[str], role: Role) -> FigureRead:
    start, end = match.span()
    low, high = _clause(text, start, end)
    return FigureRead(start, end, match.group(), (), "", "", frozenset(), role, (), "", (), "done", low, high)


def read_wordings(text: str, figures: Sequence[FigureRead] = ()) -> Iterator[FigureRead]:
    """Vague counts and claimed effects; aims, wishes, shortcomings and effects with a figure are left out."""
    for match in _VAGUE.finditer(text):
        yield _figure(text, match, "vague")
    for match in _EFFECT.finditer(text):
        figure = _figure(text, match, "effect")
        measured = any(
            other.role in {"change", "rate"} and figure.clause_start <= other.start < figure.clause_end
            for other in figures
        )
        if not measured and not _AIM.search(text[figure.clause_start : figure.start]):
            yield figure
