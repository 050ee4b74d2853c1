"""Which term a day belongs to."""

from __future__ import annotations

from datetime import date

from xieshou.kernel.periods import Period, school_year_of
from xieshou.places.models import Place
from xieshou.scoping.memory import once

from .models import Term


@once
def terms_of(county: Place) -> list[Term]:
    """All terms of a county, oldest first."""
    terms = list(Term.objects.filter(county=county))
    for term in terms:
        term.county = county
    return terms


def term_on(county: Place, day: date) -> Term | None:
    """The term holding a day; a holiday belongs to the term before it, so that nothing falls between two."""
    return next((term for term in reversed(terms_of(county)) if term.starts <= day), None)


def term_code(county: Place | None, day: date) -> int:
    """Comparable code of the term; guessed from the calendar where a county has set none."""
    term = term_on(county, day) if county else None
    if term:
        return term.code
    return school_year_of(day) * 10 + (1 if day.month >= 8 or day.month == 1 else 2)


def counting_period(term: Term) -> Period:
    """Days that count for a term: to the eve of the next one, holidays included."""
    following = next((one for one in terms_of(term.county) if one.starts > term.starts), None)
    ends = term.ends if following is None else date.fromordinal(following.starts.toordinal() - 1)
    return Period(term.starts, max(ends, term.ends))


def year_periods(county: Place) -> dict[int, Period]:
    """Of each school year the county has set: from its first term's first day to the last counted day of its last."""
    terms = terms_of(county)
    spans: dict[int, Period] = {}
    for term, following in zip(terms, [*terms[1:], None], strict=True):
        eve = date.fromordinal(following.starts.toordinal() - 1) if following else term.ends
        starts = spans[term.year].starts if term.year in spans else term.starts
        spans[term.year] = Period(starts, max(eve, term.ends))
    return spans


def year_period(county: Place, year: int) -> Period | None:
    """The days of one school year, if the county has set its terms."""
    return year_periods(county).get(year)
