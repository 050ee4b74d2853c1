"""Whom a report is about, and over which stretch of time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone

from xieshou.kernel.periods import Period, halves, natural_year
from xieshou.ledger.asking import Ask
from xieshou.pairings.models import Community, Pairing
from xieshou.pairings.selectors import members_of
from xieshou.pairings.sides import names_of
from xieshou.people.models import Staff
from xieshou.places.models import COUNTY, Place
from xieshou.places.selectors import county_of
from xieshou.terms.models import Term
from xieshou.terms.selectors import counting_period, terms_of


@dataclass(frozen=True)
class Span:
    """A term, a school year, half a calendar year or a whole one, with the code that stands in an address.

    ``20252`` is a term, ``2025`` a school year, ``202601`` 2026年上半年, ``202602`` 下半年, ``202600`` 2026年.
    ``parts`` are what a table of kinds tells beside the whole.
    """

    code: str
    name: str
    period: Period
    terms: tuple[Term, ...]
    parts: tuple[tuple[str, Period], ...] = ()

    @property
    def last(self) -> Term:
        """The term whose promises are told."""
        return self.terms[-1]


VOICES = {"school": "我校", "pair": "两校", "group": "各成员学校", "county": "全县", "teacher": "本人"}
ALL_SIDES = {**VOICES, "school": "我校与结对学校", "teacher": "本人参加"}
KINDS = tuple(VOICES)


@dataclass(frozen=True)
class Subject:
    """A school, a pair, a community, a county or a teacher in a span of time, as of a moment."""

    kind: str
    place: Place
    span: Span
    as_of: datetime
    pairing: Pairing | None = None
    community: Community | None = None
    person: Staff | None = None

    @property
    def name(self) -> str:
        """As it stands in the title."""
        if self.pairing is not None:
            return "与".join(names_of(self.pairing, self.span.period.ends))
        if self.community is not None:
            return self.community.name
        if self.person is not None:
            return f"{self.called(self.place).name}{self.person.name}"
        return self.place.office if self.kind == "county" else self.called(self.place).name

    @property
    def signed_by(self) -> str:
        """As it stands under the report."""
        if self.pairing is not None:
            return "　".join(names_of(self.pairing, self.span.period.ends))
        return f"{self.called(self.place).name}　{self.person.name}" if self.person is not None else self.name

    @property
    def voice(self) -> str:
        """How the report speaks of whom it is about."""
        return VOICES[self.kind]

    @property
    def all_sides(self) -> str:
        """Whom a sentence about joint work is about."""
        return ALL_SIDES[self.kind]

    @property
    def title(self) -> str:
        """Two lines, as the documents have it."""
        whats = {"county": "结对帮扶工作情况报告", "teacher": "结对帮扶个人总结"}
        return f"{self.name}\n{self.span.name}{whats.get(self.kind, '结对帮扶工作总结')}"

    @property
    def ask(self) -> Ask:
        """The question that every figure of the report narrows."""
        ask = Ask("", period=self.span.period, as_of=self.as_of)
        if self.person is not None:
            return replace(ask, person=self.person.pk)
        bond = self.pairing or self.community
        return replace(ask, bond=bond.pk) if bond is not None else replace(ask, place=self.place)

    @property
    def url(self) -> str:
        """Address of the report."""
        about = self.pairing or self.community or self.person
        return f"/reports/{self.kind}/{about.pk if about else self.place.uid}/{self.span.code}/"

    @property
    def kept_by(self) -> dict[str, Place | Pairing | Community | Staff | str | None]:
        """Columns that words and issues of this report are found by."""
        about = {"pairing": self.pairing, "community": self.community, "person": self.person}
        return {"place": self.place, **about, "span": self.span.code}

    @property
    def schools(self) -> list[Place]:
        """The sides whose names the report may use."""
        if self.community is not None:
            sides = members_of(self.community, day_within(self.span, timezone.localdate()))
        else:
            sides = [self.pairing.first, self.pairing.second] if self.pairing else [self.place]
        return [self.called(side) for side in sides]

    def called(self, place: Place) -> Place:
        """A place under the name it had at the end of the span."""
        return place.as_called(self.span.period.ends)


def spans_of(place: Place) -> list[Span]:
    """Terms, school years, halves and calendar years of a place's county that have begun, newest first of each."""
    county = place if place.level == COUNTY else county_of(place)
    today = timezone.localdate()
    terms = [term for term in terms_of(county, place.stage) if term.starts <= today] if county else []
    counted = {term.pk: counting_period(term) for term in terms}
    spans = [Span(str(term.code), term.name, counted[term.pk], (term,)) for term in reversed(terms)]
    years = [tuple(of_year) for _, of_year in groupby(terms, key=lambda term: term.year)]
    spans += [_school_year(of_year, counted) for of_year in reversed(years)]
    return spans + _calendar(terms, counted, today)


def _school_year(terms: tuple[Term, ...], counted: dict[int, Period]) -> Span:
    whole = Period(terms[0].starts, counted[terms[-1].pk].ends)
    parts = tuple((term.name, counted[term.pk]) for term in terms) if len(terms) > 1 else ()
    return Span(str(terms[0].year), terms[0].year_label, whole, terms, parts)


def _calendar(terms: list[Term], counted: dict[int, Period], today: date) -> list[Span]:
    """Halves and calendar years that hold a day of school and have begun."""
    spans = []
    years = range(today.year, (terms[0].starts if terms else today).year - 1, -1)
    for year in years:
        first, second = halves(year)
        named = ((f"{year}年上半年", first), (f"{year}年下半年", second))
        spans += [
            (f"{year}02", *named[1], ()),
            (f"{year}01", *named[0], ()),
            (f"{year}00", f"{year}年", natural_year(year), named),
        ]
    held = [(span, tuple(t for t in terms if counted[t.pk].overlaps(span[2]))) for span in spans]
    return [Span(*span[:3], of, span[3]) for span, of in held if of and span[2].starts <= today]


def span_of(place: Place, code: str) -> Span | None:
    """The span of an address, if the county has it."""
    return next((span for span in spans_of(place) if span.code == code), None)


def day_within(span: Span, today: date) -> date:
    """The day on which papers of the span are looked at: today, or the last of its days."""
    return min(max(today, span.period.starts), span.period.ends)
