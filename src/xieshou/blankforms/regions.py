"""A sheet as its reader sees it: boxes of one cell or of merged ones, each with its text, some of them framed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xieshou.sheets.cells import is_empty, shown
from xieshou.sheets.reading import Sheet

from .room import room_in

Frames = Mapping[int, tuple[int, int]]


@dataclass(frozen=True)
class Region:
    """One box, rows and columns counted from 0, both ends within; ``text`` is what stands in it, blanks included."""

    top: int
    left: int
    bottom: int
    right: int
    text: str = ""
    framed: bool = False

    @property
    def said(self) -> str:
        """The text without its blanks."""
        return "".join(self.text.split())

    def over(self, other: Region) -> bool:
        """Whether its columns cover those of the other."""
        return self.left <= other.left and self.right >= other.right

    def beside(self, other: Region) -> bool:
        """Whether its rows cover those of the other."""
        return self.top <= other.top and self.bottom >= other.bottom


@dataclass(frozen=True)
class Grid:
    """Every box of a sheet, found by any of its cells."""

    at: Mapping[tuple[int, int], Region]
    height: int
    width: int

    def row(self, row: int) -> list[Region]:
        """The boxes that cross a row, from left to right, each once."""
        return list(dict.fromkeys(self.at[row, at] for at in range(self.width)))

    def all(self) -> Iterator[Region]:
        """Every box once, in reading order."""
        return iter(dict.fromkeys(self.at[row, at] for row in range(self.height) for at in range(self.width)))

    def left_of(self, region: Region) -> Region | None:
        """The next box to the left."""
        return self.at.get((region.top, region.left - 1))

    def right_of(self, region: Region) -> Region | None:
        """The next box to the right."""
        return self.at.get((region.top, region.right + 1))

    def above(self, region: Region) -> Region | None:
        """The next box above."""
        return self.at.get((region.top - 1, region.left))

    def below(self, region: Region) -> Region | None:
        """The next box below."""
        return self.at.get((region.bottom + 1, region.left))


def _guessed(sheet: Sheet, rows: list[list[str]]) -> Frames:
    """Where no line is drawn, everything between the first and the last text may be part of the table."""
    written = [row for row, texts in enumerate(rows) if any(texts)]
    if written and sum(map(bool, rows[written[0]])) == 1:
        del written[0]  # the title
    last = max((at for row in written for at, text in enumerate(rows[row]) if text), default=0)
    ends = [rows[row] for row in written if len(rows[row]) > last and rows[row][last] and not room_in(rows[row][last])]
    alone = sum(not texts[last - 1] or room_in(texts[last - 1]) is not None for texts in ends) if last else len(ends)
    right = max([last + (2 * alone > len(ends)), *(right for *_, right in sheet.merged)])
    below = {row + 1 for row in written if sum(map(bool, rows[row])) > 1 and _side_by_side(rows[row])}
    return dict.fromkeys({*written, *below}, (0, right))


def _side_by_side(texts: list[str]) -> bool:
    """Whether words stand beside each other without a gap, as headers do: the empty row below them is room."""
    filled = [at for at, text in enumerate(texts) if text and not room_in(text)]
    return len(filled) > 1 and filled[-1] - filled[0] == len(filled) - 1


def grid_of(sheet: Sheet, frames: Frames) -> Grid:
    """The boxes of a sheet; ``frames`` says for a row between which columns lines are drawn."""
    rows = [["" if is_empty(cell) else _raw(cell) for cell in row] for row in sheet.rows]
    frames = frames or _guessed(sheet, rows)
    height = max([len(rows), *(last + 1 for _, _, last, _ in sheet.merged), *(row + 1 for row in frames)])
    width = max(
        [1, *map(len, rows), *(right + 1 for *_, right in sheet.merged), *(right + 1 for _, right in frames.values())]
    )
    corners = {
        (row, at): area
        for area in sheet.merged
        for row in range(area[0], area[2] + 1)
        for at in range(area[1], area[3] + 1)
    }
    found: dict[tuple[int, int], Region] = {}
    for row in range(height):
        for at in range(width):
            top, left, bottom, right = corners.get((row, at), (row, at, row, at))
            text = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
            first, last = frames.get(top, (1, 0))
            known = found.get((top, left))
            found[row, at] = known or Region(top, left, bottom, right, text, first <= left <= last)
    return Grid(found, height, width)


def _raw(cell: object) -> str:
    """A text with its blanks, for they are room to write in; anything else as it is shown."""
    return cell if isinstance(cell, str) else shown(cell)  # type: ignore[arg-type]  # the reader's own cell types
