"""Which term a day belongs to."""

from __future__ import annotations

from datetime import date

from xieshou.kernel.periods import Period, school_year_of
from xieshou.places.models import Place

from .models import Term


def terms_of(county: Place, stage: str = "") -> list[Term]:
    """All terms of a county, oldest first; of a stage its own, and the county's for years in which it has none."""
    if not stage:
        return list(Term.objects.filter(county=county, stage=""))
    rows = list(Term.objects.filter(county=county, stage__in=["", stage]))
    own = {term.year for term in rows if term.stage}
    return [term for term in rows if term.stage or term.year not in own]


def term_on(county: Place, day: date, stage: str = "") -> Term | None:
    """The term holding a day; a holiday belongs to the term before it, so that nothing falls between two."""
    if not stage:
        return Term.objects.filter(county=county, stage="", starts__lte=day).order_by("-starts").first()
    return next((term for term in reversed(terms_of(county, stage)) if term.starts <= day), None)


def term_code(county: Place | None, day: date, stage: str = "") -> int:
    """Comparable code of the term; guessed from the calendar where a county has set none."""
    term = term_on(county, day, stage) if county else None
    if term:
        return term.code
    return school_year_of(day) * 10 + (1 if day.month >= 8 or day.month == 1 else 2)


def counting_period(term: Term) -> Period:
    """Days that count for a term: to the eve of the next one, holidays included."""
    later = Term.objects.filter(county=term.county, starts__gt=term.starts)
    own = later.filter(stage=term.stage).order_by("starts").first()
    following = own if own is not None or not term.stage else later.filter(stage="").order_by("starts").first()
    ends = term.ends if following is None else date.fromordinal(following.starts.toordinal() - 1)
    return Period(term.starts, max(ends, term.ends))


def year_periods(county: Place, stage: str = "") -> dict[int, Period]:
    """Of each school year the county has set: from its first term's first day to the last counted day of its last."""
    terms = terms_of(county, stage)
    spans: dict[int, Period] = {}
    for term, following in zip(terms, [*terms[1:], None], strict=True):
        eve = date.fromordinal(following.starts.toordinal() - 1) if following else term.ends
        starts = spans[term.year].starts if term.year in spans else term.starts
        spans[term.year] = Period(starts, max(eve, term.ends))
    return spans


def year_period(county: Place, year: int) -> Period | None:
    """The days of one school year, if the county has set its terms."""
    return year_periods(county).get(year)


def stages_with_terms(county: Place) -> list[str]:
    """Stages that have terms of their own in some year."""
    rows = Term.objects.filter(county=county).exclude(stage="").order_by("stage")
    return list(rows.values_list("stage", flat=True).distinct())
