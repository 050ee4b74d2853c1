"""Every figure of one set and period at once, from one read of the facts; equal to asking them one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Sum

from xieshou.kernel.periods import Period

from .asking import Ask, counts_once, facts, spans_asked
from .sources import SOURCES, Line

Event = tuple[str, UUID]


class Row(NamedTuple):
    """What one record adds to one indicator of one school on one day."""

    school: int
    side: str
    partner: int | None
    source: str
    record: UUID
    indicator: str
    subject: str
    bearer: UUID | None
    on: date
    amount: int


class Cell(NamedTuple):
    """What one event comes to in one subject on one day."""

    event: Event
    subject: str
    on: date
    amount: int


COLUMNS = ("school_id", "side", "partner_id", "source", "source_id", "indicator", "subject", "bearer", "on")


def _read(ask: Ask) -> list[Row]:
    found = facts(ask).order_by().values_list(*COLUMNS).annotate(s=Sum("amount"))
    return [Row(*row) for row in found]


@dataclass
class Overview:
    """The facts of the place or set of ``ask``, read once; what is asked of them is counted from these rows."""

    ask: Ask
    rows: Sequence[Row]
    _lines: dict[str, list[Line]] = field(default_factory=dict, repr=False)
    _ever: dict[str, Overview] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, ask: Ask) -> Overview:
        """Read the facts once. ``ask.indicator`` is ignored."""
        return cls(ask, _read(replace(ask, indicator="")))

    def of_side(self, side: str) -> Overview:
        """The part in which schools stand on one side."""
        return Overview(replace(self.ask, side=side), [row for row in self.rows if row.side == side])

    def within(self, period: Period) -> Overview:
        """The part of a stretch of days; read anew where the place took schools in between, or days lie outside."""
        ask, whole = replace(self.ask, period=period), self.ask.period
        held = whole is None or (whole.starts <= period.starts and period.ends <= whole.ends)
        if not held or spans_asked(ask) != spans_asked(self.ask):
            return Overview.of(ask)
        return Overview(ask, [row for row in self.rows if period.contains(row.on)])

    def so_far(self, indicator: str) -> Overview:
        """One indicator from the first day to the last of the period, read once."""
        if indicator not in self._ever:
            ask = self.ask.about(indicator).so_far()
            self._ever[indicator] = Overview(ask, _read(ask))
        return self._ever[indicator]

    @cached_property
    def events(self) -> dict[Event, dict[tuple[str, str, date], int]]:
        """Net amounts per event, indicator, subject and day; what comes to nothing is left out."""
        found: dict[Event, dict[tuple[str, str, date], int]] = {}
        for (event, *cell), net in self._net(self.rows, lambda row: (row.indicator, row.subject, row.on)):
            found.setdefault(event, {})[cell[0], cell[1], cell[2]] = net
        return found

    def _net(
        self, rows: Iterable[Row], part: Callable[[Row], tuple[Any, ...]]
    ) -> Iterator[tuple[tuple[Any, ...], int]]:
        """Each event's parts with what they come to: the sum of its schools, or the largest of a shared figure."""
        members: dict[tuple[Any, ...], dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for row in rows:
            members[row.indicator, (row.source, row.record), *part(row)][row.school] += row.amount
        adds = {code: counts_once(self.ask.about(code)) for code in {code for code, *_ in members}}
        for (code, *where), amounts in members.items():
            net = sum(amounts.values()) if adds[code] else max(amounts.values(), key=abs)
            if net:
                yield tuple(where), net

    @cached_property
    def _by_indicator(self) -> dict[str, list[Cell]]:
        """The same amounts by indicator, so that no figure looks through those of all others."""
        found: dict[str, list[Cell]] = defaultdict(list)
        for event, cells in self.events.items():
            for (code, subject, on), amount in cells.items():
                found[code].append(Cell(event, subject, on, amount))
        return found

    def _cells(self, indicator: str, beside: str = "") -> Iterable[Cell]:
        cells = self._by_indicator.get(indicator, [])
        if not beside or beside == indicator:
            return cells
        besides = {cell.event for cell in self._by_indicator.get(beside, [])}
        return [cell for cell in cells if cell.event in besides]

    def total(self, indicator: str, subject: str | None = None, beside: str = "") -> int:
        """One figure; ``beside`` keeps the records that also count another indicator."""
        found = self._cells(indicator, beside)
        return sum(cell.amount for cell in found if subject is None or cell.subject == subject)

    def by_subject(self, indicator: str) -> dict[str, int]:
        """A figure by subject, largest first."""
        split: dict[str, int] = defaultdict(int)
        for cell in self._cells(indicator):
            split[cell.subject] += cell.amount
        return dict(sorted(split.items(), key=lambda pair: (-pair[1], pair[0])))

    def by_month(self, indicator: str) -> dict[tuple[int, int], int]:
        """A figure by year and month."""
        split: dict[tuple[int, int], int] = defaultdict(int)
        for cell in self._cells(indicator):
            split[(cell.on.year, cell.on.month)] += cell.amount
        return dict(sorted(split.items()))

    def by_bearer(self, indicator: str) -> dict[UUID | None, int]:
        """A figure by whom it is counted for."""
        split: dict[UUID | None, int] = defaultdict(int)
        own = (row for row in self.rows if row.indicator == indicator)
        for (_, bearer, *_), net in self._net(own, lambda row: (row.bearer, row.subject, row.on)):
            split[bearer] += net
        return dict(split)

    def records(self, indicator: str, beside: str = "") -> list[Event]:
        """Source and id of the records behind a figure, oldest first."""
        found = sorted(self._cells(indicator, beside), key=lambda cell: cell.on)
        return list(dict.fromkeys(cell.event for cell in found))

    def lines(self, source: str) -> list[Line]:
        """Its records of one source as the viewer may see them, read once; none where that app is switched off."""
        if source not in self._lines:
            ids = [record for code, record in self.events if code == source]
            self._lines[source] = SOURCES[source].lines(ids) if ids and source in SOURCES else []
        return self._lines[source]

    def indicators(self) -> set[str]:
        """Indicators that have a figure other than nought."""
        return set(self._by_indicator)

    def question(self, indicator: str, subject: str | None = None, beside: str = "") -> Ask:
        """The question whose records sum to the figure."""
        return replace(self.ask, indicator=indicator, subject=subject, beside=beside)
