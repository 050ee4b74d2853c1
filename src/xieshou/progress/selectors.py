"""Progress of the promises of pairs, as panels and pages read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from xieshou.pairings.models import Pairing
from xieshou.pairings.selectors import communities_of, pairings_of
from xieshou.places.models import Place
from xieshou.places.selectors import county_of
from xieshou.plans.models import Plan, Promise
from xieshou.plans.selectors import promises_counted
from xieshou.terms.models import Term
from xieshou.terms.selectors import term_on, terms_of

from .loading import load, load_promises
from .promises import Progress, State, in_order_of_risk


@dataclass(frozen=True)
class Tally:
    """How many promises are in which state."""

    done: int = 0
    owed: int = 0
    risk: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.done + self.owed + self.risk

    @property
    def bar(self) -> list[str]:
        """One segment a promise; a bar of a term ends with the risky."""
        return ["on"] * self.done + [""] * self.owed + ["due"] * self.risk

    @property
    def state(self) -> State:
        """The worst there is."""
        return "risk" if self.risk else "owed" if self.owed else "done"

    @property
    def spoken(self) -> str:
        """The bar in words."""
        return f"{self.total}项承诺，已完成{self.done}项" + (f"，有风险{self.risk}项" if self.risk else "")


def tally(found: Iterable[Progress]) -> Tally:
    """Count promises by state."""
    states = Counter(row.state for row in found)
    return Tally(states["done"], states["owed"], states["risk"])


def progress_of_bonds(bonds: Sequence[UUID], term: Term, day: date) -> dict[UUID, list[Progress]]:
    """Progress of every promise of several pairs or communities in a term, riskiest first."""
    found = load(bonds, term, day).by_bond()
    return {bond: found.get(bond, []) for bond in bonds}


def progress_of_plan(plan: Plan, term: Term, day: date) -> list[Progress]:
    """Progress of one plan's promises in its own order, whether or not it is the one in force."""
    return load_promises(promises_counted().filter(plan=plan), term, day).progress()


def progress_of_promise(promise: Promise, term: Term, day: date) -> Progress | None:
    """One promise; none where its plan holds no such stretch of the term."""
    return next(iter(load_promises([promise], term, day).progress()), None)


def bonds_of(school: Place, day: date) -> list[Any]:
    """Pairings and communities of a school."""
    return [*pairings_of(school, day), *communities_of(school, day)]


def progress_of_school(school: Place, term: Term, day: date) -> list[tuple[Any, list[Progress]]]:
    """Each bond of a school with its promises."""
    bonds = bonds_of(school, day)
    found = progress_of_bonds([bond.pk for bond in bonds], term, day)
    return [(bond, found[bond.pk]) for bond in bonds if found[bond.pk]]


def owed_indicators(bonds: Sequence[UUID], term: Term, day: date) -> list[str]:
    """Indicators that are still owed, riskiest first: their kinds come first in the record form."""
    rows = [row for listed in progress_of_bonds(bonds, term, day).values() for row in listed if row.missing]
    return list(dict.fromkeys(row.indicator.code for row in in_order_of_risk(rows)))


def pair_progress(pairing: Pairing, term: Term, day: date) -> list[Progress]:
    """Promises of one pair."""
    return progress_of_bonds([pairing.pk], term, day)[pairing.pk]


def term_for(place: Place, day: date) -> Term | None:
    """The term of a place's county on a day, or its newest one before."""
    county = county_of(place)
    if county is None:
        return None
    return term_on(county, day, place.stage) or next(iter(reversed(terms_of(county, place.stage))), None)
