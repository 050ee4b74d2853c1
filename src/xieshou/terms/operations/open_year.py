"""A new school year in one step: its terms by stage, headcounts, and what comes along or ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xieshou.kernel.periods import Period
from xieshou.places.models import STAGES, Place
from xieshou.places.operations.amend_place import set_figures
from xieshou.scoping.operations import Actor, Refused, current_deed, operation
from xieshou.scoping.scope import OutOfScope, current
from xieshou.terms.models import Term
from xieshou.terms.turning import TURNERS

from .set_term import follow_change, keep_term

FEWEST, MOST = 2, 4


@dataclass(frozen=True)
class TermDays:
    """A term before it is kept; ``stage`` is empty for all stages without terms of their own."""

    stage: str
    name: str
    starts: date
    ends: date


@dataclass(frozen=True)
class Headcount:
    """Figures of a school that somebody told."""

    school: Place
    pupils: int | None
    teachers: int | None
    classes: int | None


@operation("year.open", "新学年")
def open_year(
    actor: Actor,
    *,
    county: Place,
    year: int,
    terms: Sequence[TermDays],
    figures: Sequence[Headcount] = (),
    chosen: Mapping[str, Sequence[str]] | None = None,
) -> Place:
    """Two to four terms for the county, and as many for each stage that has its own; the rest comes along as chosen."""
    if not current().covers(county.lo):
        raise OutOfScope(f"{county.name} is outside the active scope")
    _count(terms)
    for stage in dict.fromkeys(term.stage for term in terms):
        rows = sorted((term for term in terms if term.stage == stage), key=lambda term: term.starts)
        Term.objects.filter(county=county, stage=stage, year=year).delete()
        for ordinal, row in enumerate(rows, start=1):
            keep_term(county, stage, year, ordinal, row.name, row.starts, row.ends)
    follow_change(county)
    _tell(actor, year, figures)
    own = [term for term in terms if not term.stage]
    whole = Period(min(term.starts for term in own), max(term.ends for term in own))
    for turner in TURNERS:
        turner.carry(actor, (chosen or {}).get(turner.code, ()), whole)
    current_deed().note(county, year=year, terms=len(terms), figures=len(figures), chosen=chosen)
    return county


@operation("year.figures", "填写各校规模")
def tell_figures(actor: Actor, *, county: Place, year: int, figures: Sequence[Headcount]) -> Place:
    """Headcounts of some more schools of the county."""
    if not current().covers(county.lo):
        raise OutOfScope(f"{county.name} is outside the active scope")
    _tell(actor, year, figures)
    current_deed().note(county, year=year, figures=len(figures))
    return county


def _tell(actor: Actor, year: int, figures: Sequence[Headcount]) -> None:
    for told in figures:
        counts = {"pupils": told.pupils, "teachers": told.teachers, "classes": told.classes}
        set_figures(actor, school=told.school, year=year, **counts)


def _count(terms: Sequence[TermDays]) -> None:
    counts = Counter(term.stage for term in terms)
    counts[""] += 0
    for stage, number in counts.items():
        if not FEWEST <= number <= MOST:
            whose = dict(STAGES).get(stage, "全县")
            raise Refused(f"E-TRM-110 {whose}一学年要有{FEWEST}到{MOST}个学期，现在是{number}个。")
