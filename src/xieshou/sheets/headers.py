"""Find the real header in an office sheet: below its titles, one to three rows high, with merged cells."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from xieshou.sheets.cells import INVISIBLE, is_empty, shown
from xieshou.sheets.reading import Sheet

DEEPEST = 40
TALLEST = 3
BRACKETS = re.compile(r"[\[\](){}<>《》【】〔〕“”\"'*:、,/·.。_-]")
BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】|〔[^〕]*〕")
SIMILAR = 60


@dataclass(frozen=True)
class Header:
    """What one field may be called, and whether a table is of use without it."""

    labels: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True)
class Column:
    """One column of a sheet as it is written there."""

    index: int
    letter: str
    label: str


@dataclass(frozen=True)
class Found:
    """A header: its first row, its height, and which column holds which field."""

    row: int
    height: int
    columns: Mapping[str, Column]
    all_columns: tuple[Column, ...]


def column_letter(index: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def label_keys(label: str) -> tuple[str, ...]:
    """A label for comparing: as a whole without its brackets, and without what stands in them."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", INVISIBLE.sub("", label))).casefold()
    keys = (BRACKETS.sub("", text), BRACKETS.sub("", BRACKETED.sub("", text)))
    return tuple(dict.fromkeys(key for key in keys if key))


def known_labels(headers: Mapping[str, Header]) -> dict[str, str]:
    """Every key of every label, with its field; the first field to claim a key keeps it."""
    known: dict[str, str] = {}
    for whole in (0, 1):
        for name, header in headers.items():
            for label in header.labels:
                for key in label_keys(label)[whole : whole + 1]:
                    known.setdefault(key, name)
    return known


def filled(sheet: Sheet, row: int, below: Sequence[str] | None) -> list[str]:
    """The texts of a header row; a merged or an upper label is said of every column it stands over."""
    texts = [shown(cell) for cell in sheet.rows[row]] if row < len(sheet.rows) else []
    for first, left, last, right in sheet.merged:
        if first <= row <= last and left < len(texts) and first == row:
            texts += [""] * (right + 1 - len(texts))
            texts[left : right + 1] = [texts[left]] * (right + 1 - left)
    if below is not None:
        texts += [""] * (len(below) - len(texts))
        for at in range(1, len(texts)):
            if not texts[at] and at < len(below) and below[at] and below[at - 1]:
                texts[at] = texts[at - 1]
    return texts


def chains(sheet: Sheet, row: int, height: int) -> list[list[str]]:
    """For each column the header texts from top to bottom, empty ones and repeats left out."""
    levels: list[list[str]] = []
    below: list[str] | None = None
    for at in range(row + height - 1, row - 1, -1):
        below = filled(sheet, at, below)
        levels.insert(0, below)
    width = max(map(len, levels), default=0)
    columns = [[level[at] if at < len(level) else "" for level in levels] for at in range(width)]
    return [list(dict.fromkeys(text for text in column if text)) for column in columns]


def fields_at(columns: list[list[str]], known: Mapping[str, str]) -> dict[str, int]:
    """Which column holds which field; the longest reading of a header wins, then the column further left."""
    found: dict[str, int] = {}
    for skip in range(TALLEST):
        for index, chain in enumerate(columns):
            if index in found.values() or skip >= len(chain):
                continue
            names = (known.get(key) for key in label_keys("".join(chain[skip:])))
            name = next((name for name in names if name and name not in found), None)
            if name:
                found[name] = index
    return found


def column(index: int, chain: list[str]) -> Column:
    """A column with the label a person would call it by."""
    return Column(index, column_letter(index), re.sub(r"\s+", "", chain[-1]) if chain else "")


def merged_height(sheet: Sheet, row: int) -> int:
    """How many rows the header that starts here covers, by its vertically merged cells."""
    return max((last - first + 1 for first, left, last, right in sheet.merged if first == row), default=1)


def find_header(sheet: Sheet, headers: Mapping[str, Header]) -> Found | None:
    """The rows that name the most fields; of equals the lowest in height, then the first."""
    known = known_labels(headers)
    best: tuple[int, int, int] | None = None
    found: Found | None = None
    for row in range(min(DEEPEST, len(sheet.rows))):
        for height in range(1, TALLEST + 1):
            if all(is_empty(cell) for cell in sheet.rows[row]) or row + height > len(sheet.rows):
                break
            columns = chains(sheet, row, height)
            fields = fields_at(columns, known)
            rank = (len(fields), -abs(height - min(merged_height(sheet, row), TALLEST)), -height)
            if fields and (best is None or rank > best):
                best = rank
                every = tuple(column(at, chain) for at, chain in enumerate(columns) if chain)
                found = Found(row, height, {name: column(at, columns[at]) for name, at in fields.items()}, every)
    return found if found and len(found.columns) >= min(2, len(headers)) else None


def likeness(key: str, other: str) -> float:
    """How alike two labels are, 0 to 100; one that contains the other counts nearly as much."""
    part = 0.9 * fuzz.partial_ratio(key, other) if min(len(key), len(other)) > 1 else 0.0
    return max(fuzz.ratio(key, other), part)


def suggestion(label: str, headers: Mapping[str, Header], names: Sequence[str]) -> str:
    """The field's first label that an unknown column probably is, or nothing."""
    key = (label_keys(label) or ("",))[0]
    scores = [
        (likeness(key, other), name)
        for name in names
        for written in headers[name].labels
        for other in label_keys(written)[:1]
    ]
    score, name = max(scores, default=(0.0, ""))
    return headers[name].labels[0] if score >= SIMILAR else ""
