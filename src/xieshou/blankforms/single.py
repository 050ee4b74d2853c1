"""A form that each school fills on a sheet of its own: blanks beside their labels, below them, or where both meet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from xieshou.sheets.reading import Sheet

from .layout import NUMBERED, Label, Layout, money_in, said_above, title_above
from .regions import Frames, Grid, Region, grid_of
from .room import Room, is_day, room_in, stated_in

MOST_BLANKS = 150
MOST_ROWS = 10
FEWEST_BLANKS = 3
LONGEST_LABEL = 40
TALLEST, WIDEST, FARTHEST = 200, 60, 40
FILLED_IN = ("填报日期",)
ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+[、.．]|\d{1,2}[、.．](?!\d)|[(（][一二三四五六七八九十\d]+[)）])")
COLON = re.compile(r"[：:]\s*$")


@dataclass(frozen=True)
class Blank:
    """One box to fill: its words from the outermost to the nearest, without the groups around them, its room."""

    region: Region
    words: tuple[str, ...]
    short: tuple[str, ...]
    room: Room


class _Page:
    """One sheet being read."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.rooms = {region: room for region in grid.all() if (room := self._room(region)) is not None}
        self.laid_out: dict[tuple[int, int, int], bool] = {}
        self.first = min((region.top for region in self.rooms), default=0)
        self.title = next((region for region in grid.all() if region.said and self._whole(region)), None)

    def _room(self, region: Region) -> Room | None:
        if not region.framed:
            return None
        return Room((0, 0)) if not region.text else room_in(region.text)

    def is_blank(self, region: Region | None) -> bool:
        return region in self.rooms

    def is_label(self, region: Region | None) -> bool:
        """Whether a box says something, and neither numbers rows nor is the title of the sheet."""
        if region is None or not region.said or self.is_blank(region):
            return False
        if region == self.title or NUMBERED.fullmatch(region.said) or len(region.said) > LONGEST_LABEL:
            return False
        return room_in(region.text) is None and not any(room.hole[0] < room.hole[1] for room in stated_in(region.text))

    def _whole(self, region: Region) -> bool:
        """Whether a box goes across the whole sheet, as titles and headings do."""
        return region.left == 0 and region.right >= self.grid.width - 1

    def label_left(self, blank: Region) -> Region | None:
        """The nearest words to the left with nothing but blanks between."""
        found = self.grid.left_of(blank)
        while found is not None and (self.is_blank(found) or NUMBERED.fullmatch(found.said)):
            found = self.grid.left_of(found)
        return found if found is not None and found.framed and self.is_label(found) else None

    def label_above(self, blank: Region) -> Region | None:
        """The words above a column of blanks, as far as each row between is laid out under the same header."""
        found, row = self.grid.above(blank), blank.top
        while found is not None and self.is_blank(found) and blank.top - row < FARTHEST:
            row = found.top
            found = self.grid.above(found)
        if found is None or not self.is_label(found) or not found.over(blank):
            return None
        alone = blank.over(found) and found.bottom + 1 == blank.top and self.label_left(blank) is None
        if self.is_blank(self.grid.right_of(found)) or (self._whole(found) and not alone):
            return None
        run = self._run(found)
        rows = range(min(row, blank.top), blank.top + 1)
        return found if all(self._laid_out(each, *run) for each in rows) else None

    def _run(self, header: Region) -> tuple[int, int]:
        """From which to which column words stand beside a header without a blank between."""
        left = right = header
        while (more := self.grid.left_of(left)) is not None and more.said and not self.is_blank(more):
            left = more
        while (more := self.grid.right_of(right)) is not None and more.said and not self.is_blank(more):
            right = more
        return left.left, right.right

    def _laid_out(self, row: int, left: int, right: int) -> bool:
        """Words first, then blanks only."""
        key = row, left, right
        if key not in self.laid_out:
            blanks = [self.is_blank(box) for box in self.grid.row(row) if box.right >= left and box.left <= right]
            self.laid_out[key] = blanks == sorted(blanks)
        return self.laid_out[key]

    def groups(self, label: Region, beside: bool) -> tuple[str, ...]:
        """Wider words around a label: to the left of row labels, above column labels."""
        outer = self.grid.left_of(label) if beside else self.grid.above(label)
        if outer is None or not outer.framed or not self.is_label(outer):
            return ()
        wider = outer.beside(label) and outer.bottom > outer.top if beside else outer.over(label)
        if not wider or (beside and outer.top == label.top and outer.bottom == label.bottom):
            return ()
        if not beside and (outer.right - outer.left <= label.right - label.left or self._whole(outer)):
            return ()
        return (*self.groups(outer, beside), spoken(outer))

    def words_for(self, blank: Region) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """What a blank is to hold, with and without wider words; nothing where no words lead to it."""
        left, above = self.label_left(blank), self.label_above(blank)
        if left is not None and above is None and self.grid.left_of(blank) != left:
            return None
        labels = [(label, beside) for label, beside in ((left, True), (above, False)) if label is not None]
        words = tuple(word for label, beside in labels for word in (*self.groups(label, beside), spoken(label)))
        return (words, tuple(spoken(label) for label, _ in labels)) if words else None

    def blanks(self) -> Iterator[Blank]:
        """Every box to fill in reading order, rooms behind colons among them."""
        for region in self.grid.all():
            if region in self.rooms:
                if found := self.words_for(region):
                    yield Blank(region, *found, self.rooms[region])
            elif is_day(region.text):
                yield Blank(region, FILLED_IN, FILLED_IN, Room((0, len(region.text)), FILLED_IN[0], day=True))
            elif not (COLON.search(region.text) and self._serves(region)):
                for room in stated_in(region.text):
                    yield Blank(region, _stated(room), _stated(room), room)

    def _serves(self, region: Region) -> bool:
        """Whether words that end with a colon have a box of their own beside or below."""
        below = self.grid.below(region)
        return region.framed and (
            self.is_blank(self.grid.right_of(region)) or (self.is_blank(below) and self.label_left(below) is None)  # type: ignore[arg-type]  # a blank is a box
        )


