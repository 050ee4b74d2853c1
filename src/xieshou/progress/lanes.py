"""The main figure of each lane of a pair: what one side gave in a dimension this term."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from xieshou.catalogue import catalogue
from xieshou.kernel.amounts import format_amount
from xieshou.kernel.periods import Period
from xieshou.ledger.asking import Ask
from xieshou.pairings.models import Pairing
from xieshou.pairings.selectors import sides_of
from xieshou.terms.models import Term
from xieshou.terms.selectors import counting_period
from xieshou.web.trace import url_of

from .book import Book
from .doors import present_door
from .loading import load

# Figures that no kind of activity declares: who is sent, and what is given.
PEOPLE_AND_GOODS = {
    "staffing": ("teaching.present", "rotation.present", "itinerant.present", "subject_swap.present"),
    "management": ("secondment.present", "residency.present"),
    "teacher_growth": ("shadowing.present",),
    "funds": ("donation.fen",),
    "goods": ("books.count", "computers.count", "desks.count", "goods.count"),
}


class LaneFigure(NamedTuple):
    """What a lane shows: the door of the figure, the figure, its measure word and its name."""

    url: str
    figure: str
    unit: str
    label: str


def figures_by_dimension() -> dict[str, list[str]]:
    """Indicators that may stand for a dimension, people and goods first."""
    found: dict[str, list[str]] = defaultdict(list)
    for dimension, codes in PEOPLE_AND_GOODS.items():
        found[dimension] += [code for code in codes if code in catalogue.indicators]
    for kind in catalogue.kinds.values():
        if kind.main_indicator() not in found[kind.dimension]:
            found[kind.dimension].append(kind.main_indicator())
    return found


def told_by_lanes(term: Term) -> dict[str, Period]:
    """Every figure that a lane may show, with the days it is counted over; those present are counted from the start."""
    first = counting_period(term).starts
    codes = dict.fromkeys(code for listed in figures_by_dimension().values() for code in listed)
    return {code: Period(date.min if catalogue.indicators[code].stock else first, date.max) for code in codes}


def lane_figures(*, pairing: Pairing, term: Term, today: date, **context: object) -> dict[tuple[int, str], LaneFigure]:
    """For each giver and dimension the figure with most records."""
    period, by_dimension = counting_period(term), figures_by_dimension()
    book = load([pairing.pk], term, today, told_by_lanes(term)).book
    found = {}
    sides = sides_of(pairing, today)
    for giver, schools in zip((pairing.first_id, pairing.second_id), sides, strict=True):
        acting = tuple(school.pk for school in schools)
        for dimension, listed in by_dimension.items() if acting else ():
            asks = [Ask(code, bond=pairing.pk, schools=acting, side="gave", period=period) for code in listed]
            best = max((_figure(book, ask, term) for ask in asks), key=lambda one: one[0], default=(0, None))
            if best[0] and best[1]:
                found[giver, dimension] = best[1]
    return found


def _figure(book: Book, ask: Ask, term: Term) -> tuple[int, LaneFigure | None]:
    """How many records stand behind a figure, and the figure."""
    indicator = catalogue.indicators[ask.indicator]
    if indicator.stock:
        day = min(max(timezone.localdate(), term.starts), term.ends)
        amount = book.present(ask, day)
        return amount, LaneFigure(present_door(ask, day), str(amount), indicator.unit, indicator.label[2:])
    amount = book.figure(ask)
    if amount <= 0:
        return 0, None
    figure, unit = format_amount(amount, indicator.unit)
    period = ask.period
    records = {e.record for e in book.entries(ask) if period and period.contains(e.on)}
    return len(records), LaneFigure(url_of(ask), figure, unit, indicator.label)
