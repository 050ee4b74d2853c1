"""Finds names and personal numbers in a text, however they are spaced or written; knows no database."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

IDENTITY = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")
SHORTEST, SHORTEST_LATIN = 2, 4
# Between the letters of a name these hide nothing: spaces, dots and what cannot be seen.
_BETWEEN = frozenset("·•・･．‧∙⋅․")
_HYPHENS = frozenset("-‐‑–—")


class Span(NamedTuple):
    """Where something stands in the text as written."""

    start: int
    end: int


class Folded(NamedTuple):
    """A text as names are compared, and where each of its letters stood."""

    text: str
    places: list[int]


def fold(text: str) -> Folded:
    """Full-width as narrow, small letters, without what may stand between the letters of a name."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char in _BETWEEN or char.isspace() or unicodedata.category(char) == "Cf":
            continue
        for letter in unicodedata.normalize("NFKC", char).lower():
            letters.append(letter)
            places.append(place)
    return Folded("".join(letters), places)


class Names:
    """Names to look for, as ``search_key`` gives them; a text is read once, whatever their number."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._by_start: dict[str, set[str]] = defaultdict(set)
        lengths: dict[str, set[int]] = defaultdict(set)
        for key in keys:
            if len(key) >= (SHORTEST_LATIN if key.isascii() else SHORTEST):
                self._by_start[key[:SHORTEST]].add(key)
                lengths[key[:SHORTEST]].add(len(key))
        self._lengths = {start: sorted(found, reverse=True) for start, found in lengths.items()}

    def __len__(self) -> int:
        return sum(map(len, self._by_start.values()))

    def found_in(self, text: Folded) -> Iterator[tuple[int, int]]:
        """Begin and end of every name in a folded text, the longest at each place."""
        for begin in range(len(text.text) - 1):
            start = text.text[begin : begin + SHORTEST]
            for length in self._lengths.get(start, ()):
                if text.text[begin : begin + length] in self._by_start[start]:
                    yield begin, begin + length
                    break


def names_in(text: str, names: Names, allowed: Names) -> list[Span]:
    """Names in a text, except where they lie inside a longer or equal allowed word."""
    folded = fold(text)
    hits = list(names.found_in(folded))
    if not hits:
        return []
    free = list(allowed.found_in(folded))
    kept = [(a, b) for a, b in hits if not any(left <= a and b <= right for left, right in free)]
    return [Span(folded.places[a], folded.places[b - 1] + 1) for a, b in kept]


def numbers_in(text: str) -> list[Span]:
    """Identity numbers and mobile numbers in a text, full-width, spaced or hyphened too."""
    narrow = "".join(unicodedata.normalize("NFKC", char)[:1] for char in text)
    plain = {Span(*m.span()) for m in IDENTITY.finditer(narrow)} if len(narrow) == len(text) else set()
    letters, places = fold(text)
    kept = [(letter, place) for letter, place in zip(letters, places, strict=True) if letter not in _HYPHENS]
    joined = "".join(letter for letter, _ in kept)
    spread = {Span(kept[m.start()][1], kept[m.end() - 1][1] + 1) for m in IDENTITY.finditer(joined)}
    return sorted(plain | spread)
