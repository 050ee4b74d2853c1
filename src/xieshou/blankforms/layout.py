"""Where the table of an office's empty form lies: header, rows to fill, sum row, footer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xieshou.sheets.cells import Cell, is_empty, shown
from xieshou.sheets.headers import DEEPEST, Found, chains, label_keys, merged_height
from xieshou.sheets.reading import Sheet
from xieshou.sheets.tables import COUNTERS, FOOTER, RowSorter

from .room import Room

TALLEST = 3
FEWEST_COLUMNS = 2
LONGEST_LABEL = 60
NUMBERED = re.compile(r"[\d.%]+|[甲乙丙丁戊]|[(（]\d+[)）]|[①-⑳]")
MONEY = re.compile(r"单位[:：]?[(（]?(万元|千元|亿元|元)")
STATED = re.compile(r"[:：]\s*\S*\s*$|^单位\s*[:：]|[:：].*[:：]")
FILLED_ON = re.compile(r"(?:填报|填表|上报|制表|报送)(?:日期|时间)[:：][\d年月日.\-/]*")
SAMPLE = re.compile(r"^[(（]?(例|示例|样例|范例|举例)")


@dataclass(frozen=True)
class Label:
    """A column of the form, or one box of a one-school form: its number, and its words from the outermost inwards."""

    index: int
    words: tuple[str, ...]
    cell: tuple[int, int] | None = None
    room: Room | None = None
    short: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All words as one."""
        return "".join(self.words)

    @property
    def shown(self) -> str:
        """The header as one says it: 听评课·节数."""
        return "·".join(self.short or self.words)


@dataclass(frozen=True)
class Layout:
    """Rows are counted from 0. ``free`` are rows that may be filled; ``tail`` is the first row that must stay below."""

    sheet: str
    title: str
    header: int
    first: int
    labels: tuple[Label, ...]
    free: tuple[int, ...]
    tail: int | None
    total: int | None
    money: str = ""
    above: str = ""

    @property
    def one_each(self) -> bool:
        """Whether each school fills a sheet of its own."""
        return any(label.cell for label in self.labels)


def _texts(row: Sequence[Cell]) -> list[str]:
    return [re.sub(r"\s", "", shown(cell)) for cell in row if not is_empty(cell)]


def _spans(sheet: Sheet, row: int) -> list[tuple[int, int]]:
    return [(left, right) for top, left, last, right in sheet.merged if top <= row <= last and right > left]


def _may_head(sheet: Sheet, row: int) -> bool:
    """Whether a row can be the top of a header: several short labels, no figures, no 填报单位：."""
    texts = _texts(sheet.rows[row])
    if len(texts) < FEWEST_COLUMNS or any(len(text) > LONGEST_LABEL for text in texts):
        return False
    if any(NUMBERED.fullmatch(text) for text in texts) or any(STATED.search(text) for text in texts):
        return False
    return not any(FOOTER.match(text) and len(texts) <= FEWEST_COLUMNS for text in texts)


def _continues(sheet: Sheet, row: int, below: int) -> bool:
    """Whether the row ``below`` holds second labels of a header that begins at ``row``."""
    if below >= len(sheet.rows):
        return False
    under = [at for at, cell in enumerate(sheet.rows[below]) if not is_empty(cell)]
    texts = _texts(sheet.rows[below])
    if not texts or any(NUMBERED.fullmatch(text) for text in texts) or any(len(t) > LONGEST_LABEL for t in texts):
        return False
    grouped = {at for left, right in _spans(sheet, row) for at in range(left, right + 1)}
    top = sheet.rows[row]
    lone = [at for at in under if at not in grouped and at < len(top) and not is_empty(top[at])]
    # an unmerged group label stands over its own first second label: the cell to its right is empty
    lone = [at for at in lone if at + 1 >= len(top) or not is_empty(top[at + 1]) or at + 1 not in under]
    return len(under) > 1 - bool(grouped) and not lone


def _height(sheet: Sheet, row: int) -> int:
    height = min(merged_height(sheet, row), TALLEST)
    while height < TALLEST and _continues(sheet, row + height - 1, row + height):
        height += 1
    return min(height, len(sheet.rows) - row)


def _labels(sheet: Sheet, row: int, height: int) -> tuple[Label, ...]:
    columns = chains(sheet, row, height)
    tidy = (tuple(re.sub(r"\s", "", word) for word in chain) for chain in columns)
    inner = {at for left, right in _spans(sheet, row + height - 1) for at in range(left + 1, right + 1)}
    return tuple(Label(at, chain) for at, chain in enumerate(tidy) if chain and at not in inner)


