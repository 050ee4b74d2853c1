"""Facts of many pairs read once, and the figures of many questions counted from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, Sum

from xieshou.catalogue import catalogue
from xieshou.kernel.periods import Period
from xieshou.ledger.asking import Ask
from xieshou.ledger.models import Fact
from xieshou.ledger.sources import OPENING

ONE_DAY = timedelta(days=1)
COLUMNS = (
    "bond", "indicator", "source", "source_id", "school_id", "side", "partner_id", "subject", "bearer", "on"
)  # fmt: skip
# Those who are sent to teach; leaders and learners who are sent are not "placed teachers".
TO_TEACH = ("teaching", "rotation", "itinerant", "subject_swap")


class Entry(NamedTuple):
    """What one record adds to one indicator of one school on one day."""

    source: str
    record: UUID
    school: int
    side: str
    partner: int | None
    subject: str
    bearer: UUID | None
    on: date
    amount: int


@dataclass(frozen=True)
class Placed:
    """Somebody who was sent: from which school, first day, and the last one."""

    id: UUID
    school: int
    starts: date
    ends: date


class Book:
    """Counts as ``ledger.asking`` does for a bond, without a query for each question."""

    def __init__(self, entries: Mapping[tuple[UUID, str], list[Entry]]) -> None:
        self._entries = entries

    def without(self, record: UUID) -> Book:
        """The book as if one record had not been made."""
        return Book({key: [e for e in found if e.record != record] for key, found in self._entries.items()})

    def within(self, period: Period) -> Book:
        """The book of a stretch of days."""
        return Book({key: [e for e in found if period.contains(e.on)] for key, found in self._entries.items()})

    def entries(self, ask: Ask) -> list[Entry]:
        """What the question reads, of all days."""
        found = self._entries.get((ask.bond, ask.indicator), []) if ask.bond else []
        return [entry for entry in found if _asked(entry, ask)]

    def figure(self, ask: Ask) -> int:
        """The sum over events: all schools of an own figure, the largest of a shared one."""
        sums: dict[tuple[str, UUID], dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for entry in self.entries(ask):
            if ask.period is None or ask.period.contains(entry.on):
                sums[entry.source, entry.record][entry.school] += entry.amount
        if catalogue.indicators[ask.indicator].counting == "own":
            return sum(sum(schools.values()) for schools in sums.values())
        return sum(max(0, *schools.values()) for schools in sums.values())

    def presence(self, ask: Ask) -> tuple[int, date]:
        """Most present on one day of the period, and the first such day."""
        if ask.period is None:
            raise ValueError("presence needs a period")
        found = self.entries(ask)
        changes = {entry.on for entry in found if ask.period.starts < entry.on <= ask.period.ends}
        levels = [(present_on(found, day), day) for day in sorted({ask.period.starts, *changes})]
        return max(levels, key=lambda level: (level[0], -level[1].toordinal()))

    def present(self, ask: Ask, day: date) -> int:
        """How many are present on one day."""
        return present_on(self.entries(ask), day)

    def placed(self, bond: UUID) -> list[Placed]:
        """Everybody sent to teach, in the order of arrival."""
        days: dict[tuple[UUID, int], dict[date, int]] = defaultdict(lambda: defaultdict(int))
        for kind in TO_TEACH:
            for entry in self._entries.get((bond, f"{kind}.present"), []):
                if entry.side == "gave":
                    days[entry.record, entry.school][entry.on] += entry.amount
        found = []
        for (record, school), net in days.items():
            came = [on for on, amount in net.items() if amount > 0]
            left = [on for on, amount in net.items() if amount < 0]
            if came:
                found.append(Placed(record, school, min(came), max(left) - ONE_DAY if left else date.max))
        return sorted(found, key=lambda placed: (placed.starts, str(placed.id)))

    def indicators_of(self, record: UUID) -> set[str]:
        """What one record counts towards."""
        return {indicator for (_, indicator), found in self._entries.items() if any(e.record == record for e in found)}


def _asked(entry: Entry, ask: Ask) -> bool:
    wanted = (
        (ask.side, entry.side),
        (ask.partner, entry.partner),
        (ask.bearer, entry.bearer),
        (ask.source, entry.source),
    )
    if any(asked not in (None, "") and asked != has for asked, has in wanted):
        return False
    if ask.schools and entry.school not in ask.schools:
        return False
    return ask.subject is None or entry.subject == ask.subject


def present_on(entries: Iterable[Entry], day: date) -> int:
    """How many are present on a day: each record once, whichever of its schools is asked."""
    levels: dict[UUID, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for entry in entries:
        if entry.on <= day:
            levels[entry.record][entry.school] += entry.amount
    return sum(max(0, *schools.values()) for schools in levels.values())


def open_book(bonds: Iterable[UUID], wanted: Mapping[str, date | None], until: date) -> Book:
    """One query: facts of these bonds and indicators, each from its own day on; ``None`` means from the beginning."""
    since: dict[date | None, list[str]] = defaultdict(list)
    for indicator, day in wanted.items():
        since[day].append(indicator)
    entries: dict[tuple[UUID, str], list[Entry]] = defaultdict(list)
    if not since:
        return Book(entries)
    any_of = Q()
    for day, indicators in since.items():
        any_of |= Q(indicator__in=indicators) & (Q() if day is None else Q(on__gte=day))
    found = Fact.objects.filter(any_of, bond__in=list(bonds), on__lte=until).exclude(source=OPENING)
    for bond, indicator, *rest in found.order_by().values_list(*COLUMNS).annotate(s=Sum("amount")):
        entries[bond, indicator].append(Entry(*rest))
    return Book(entries)
