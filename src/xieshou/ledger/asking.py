"""Asking the ledger: one question object for totals, breakdowns and the records behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from xieshou.catalogue import catalogue
from xieshou.kernel.periods import Period
from xieshou.places.models import COUNTY, Place
from xieshou.places.selectors import county_of
from xieshou.scoping.scope import current
from xieshou.terms.selectors import counting_periods

from .models import Fact, Total
from .sources import OPENING, records_of


@dataclass(frozen=True)
class Ask:
    """What is asked. Either a ``place`` of the tree, or any other set (``bond`` or ``schools``).

    A place counts a shared event once by ``counts_up_to``; a set adds, per event, the largest net amount of a member.
    A school with forebears is such a set: itself and those it had taken in by the end of the period.
    ``beside`` keeps the records that also count another indicator (the pupils of the lessons sent to villages).
    ``person`` keeps the records in which one member of staff took part: facts carry no person, their sources tell.
    """

    indicator: str
    place: Place | None = None
    bond: UUID | None = None
    schools: tuple[int, ...] = ()
    side: str = ""
    partner: int | None = None
    subject: str | None = None
    bearer: UUID | None = None
    period: Period | None = None
    as_of: datetime | None = None
    source: str = ""
    beside: str = ""
    person: UUID | None = None

    def about(self, indicator: str) -> Ask:
        """The same question about another indicator."""
        return replace(self, indicator=indicator)

    def so_far(self) -> Ask:
        """The same question of all days up to the last of the period."""
        return replace(self, period=Period(date.min, self.period.ends)) if self.period else self


FILTERS = ("side", "partner", "bearer", "source")
FACTS_ONLY = ("bond", "schools", "partner", "bearer", "as_of", "source", "beside")


def facts(ask: Ask) -> QuerySet[Fact]:
    """Facts the question reads, in the active scope; stated opening sums only when their source is asked for."""
    found = Fact.objects.filter(indicator=ask.indicator) if ask.indicator else Fact.objects.all()
    if ask.beside:
        found = found.filter(source_id__in=Fact.objects.filter(indicator=ask.beside).values("source_id"))
    found = _records_only(found, ask)
    if ask.place is not None:
        found = found.filter(_inside(ask.place, spans_asked(ask)))
    if ask.bond is not None:
        found = found.filter(bond=ask.bond)
    if ask.schools:
        found = found.filter(school__in=ask.schools)
    for name in FILTERS:
        value = getattr(ask, name)
        if value not in (None, ""):
            found = found.filter(**{name: value})
    if ask.subject is not None:
        found = found.filter(subject=ask.subject)
    if ask.period is not None:
        found = found.filter(on__gte=ask.period.starts, on__lte=ask.period.ends)
    if ask.as_of is not None:
        found = found.filter(recorded_at__lte=ask.as_of)
    return found


def _records_only(found: QuerySet[Fact], ask: Ask) -> QuerySet[Fact]:
    """Sums stated from before the system stay out, unless exactly they are asked for; of a person, that person's."""
    if ask.person is not None:
        own = records_of(ask.person)
        found = found.filter(Q(source_id__in=own) | Q(bearer__in=own))
    return found if ask.source == OPENING else found.exclude(source=OPENING)


def spans_asked(ask: Ask) -> tuple[tuple[int, int], ...]:
    """Intervals of the tree that the question reads; none when it asks no place."""
    return ask.place.spans_by(ask.period.ends if ask.period else None) if ask.place is not None else ()


def _inside(place: Place, spans: tuple[tuple[int, int], ...]) -> Q:
    if len(spans) == 1:
        return Q(place_lo__gte=place.lo, place_lo__lt=place.hi, counts_up_to__lte=place.level)
    return reduce(or_, (Q(place_lo__gte=lo, place_lo__lt=hi) for lo, hi in spans))


def counts_once(ask: Ask) -> bool:
    """Whether every fact that is read counts: those of one place of the tree, and parts that simply add."""
    return len(spans_asked(ask)) == 1 or catalogue.indicators[ask.indicator].counting == "own"


def _per_event(ask: Ask, *extra: str) -> dict[tuple[Any, ...], int]:
    """Net amount per event (and per value of ``extra``): a sum for own figures, the largest member for shared ones."""
    key = ("source", "source_id", *extra)
    if counts_once(ask):
        rows = facts(ask).order_by().values_list(*key).annotate(s=Sum("amount"))
        return {tuple(row[:-1]): row[-1] for row in rows if row[-1]}
    # A place counts once in every slot (subject, day); so must a set, or its parts would not sum to the total.
    slot = tuple(dict.fromkeys((*key, "subject", "on")))
    best: dict[tuple[Any, ...], int] = defaultdict(int)
    members = facts(ask).order_by().values_list("school_id", *slot).annotate(s=Sum("amount"))
    for _, *where, amount in members:
        best[tuple(where)] = max(best[tuple(where)], amount, key=abs)  # the end of a stock is a negative part
    net: dict[tuple[Any, ...], int] = defaultdict(int)
    for where, amount in best.items():
        net[where[: len(key)]] += amount
    return {event: amount for event, amount in net.items() if amount}