def _rank(sheet: Sheet, row: int, labels: tuple[Label, ...]) -> tuple[int, int]:
    """More distinct labels are more of a header; a running number or a school's name says it outright."""
    said = {key for label in labels for key in label_keys(label.words[-1])}
    telling = bool(said & COUNTERS) + any("学校" in key or "单位" in key or "校名" in key for key in said)
    return telling, len({label.text for label in labels})


def _numbering(sheet: Sheet, row: int) -> bool:
    """Whether a row only numbers the columns: 甲 乙 1 2 3."""
    texts = _texts(sheet.rows[row])
    return len(texts) > FEWEST_COLUMNS and all(NUMBERED.fullmatch(text) or text == "栏次" for text in texts)


def title_above(sheet: Sheet, header: int) -> str:
    """What the sheet is called in the rows above its table."""
    above = [text for row in sheet.rows[:header] for text in _texts(row) if not STATED.search(text)]
    named = [text for text in above if not re.fullmatch(r"附[件表]?\d*[:：]?", text)]
    return max(named, key=len, default=sheet.title)[:100]


def said_above(sheet: Sheet, header: int) -> str:
    """Everything in the rows above the table, without the day on which it is filled in."""
    return FILLED_ON.sub("", " ".join(text for row in sheet.rows[:header] for text in _texts(row)))


def money_in(above: str) -> str:
    """The unit of money that the rows above the table name."""
    found = MONEY.search(above)
    return found[1] if found else ""


def _body(sheet: Sheet, header: int, first: int) -> tuple[list[int], int | None, int | None]:
    """Rows to fill, the first row that must stay below them, and the sum row."""
    sorter = RowSorter(sheet, Found(header, first - header, {}, ()))
    free: list[int] = []
    total: int | None = None
    for at in range(first, len(sheet.rows)):
        why = sorter.why_not(at + 1, sheet.rows[at])
        if why == "合计":
            total = at if total is None else total
            if at > first:
                return free, at, total
        elif why in ("表尾", "分段标题"):
            return free, at, total
        else:
            free.append(at)
    return free, None, total


def find_layout(sheet: Sheet) -> Layout | None:
    """The table of a sheet; nothing where no row is a header."""
    best: tuple[tuple[int, int], int, int, tuple[Label, ...]] | None = None
    for row in range(min(DEEPEST, len(sheet.rows))):
        if not _may_head(sheet, row):
            continue
        height = _height(sheet, row)
        labels = _labels(sheet, row, height)
        rank = _rank(sheet, row, labels)
        if rank[1] >= FEWEST_COLUMNS and (best is None or rank > best[0]):
            best = rank, row, height, labels
    if best is None:
        return None
    _, header, height, labels = best
    first = header + height
    while first < len(sheet.rows) and _numbering(sheet, first):
        first += 1
    free, tail, total = _body(sheet, header, first)
    first += total == first
    above, title = said_above(sheet, header), title_above(sheet, header)
    return Layout(sheet.title, title, header, first, labels, tuple(free), tail, total, money_in(above), above)


def is_sample(row: Sequence[Cell]) -> bool:
    """Whether a row shows how to fill the form in: 例 …"""
    return any(SAMPLE.match(text) for text in _texts(row)[:2])


SCHOOLS = re.compile(r"(学校|小学|中学|一中|二中|校区|学园|幼儿园|教学点|校|园)$")
OF_SCHOOLS = re.compile(r"学校|单位|校名|办学")
NO_SCHOOL = re.compile(r"意见|盖章|计量|金额")


def _names_a_school(label: Label) -> bool:
    return any(OF_SCHOOLS.search(key) and not NO_SCHOOL.search(key) for key in label_keys(label.words[-1]))


def lists_schools(sheet: Sheet, layout: Layout) -> bool:
    """Whether a table has one row a school: labels with hardly a gap, below them nothing but schools' names."""
    named = [label.index for label in layout.labels if _names_a_school(label)]
    inner = {at for left, right in _spans(sheet, layout.header) for at in range(left + 1, right + 1)}
    places = {label.index for label in layout.labels} | inner
    gaps = max(places, default=0) - min(places, default=0) + 1 - len(places)
    if not named or gaps * 2 >= len(layout.labels):
        return False
    if any(len([one for one in _texts(row) if not STATED.search(one)]) > 1 for row in sheet.rows[: layout.header]):
        return False
    for at in layout.free:
        row = sheet.rows[at]
        texts = [re.sub(r"\s", "", shown(cell)) for cell in row if isinstance(cell, str) and not is_empty(cell)]
        name = re.sub(r"\s", "", shown(row[named[0]])) if named[0] < len(row) else ""
        if texts and not is_sample(row) and not SCHOOLS.search(name):
            return False
    return True
