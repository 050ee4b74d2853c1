"""Which term a day belongs to."""

from __future__ import annotations

from datetime import date

from xieshou.kernel.periods import Period, school_year_of
from xieshou.places.models import Place
from xieshou.places.selectors import county_of
from xieshou.scoping.memory import once

from .models import Term

OUTSIDE = 0  # the code of days before the first term and after the last


@once
def _all_terms(county: Place) -> list[Term]:
    terms = list(Term.objects.filter(county=county))
    for term in terms:
        term.county = county
    return terms


def terms_of(county: Place, stage: str = "") -> list[Term]:
    """All terms of a county, oldest first; of a stage its own, and the county's for years in which it has none."""
    rows = [term for term in _all_terms(county) if term.stage in ("", stage)]
    own = {term.year for term in rows if term.stage}
    return [term for term in rows if term.stage or term.year not in own]


def term_on(county: Place, day: date, stage: str = "") -> Term | None:
    """The term holding a day; a holiday belongs to the term before it, so that nothing falls between two."""
    return next((term for term in reversed(terms_of(county, stage)) if term.starts <= day), None)


def term_here(place: Place, day: date) -> Term | None:
    """The term a place is in on a day, if its county has set any."""
    county = county_of(place)
    return term_on(county, day, place.stage) if county is not None else None


def counting_periods(county: Place, stage: str = "") -> dict[int, Period]:
    """Days that count for each term, by its code: to the eve of the next one, holidays included."""
    terms = terms_of(county, stage)
    periods: dict[int, Period] = {}
    for term, following in zip(terms, [*terms[1:], None], strict=False):
        eve = date.fromordinal(following.starts.toordinal() - 1) if following else term.ends
        periods[term.code] = Period(term.starts, max(eve, term.ends))
    return periods


def term_code(county: Place | None, day: date) -> int:
    """Code of the county's term whose counted days hold a day; guessed from the calendar where it has set none.

    Facts carry this one, whatever terms their school's stage has of its own: a stage's terms are asked for by days.
    """
    periods = counting_periods(county) if county else {}
    if periods:
        return next((code for code, period in periods.items() if period.contains(day)), OUTSIDE)
    return school_year_of(day) * 10 + (1 if day.month >= 8 or day.month == 1 else 2)


def counting_period(term: Term) -> Period:
    """Days that count for a term: to the eve of the next one, holidays included."""
    return counting_periods(term.county, term.stage)[term.code]


def year_periods(county: Place, stage: str = "") -> dict[int, Period]:
    """Of each school year the county has set: from its first term's first day to the last counted day of its last."""
    spans: dict[int, Period] = {}
    for code, period in counting_periods(county, stage).items():
        year = code // 10
        spans[year] = Period(spans[year].starts if year in spans else period.starts, period.ends)
    return spans


def year_period(county: Place, year: int) -> Period | None:
    """The days of one school year, if the county has set its terms."""
    return year_periods(county).get(year)


def stages_with_terms(county: Place) -> list[str]:
    """Stages that have terms of their own in some year."""
    return sorted({term.stage for term in _all_terms(county) if term.stage})