def kept_terms(ask: Ask) -> list[int]:
    """Terms whose kept totals answer the question; none when only the facts can.

    Totals know term, place, side and subject. So: whole terms of one county, a place without forebears, no other
    condition, and a viewer who may read all of the place (facts of a record that reaches him from elsewhere are in no
    total he may read).
    """
    place, period, scope = ask.place, ask.period, current()
    if place is None or period is None or place.level < COUNTY or any(getattr(ask, name) for name in FACTS_ONLY):
        return []
    if len(spans_asked(ask)) > 1:
        return []
    if not scope.everything and not any(lo <= place.lo and place.hi <= hi for lo, hi in scope.spans):
        return []
    county = county_of(place)
    periods = counting_periods(county) if county else {}
    whole = {code: one for code, one in periods.items() if period.starts <= one.starts and one.ends <= period.ends}
    spans = list(whole.values())  # they follow each other without a gap
    return list(whole) if spans and (spans[0].starts, spans[-1].ends) == (period.starts, period.ends) else []


def _kept(ask: Ask, terms: list[int], indicators: Sequence[str]) -> dict[str, int]:
    """Sums by indicator from the totals of these terms; ``ask`` has a place."""
    ((lo, hi),), level = spans_asked(ask), ask.place.level if ask.place else COUNTY
    found = Total.objects.filter(
        term__in=terms, indicator__in=indicators, place_lo__gte=lo, place_lo__lt=hi, counts_up_to__lte=level
    )
    if ask.side:
        found = found.filter(side=ask.side)
    if ask.subject is not None:
        found = found.filter(subject=ask.subject)
    return dict(found.order_by().values_list("indicator").annotate(s=Sum("amount")))


def totals(ask: Ask, indicators: Sequence[str]) -> dict[str, int]:
    """Several figures of one question, from the kept totals in one read where these answer it."""
    terms = kept_terms(ask)
    if not terms:
        return {code: total(ask.about(code)) for code in indicators}
    return dict.fromkeys(indicators, 0) | _kept(ask, terms, indicators)


def total(ask: Ask) -> int:
    """The figure, in the indicator's smallest unit."""
    terms = kept_terms(ask)
    if terms:
        return _kept(ask, terms, [ask.indicator]).get(ask.indicator, 0)
    if counts_once(ask):
        return int(facts(ask).aggregate(s=Sum("amount"))["s"] or 0)
    return sum(_per_event(ask).values())


def totals_by(ask: Ask, column: str) -> dict[Any, int]:
    """The figure split by a fact's column (subject, on, bearer …); the parts sum to the total."""
    split: dict[Any, int] = defaultdict(int)
    for event, amount in _per_event(ask, column).items():
        split[event[-1]] += amount
    return dict(split)


def records(ask: Ask) -> list[tuple[str, UUID, int]]:
    """Source, id and net amount of every record behind the figure; their amounts sum to it."""
    return [(event[0], event[1], amount) for event, amount in _per_event(ask).items()]


def most_present(ask: Ask) -> int:
    """Most present on one day of the period: stock facts are +1 on the first day and −1 after the last."""
    period = ask.period
    if period is None:
        raise ValueError("presence needs a period")
    days: dict[date, int] = defaultdict(int)
    for event, amount in _per_event(ask.so_far(), "on").items():
        days[event[-1]] += amount
    return peak(days, period)


def peak(days: Mapping[date, int], period: Period) -> int:
    """Most present on one day of a period, from the changes by day."""
    before = sum(amount for day, amount in days.items() if day <= period.starts)
    most = level = before
    for day in sorted(day for day in days if period.starts < day <= period.ends):
        level += days[day]
        most = max(most, level)
    return most


def kept_by_school(place: Place, terms: Iterable[int], indicators: Iterable[str]) -> dict[tuple[int, str, str], int]:
    """Figures of every school of a place, by its position, the indicator and the side, from the kept totals."""
    inside = Total.objects.filter(term__in=list(terms), place_lo__gte=place.lo, place_lo__lt=place.hi)
    rows = inside.filter(indicator__in=list(indicators)).order_by().values_list("place_lo", "indicator", "side")
    return {(lo, code, side): amount for lo, code, side, amount in rows.annotate(s=Sum(F("amount")))}
