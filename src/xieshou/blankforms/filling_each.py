"""A one-school form given back: one sheet for each school in the superior's own layout, and all of them as a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xieshou.sheets.cells import shown
from xieshou.sheets.writing import writable

from .column import Column, Plain, shown_answer
from .computing import totals_of
from .filling import COPIES, EmptyForm, typed, written
from .room import written_into

LONGEST_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LIST_NAME, NAMELESS = "汇总", "学校"
Row = Mapping[str, Plain]


def sheet_names(wanted: Iterable[str], taken: Iterable[str]) -> list[str]:
    """Names that Excel takes: short, without its own signs, each once whatever the case of its letters."""
    used = {name.casefold() for name in taken}
    found = []
    for name in wanted:
        plain = FORBIDDEN.sub("", name).strip().strip("'") or NAMELESS
        short, number = plain[:LONGEST_NAME], 1
        while short.casefold() in used:
            number += 1
            mark = f"（{number}）"
            short = plain[: LONGEST_NAME - len(mark)] + mark
        used.add(short.casefold())
        found.append(short)
    return found


def _boxes(form: EmptyForm, columns: Sequence[Column], row: Row) -> list[list[Any]]:
    """What goes into each cell: a value of its own type, or words into the room the cell leaves."""
    cells: list[list[Any]] = []
    holes: dict[tuple[int, int], list[tuple[tuple[int, ...], str]]] = {}
    for column in columns:
        at = (column.cell[0], column.cell[1])
        value = row.get(column.key)
        if value is None or value == "":
            continue
        if column.hole:
            holes.setdefault(at, []).append((column.hole, shown_answer(column, value)))
        else:
            cells.append([at[0], *typed(at[1], value, column.kind)])
    for (top, left), answers in holes.items():
        text = form.sheet.rows[top][left]
        said = written_into(text if isinstance(text, str) else shown(text), answers)
        cells.append([top, left, "text", writable(said)])
    return cells


def _listed(columns: Sequence[Column], rows: Sequence[Row], names: Sequence[str]) -> tuple[list[str], list[Any]]:
    """The same answers as one list, with a row of sums."""
    shown_ones = [one for one in columns if one.use not in ("blank", "handed") and one.known != "place.name"]
    lines = [
        [typed(0, name)[1:], *(typed(0, row.get(one.key), one.kind)[1:] for one in shown_ones)]
        for name, row in zip(names, rows, strict=True)
    ]
    sums = totals_of(columns, rows, {})
    if sums:
        lines.append([["text", "合计"], *(typed(0, sums.get(one.index))[1:] for one in shown_ones)])
    return ["学校", *(one.label for one in shown_ones)], lines


def filled_each(form: EmptyForm, columns: Sequence[Column], rows: Sequence[Row], names: Sequence[str]) -> bytes:
    """The superior's workbook with its sheet once for each school, named after it, and the list in front."""
    others = [title for title in form.titles if title != form.layout.sheet]
    list_name, *sheets = sheet_names([LIST_NAME, *names], others)
    head, lines = _listed(columns, rows, names)
    schools = [[name, _boxes(form, columns, row)] for name, row in zip(sheets, rows, strict=True)]
    options = {"sheet": form.layout.sheet, "schools": schools, "list": list_name, "head": head, "rows": lines}
    return written(COPIES, options, form.data)
