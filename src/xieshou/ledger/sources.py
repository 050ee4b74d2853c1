"""How the reading side sees records it may not import: each record app registers a source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models

from xieshou.places.models import Place


@dataclass(frozen=True)
class Part:
    """One contribution before posting: which school, which side, how much. Schools come in order, receiver first."""

    indicator: str
    school: Place
    side: str
    amount: int
    on: date
    partner: Place | None = None
    bond: UUID | None = None
    bearer: UUID | None = None
    subject: str = ""


@dataclass(frozen=True)
class Line:
    """One record as the viewer may see it, for lists behind a figure and tables of a report."""

    id: UUID
    on: date
    title: str
    url: str
    kind: str = ""
    people: str = ""
    schools: str = ""
    amount: int = 0
    unit: str = ""
    confirmed: str = ""
    staff: tuple[str, ...] = ()  # of the people, those whom the record links to the staff list
    cells: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """A table or highlight a record app offers to reports: ``build(overview) -> document nodes``."""

    code: str
    heading: str
    build: Callable[..., Sequence[Any]]
    weight: int = 50


@dataclass(frozen=True)
class Source:
    """A record app's door for the ledger and the reading side; no model crosses it.

    ``rows`` are what ``parts_of`` reads beside a record, so that many records read them at once. ``of_person`` gives
    the ids of records in which a member of staff took part, as the viewer may see them.
    """

    code: str
    label: str
    model: type[models.Model]
    parts_of: Callable[[Any], Iterable[Part]]
    lines: Callable[[Sequence[UUID]], list[Line]]
    sections: tuple[Section, ...] = ()
    of_person: Callable[[UUID], Iterable[UUID]] | None = None
    rows: tuple[models.Prefetch[Any] | str, ...] = ()

    def contributions(self, records: Sequence[Any]) -> Iterator[tuple[Any, Iterable[Part]]]:
        """What each of these records contributes, the rows beside them read once for all."""
        models.prefetch_related_objects(records, *self.rows)
        return ((record, self.parts_of(record)) for record in records)


SOURCES: dict[str, Source] = {}
# Sums stated from before the system: facts of this source enter no total of records.
OPENING = "opening"


def register(source: Source) -> None:
    """Called once by each record app at start."""
    if source.code in SOURCES:
        raise ValueError(f"source {source.code!r} is registered twice")
    SOURCES[source.code] = source


def records_of(person: UUID) -> list[UUID]:
    """Ids of every record in which a member of staff took part."""
    doors = (source.of_person for source in SOURCES.values())
    return [record for door in doors if door is not None for record in door(person)]


def source_of(record: models.Model) -> Source:
    """The source a record belongs to."""
    for source in SOURCES.values():
        if isinstance(record, source.model):
            return source
    raise LookupError(f"{type(record).__name__} is no source of facts")
