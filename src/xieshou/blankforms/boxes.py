"""What each box of a one-school form asks for: known, computed, filled by handing in, signed on paper, or asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from xieshou.sheets.headers import column_letter
from xieshou.workbooks.formulas import NotUnderstood, areas_of, understood

from .column import Column
from .layout import Label, Layout
from .recognising import SUM, Formulas, as_numbers, asked_column, computed_column, recognise
from .spans import Calendar

SIGNED = re.compile(r"签字|签名|签章|盖章|公章|审核|审批|审定|复核|意见$|照片$")
HANDING = re.compile(r"(填表|填报|制表|经办|报送)(人|教师|者)?(姓名)?")
HANDED_ON = re.compile(r"(填表|填报|制表|上报|报送)(日期|时间)")
BRACKETS = re.compile(r"[(（].*?[)）]")
Offers = Mapping[tuple[int, int], tuple[str, ...]]


def _handed(label: Label) -> str:
    """The type of what handing in fills: the person's name, or the day."""
    bare = BRACKETS.sub("", label.words[-1])
    if len(label.words) > 1 or not label.room:
        return ""
    if HANDING.fullmatch(bare):
        return "text"
    footer = bool(label.room.label) and bare in ("日期", "时间")
    return "date" if HANDED_ON.fullmatch(bare) or footer else ""


def _recognised(label: Label, layout: Layout, calendar: Calendar, listed: tuple[str, ...]) -> Column:
    """The words as they stand, or where row and column meet the other way round: what is known is taken."""
    found = recognise(label, layout, calendar, listed)
    if len(label.words) > 1 and found.use != "known":
        turned = replace(label, words=(*label.words[:-2], label.words[-1], label.words[-2]))
        other = recognise(turned, layout, calendar, listed)
        if other.use == "known":
            return replace(other, label=label.shown)
    return found


def _one(label: Label, layout: Layout, calendar: Calendar, offers: Offers) -> Column:
    room, words = label.room, label.words
    numbered = re.fullmatch(r"第\d+行", words[-1]) if len(words) > 1 else None
    listed = (room.choices if room else ()) or offers.get(label.cell or (0, 0), ())
    if numbered:
        plain = asked_column(replace(label, words=words[:-1]), room.unit if room else "", listed)
        return replace(plain, label=label.shown, optional=numbered[0] != "第1行")
    if kind := _handed(label):
        return Column(label.index, label.shown, "handed", kind=kind)
    if room and room.unit:
        label = replace(label, words=(*words[:-1], f"{words[-1]}（{room.unit}）"))
    found = _recognised(label, layout, calendar, listed)
    if SIGNED.search(words[-1].rstrip(")）")) and found.known != "place.name":
        return Column(label.index, replace(label, words=words).shown, "blank")
    if found.use == "ask" and found.kind == "text" and any(SUM.fullmatch(word) for word in words):
        found = replace(found, kind="number", adds=True)
    if found.use == "serial":
        found = asked_column(label, "", listed)
    if room and found.use == "ask":
        found = replace(found, kind="date", adds=False) if room.day else replace(found, unit=found.unit or room.unit)
    return replace(found, label=replace(label, words=words).shown)


def _computed(column: Column, formula: str, cells: Mapping[tuple[int, int], Column]) -> Column:
    """A box with a formula over other boxes is computed; any other formula is not understood, and the box is asked."""
    try:
        named = [cell for area in areas_of(formula) for cell in area.cells()]
    except NotUnderstood:
        return column
    known = [cell for cell in named if cell in cells]
    if not known or column.cell in named or not understood(formula):
        return column
    return computed_column(column, formula, [cells[cell] for cell in known])


def _summed(label: Label, column: Column, others: list[tuple[Label, Column]]) -> str:
    """The sum that a box calls itself, over the boxes of its column or its row; empty where it is none."""
    for axis in (0, 1):
        if column.use != "ask" or len(label.short) != 2 or not SUM.fullmatch(label.short[axis]):
            continue
        parts = [
            one.cell
            for told, one in others
            if len(told.short) == 2 and told.short[1 - axis] == label.short[1 - axis]
            and one.cell[1 - axis] == column.cell[1 - axis] and one.kind in ("int", "number")
            and not SUM.fullmatch(told.short[axis]) and not told.short[axis].startswith("其中")
        ]  # fmt: skip
        if len(parts) > 1:
            return f"=SUM({','.join(f'{column_letter(at)}{row + 1}' for row, at in parts)})"
    return ""


def recognise_boxes(layout: Layout, calendar: Calendar, offers: Offers, formulas: Formulas) -> list[Column]:
    """Every box of a one-school form; of two that ask for the same, both are filled."""
    found = []
    often = Counter(label.short for label in layout.labels)
    for label in (one if often[one.short] == 1 else replace(one, short=()) for one in layout.labels):
        hole = label.room.hole if label.room and label.room.hole != (0, 0) else ()
        column = _one(label, layout, calendar, offers)
        found.append(replace(column, cell=label.cell or (), hole=hole))
    told = [(label, column) for label, column in zip(layout.labels, found, strict=True) if column.cell]
    plain = {label.cell: said for label, column in told if label.cell and (said := _summed(label, column, told))}
    formulas = {**plain, **formulas}
    cells = {(column.cell[0], column.cell[1]): column for column in found if column.cell and not column.hole}
    computed = [
        replace(_computed(column, formulas[label.cell], cells), cell=column.cell)
        if label.cell and label.cell in formulas and not column.hole
        else column
        for label, column in zip(layout.labels, found, strict=True)
    ]
    return as_numbers(computed)
