"""People a sentence names, and what the records give each of them alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from xieshou.ledger.overview import Event, Overview
from xieshou.ledger.sources import SOURCES
from xieshou.people.selectors import staff_of
from xieshou.subjects.subject import Subject


def people_in(subject: Subject, text: str) -> dict[str, frozenset[str]]:
    """Staff of the report's schools whose names stand in the text, each with everyone of that school."""
    found: dict[str, frozenset[str]] = {}
    for school in subject.schools if subject.kind != "county" else ():
        colleagues = frozenset(staff_of(school).values_list("name", flat=True))
        found |= {name: colleagues for name in colleagues if name in text}
    return found


def amounts_of(
    people: dict[str, frozenset[str]], overview: Overview, codes: Sequence[str]
) -> Iterator[tuple[str, str, int]]:
    """Name, indicator and amount of each person, where every record says who of the school took part, and he alone.

    Where a record names nobody of the school, or several, the ledger cannot tell whose a lesson was, and says nothing.
    """
    if not people:
        return
    took_part = _took_part(list(dict.fromkeys(event for code in codes for event in overview.records(code))))
    for code in codes:
        events = overview.records(code)
        for name, colleagues in people.items():
            told = {event: took_part.get(event[1], frozenset()) & colleagues for event in events}
            if told and all(told.values()) and all(len(named) == 1 for named in told.values() if name in named):
                yield name, code, sum(_amount(overview, event, code) for event in events if name in told[event])


def _amount(overview: Overview, event: Event, code: str) -> int:
    return sum(amount for (indicator, _, _), amount in overview.events[event].items() if indicator == code)


def _took_part(events: Sequence[Event]) -> dict[UUID, frozenset[str]]:
    """The people each record names, as the viewer may see them."""
    by_source: dict[str, list[UUID]] = defaultdict(list)
    for source, record in events:
        by_source[source].append(record)
    lines = [line for source, ids in by_source.items() if source in SOURCES for line in SOURCES[source].lines(ids)]
    return {line.id: frozenset(filter(None, line.people.split("、"))) for line in lines}
