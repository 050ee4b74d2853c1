"""The ledger of a report cut every way in which a sentence may speak of it: subject, month, side, school."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from django.db.models import Sum

from xieshou.catalogue import catalogue
from xieshou.ledger.asking import Ask, facts
from xieshou.ledger.overview import Row
from xieshou.places.models import Place
from xieshou.subjects.figures import month_door
from xieshou.subjects.material import Material
from xieshou.subjects.subject import Subject

Month = tuple[int, int]


@dataclass(frozen=True)
class Slice:
    """One part of an indicator; what is None or empty was not narrowed down."""

    indicator: str
    subject: str | None = None
    month: Month | None = None
    side: str = ""
    school: int | None = None


def slices_of(material: Material, codes: Sequence[str]) -> dict[Slice, int]:
    """Amounts of all slices of some indicators; those that are nought are left out, wholes never."""
    found = dict.fromkeys(map(Slice, codes), 0)
    if codes:
        subject, told = material.subject, [row for row in material.overview.rows if row.indicator in codes]
        found |= _of_set(subject, told) if _is_set(subject) else _of_place(subject, told)
        if subject.kind == "county":
            found |= _by_school(subject, codes)
    return found


def _is_set(subject: Subject) -> bool:
    """Whether several schools count an event once: a pair, a community, or a school with those it took in."""
    return subject.ask.place is None or len(subject.place.spans_by(subject.span.period.ends)) > 1


def ask_of(subject: Subject, part: Slice, schools: Mapping[int, Place]) -> Ask:
    """The question whose records sum to a slice."""
    ask = replace(subject.ask, indicator=part.indicator, subject=part.subject, side=part.side)
    if part.month is not None:
        ask = month_door(ask, *part.month)
    if part.school is None:
        return ask
    if subject.kind == "school":
        return replace(ask, partner=part.school)
    if subject.kind == "county":
        return replace(ask, place=schools[part.school])
    return replace(ask, schools=(part.school,))


def _parts(indicator: str, subject: str, month: Month, side: str, school: int | None) -> Iterator[Slice]:
    """Every slice that a fact enters."""
    divided = bool(subject) and catalogue.indicators[indicator].by_subject
    choices: tuple[tuple[Any, ...], ...] = (
        (None, subject) if divided else (None,),
        (None, month),
        ("", side) if side else ("",),
        (None,) if school is None else (None, school),
    )
    for chosen in product(*choices):
        yield Slice(indicator, *chosen)


def _of_place(subject: Subject, rows: Iterable[Row]) -> dict[Slice, int]:
    """Within a place facts add."""
    found: dict[Slice, int] = defaultdict(int)
    for row in rows:
        side, partner = (row.side, row.partner) if subject.kind == "school" else ("", None)
        for part in _parts(row.indicator, row.subject, (row.on.year, row.on.month), side, partner):
            found[part] += row.amount
    return {part: amount for part, amount in found.items() if amount}


def _by_school(subject: Subject, codes: Sequence[str]) -> dict[Slice, int]:
    """A school of the county counts its own part of what the county counts once."""
    found: dict[Slice, int] = defaultdict(int)
    inside = {"place_lo__gte": subject.place.lo, "place_lo__lt": subject.place.hi}
    asked = facts(replace(subject.ask, place=None)).filter(indicator__in=codes, **inside)
    columns = ("indicator", "subject", "on__year", "on__month", "side", "school_id")
    for code, name, year, month, side, school, amount in (
        asked.order_by().values_list(*columns).annotate(s=Sum("amount"))
    ):
        for part in _parts(code, name, (year, month), side, school):
            if part.school is not None:
                found[part] += amount
    return {part: amount for part, amount in found.items() if amount}


def _of_set(subject: Subject, rows: Iterable[Row]) -> dict[Slice, int]:
    """Of a shared event the schools of a set count the largest part, not the sum; a school's partners stay untold."""
    events: dict[Slice, dict[Any, dict[int, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for row in rows:
        whose = None if subject.kind == "school" else row.school
        for part in _parts(row.indicator, row.subject, (row.on.year, row.on.month), row.side, whose):
            events[part][row.source, row.record, row.subject, row.on][row.school] += row.amount
    amounts = {part: sum(map(_net(part), members.values())) for part, members in events.items()}
    return {part: amount for part, amount in amounts.items() if amount}


def _net(part: Slice) -> Any:
    adds = catalogue.indicators[part.indicator].counting == "own"
    return lambda shares: sum(shares.values()) if adds else max(shares.values(), key=abs)
