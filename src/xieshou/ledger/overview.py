"""Every figure of one set and period at once, from one read of the facts; equal to asking them one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Sum

from .asking import Ask, counts_once, facts

Event = tuple[str, UUID]


@dataclass
class Overview:
    """Net amounts per event, indicator, subject and day for the place or set of ``ask``."""

    ask: Ask
    events: dict[Event, dict[tuple[str, str, date], int]] = field(default_factory=dict)

    @classmethod
    def of(cls, ask: Ask) -> Overview:
        """Read the facts once. ``ask.indicator`` is ignored."""
        columns = ("school_id", "source", "source_id", "indicator", "subject", "on")
        rows = facts(replace(ask, indicator="")).order_by().values_list(*columns).annotate(s=Sum("amount"))
        members: dict[tuple[Any, ...], dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for school, *key, amount in rows:
            members[tuple(key)][school] += amount
        overview = cls(ask)
        for (source, record, indicator, subject, on), amounts in members.items():
            adds = counts_once(replace(ask, indicator=indicator))
            net = sum(amounts.values()) if adds else max(amounts.values(), key=abs)
            if net:
                overview.events.setdefault((source, record), {})[(indicator, subject, on)] = net
        return overview

    def _cells(self, indicator: str, beside: str = "") -> Iterator[tuple[Event, str, date, int]]:
        for event, cells in self.events.items():
            if beside and not any(code == beside for code, _, _ in cells):
                continue
            for (code, subject, on), amount in cells.items():
                if code == indicator:
                    yield event, subject, on, amount

    def total(self, indicator: str, subject: str | None = None, beside: str = "") -> int:
        """One figure; ``beside`` keeps the records that also count another indicator."""
        found = self._cells(indicator, beside)
        return sum(amount for _, own, _, amount in found if subject is None or own == subject)

    def by_subject(self, indicator: str) -> dict[str, int]:
        """A figure by subject, largest first."""
        split: dict[str, int] = defaultdict(int)
        for _, subject, _, amount in self._cells(indicator):
            split[subject] += amount
        return dict(sorted(split.items(), key=lambda pair: (-pair[1], pair[0])))

    def by_month(self, indicator: str) -> dict[tuple[int, int], int]:
        """A figure by year and month."""
        split: dict[tuple[int, int], int] = defaultdict(int)
        for _, _, on, amount in self._cells(indicator):
            split[(on.year, on.month)] += amount
        return dict(sorted(split.items()))

    def records(self, indicator: str, beside: str = "") -> list[Event]:
        """Source and id of the records behind a figure, oldest first."""
        found = sorted(self._cells(indicator, beside), key=lambda cell: cell[2])
        return list(dict.fromkeys(event for event, _, _, _ in found))

    def indicators(self) -> set[str]:
        """Indicators that have a figure other than nought."""
        return {code for cells in self.events.values() for code, _, _ in cells}

    def question(self, indicator: str, subject: str | None = None, beside: str = "") -> Ask:
        """The question whose records sum to the figure."""
        return replace(self.ask, indicator=indicator, subject=subject, beside=beside)
