"""Whom a report is about, and over which stretch of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from xieshou.kernel.periods import Period
from xieshou.ledger.asking import Ask
from xieshou.pairings.models import Pairing
from xieshou.places.models import COUNTY, Place
from xieshou.places.selectors import county_of
from xieshou.terms.models import Term
from xieshou.terms.selectors import counting_period, terms_of


@dataclass(frozen=True)
class Span:
    """A term, or a whole school year, with the code that stands in an address: ``20252`` or ``2025``."""

    code: str
    name: str
    period: Period
    terms: tuple[Term, ...]

    @property
    def last(self) -> Term:
        """The term whose promises are told."""
        return self.terms[-1]


@dataclass(frozen=True)
class Subject:
    """A school, a pair or a county in a span of time, as of a moment."""

    kind: str
    place: Place
    span: Span
    as_of: datetime
    pairing: Pairing | None = None

    @property
    def name(self) -> str:
        """As it stands in the title."""
        if self.pairing is not None:
            return "与".join(side.name for side in self.schools)
        return self.place.office if self.kind == "county" else self.called(self.place).name

    @property
    def voice(self) -> str:
        """How the report speaks of whom it is about."""
        return {"school": "我校", "pair": "两校", "county": "全县"}[self.kind]

    @property
    def all_sides(self) -> str:
        """Whom a sentence about joint work is about."""
        return {"school": "我校与结对学校", "pair": "两校", "county": "全县"}[self.kind]

    @property
    def title(self) -> str:
        """Two lines, as the documents have it."""
        what = "结对帮扶工作情况报告" if self.kind == "county" else "结对帮扶工作总结"
        return f"{self.name}\n{self.span.name}{what}"

    @property
    def ask(self) -> Ask:
        """The question that every figure of the report narrows."""
        if self.pairing is not None:
            return Ask("", bond=self.pairing.pk, period=self.span.period, as_of=self.as_of)
        return Ask("", place=self.place, period=self.span.period, as_of=self.as_of)

    @property
    def url(self) -> str:
        """Address of the report."""
        owner = self.pairing.pk if self.pairing else self.place.uid
        return f"/reports/{self.kind}/{owner}/{self.span.code}/"

    @property
    def schools(self) -> list[Place]:
        """The sides whose names the report may use."""
        sides = [self.pairing.first, self.pairing.second] if self.pairing else [self.place]
        return [self.called(side) for side in sides]

    def called(self, place: Place) -> Place:
        """A place under the name it had at the end of the span."""
        return place.as_called(self.span.period.ends)


def spans_of(place: Place) -> list[Span]:
    """Terms and years of a place's county that have begun, newest first."""
    county = place if place.level == COUNTY else county_of(place)
    today = timezone.localdate()
    known = terms_of(county, place.stage) if county else []
    terms = [term for term in reversed(known) if term.starts <= today]
    spans = [Span(str(term.code), term.name, counting_period(term), (term,)) for term in terms]
    for year in dict.fromkeys(term.year for term in terms):
        of_year = tuple(sorted((t for t in terms if t.year == year), key=lambda t: t.starts))
        whole = Period(of_year[0].starts, counting_period(of_year[-1]).ends)
        spans.append(Span(str(year), of_year[0].year_label, whole, of_year))
    return spans


def span_of(place: Place, code: str) -> Span | None:
    """The span of an address, if the county has it."""
    return next((span for span in spans_of(place) if span.code == code), None)


def day_within(span: Span, today: date) -> date:
    """The day on which papers of the span are looked at: today, or the last of its days."""
    return min(max(today, span.period.starts), span.period.ends)
