"""A kind's sentence in pieces, so that a report can put a door in the place of each figure."""

import re
import string
from collections.abc import Mapping
from typing import NamedTuple

from xieshou.kernel.amounts import format_amount

from .declare import Catalogue, Kind

_CLAUSES = re.compile("(?<=[，；])")


class Piece(NamedTuple):
    """Words of a sentence, or the indicator whose figure stands there."""

    text: str
    indicator: str = ""


def placeholder(indicator: str) -> str:
    """How a sentence asks for an indicator: lesson.observed is {lesson_observed}."""
    return indicator.replace(".", "_")


def code_of(name: str) -> str:
    """The indicator a placeholder asks for; so no indicator of a sentence has an underscore before its dot."""
    return name.replace("_", ".", 1)


def placeholders(text: str) -> list[str]:
    """What a text asks for, in order."""
    return [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]


def _pieces(clause: str) -> list[Piece]:
    pieces = []
    for literal, name, _, _ in string.Formatter().parse(clause):
        if literal:
            pieces.append(Piece(literal))
        if name is not None:
            pieces.append(Piece("", code_of(name)))
    return pieces


def sentence_for(kind: Kind, figures: Mapping[str, int]) -> list[Piece]:
    """The sentence without the clauses that have a figure of nought; nothing where the main figure is nought."""
    if not figures.get(kind.main_indicator()):
        return []
    pieces: list[Piece] = []
    for clause in _CLAUSES.split(kind.sentence):
        if all(figures.get(code_of(name)) for name in placeholders(clause)):
            pieces += _pieces(clause)
    last = pieces[-1]
    if last.text.endswith(("，", "；")):
        pieces[-1:] = [Piece(last.text[:-1])] if len(last.text) > 1 else []
    return pieces


def plain(catalogue: Catalogue, kind: Kind, figures: Mapping[str, int]) -> str:
    """The sentence as running text: 开展听评课32节."""

    def said(piece: Piece) -> str:
        if not piece.indicator:
            return piece.text
        return "".join(format_amount(figures[piece.indicator], catalogue.indicators[piece.indicator].unit))

    return "".join(map(said, sentence_for(kind, figures)))
