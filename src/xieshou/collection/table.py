"""The table of a call: schools down, columns across, each cell known, answered, summed or still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xieshou.blankforms.column import Column, Plain
from xieshou.blankforms.computing import with_computed
from xieshou.places.models import Place

from .known import NOTHING, Value, in_words, known_values
from .models import Call, Due


@dataclass(frozen=True)
class Cell:
    """One cell as a page shows it: words, the page behind, what it says now when that differs, whether it waits."""

    column: Column
    text: str
    url: str = ""
    now: str = ""
    waits: bool = False


@dataclass
class Line:
    """One school's row."""

    school: Place
    due: Due | None
    plain: dict[str, Plain]
    cells: list[Cell] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether a known figure differs from what was sent."""
        return any(cell.now for cell in self.cells)


def known_of(call: Call, schools: Sequence[Place]) -> dict[str, Mapping[int, Value]]:
    """Values of every known column, by column and school, as they are now."""
    return {column.key: known_values(column, schools, call.period) for column in call.layout if column.use == "known"}


def snapshot(known: Mapping[str, Mapping[int, Value]], school: Place) -> dict[str, Plain]:
    """What is known of one school in plain values."""
    return {key: values.get(school.pk, NOTHING).plain for key, values in known.items()}


def asked_of(columns: Sequence[Column], known: Mapping[str, Plain]) -> list[Column]:
    """What a school must type: what is asked of all, and what is known of others but not of it."""
    return [
        column
        for column in columns
        if column.use == "ask" or (column.use == "known" and known.get(column.key) in (None, ""))
    ]


def plain_row(columns: Sequence[Column], known: Mapping[str, Plain], answers: Mapping[str, Plain]) -> dict[str, Plain]:
    """Every value of one school's row, what is computed last."""
    row: dict[str, Plain] = {}
    for column in columns:
        if column.use == "fixed":
            row[column.key] = column.fixed
        elif column.use == "known" and known.get(column.key) not in (None, ""):
            row[column.key] = known[column.key]
        elif column.use in ("ask", "known"):
            row[column.key] = answers.get(column.key)
    return with_computed(columns, row)


def shown_columns(call: Call) -> list[Column]:
    """The columns a page shows: a running number, who handed in and what stays empty say nothing there."""
    return [column for column in call.layout if column.use not in ("serial", "blank", "handed")]


def _handing(columns: Sequence[Column], due: Due | None) -> dict[str, Plain]:
    """Who handed in and on which day, where the form asks for it."""
    if due is None or due.handed_on is None:
        return {}
    said = {"date": due.handed_on.isoformat(), "text": due.handed_by}
    return {column.key: said[column.kind] for column in columns if column.use == "handed"}


def _cell(column: Column, row: Mapping[str, Plain], due: Due | None, now: Value) -> Cell:
    text = in_words(column, row.get(column.key))
    if column.use != "known":
        return Cell(column, text, waits=column.use == "ask" and not text)
    was = due.known.get(column.key) if due else now.plain
    differs = due is not None and was not in (None, "") and now.plain != was
    said_now = (in_words(column, now.plain) or "没有了") if differs else ""
    return Cell(column, text, now.url if text else "", said_now, waits=not text)


def lines_of(call: Call, schools: Sequence[Place], dues: Mapping[int, Due]) -> list[Line]:
    """Rows in the order of the schools; what was sent stands, and what it would be now stands beside it."""
    columns, known = call.layout, known_of(call, schools)
    shown = shown_columns(call)
    found = []
    for school in schools:
        due = dues.get(school.pk)
        held = due.known if due else snapshot(known, school)
        row = {**plain_row(columns, held, due.answers if due else {}), **_handing(columns, due)}
        line = Line(school, due, row)
        line.cells = [_cell(c, row, due, known.get(c.key, {}).get(school.pk, NOTHING)) for c in shown]
        found.append(line)
    return found