def _stated(room: Room) -> tuple[str, ...]:
    """The words before a colon; a telephone at the foot is that of whoever fills the form in."""
    return ("填表人", room.label) if re.search("电话|手机|联系方式", room.label) else (room.label,)


def spoken(region: Region) -> str:
    """A label as its words alone, without a number in front and a colon behind."""
    return COLON.sub("", ORDINAL.sub("", region.said)) or region.said


def _numbered_rows(blanks: list[Blank]) -> Iterator[Blank]:
    """Several blanks under the same words are rows of one list: told apart by their number, a few of them."""
    often, seen = Counter(map(_column, blanks)), Counter[tuple[object, ...]]()
    for blank in blanks:
        column = _column(blank)
        seen[column] += 1
        if often[column] > 1 and seen[column] <= MOST_ROWS:
            number = f"第{seen[column]}行"
            yield replace(blank, words=(*blank.words, number), short=(*blank.short, number))
        elif often[column] == 1:
            yield blank


def _column(blank: Blank) -> tuple[object, ...]:
    return blank.words, blank.region.left


def find_single(sheet: Sheet, frames: Frames) -> Layout | None:
    """The boxes of a one-school form; nothing where there are too few to be one."""
    height = max([len(sheet.rows), *(row + 1 for row in frames)])
    width = max([0, *map(len, sheet.rows), *(right + 1 for _, right in frames.values())])
    if not sheet.rows or height > TALLEST or width > WIDEST:
        return None
    page = _Page(grid_of(sheet, frames))
    found = list(_numbered_rows(list(page.blanks())))[:MOST_BLANKS]
    if len(found) < FEWEST_BLANKS:
        return None
    labels = tuple(
        Label(number, blank.words, (blank.region.top, blank.region.left), blank.room, blank.short)
        for number, blank in enumerate(found)
    )
    first = max(page.first, 1)
    above, title = said_above(sheet, first), title_above(sheet, first)
    return Layout(sheet.title, title, first, first, labels, (), None, None, money_in(above), above)
