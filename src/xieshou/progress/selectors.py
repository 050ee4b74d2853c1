"""Progress of the promises of pairs, as panels and pages read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from xieshou.pairings.models import Pairing
from xieshou.pairings.selectors import communities_of, members_of, pairings_of
from xieshou.places.models import Place
from xieshou.plans.models import Promise
from xieshou.plans.selectors import promises_on
from xieshou.terms.models import Term

from .promises import Progress, in_order_of_risk, progress_of


def _schools(promise: Promise, day: date) -> list[Place]:
    plan = promise.plan
    if plan.pairing is not None:
        return [plan.pairing.first, plan.pairing.second]
    return members_of(plan.community, day) if plan.community else []


def progress_of_bonds(bonds: Sequence[UUID], term: Term, day: date) -> dict[UUID, list[Progress]]:
    """Progress of every promise of several pairs or communities in a term, riskiest first."""
    found: dict[UUID, list[Progress]] = {bond: [] for bond in bonds}
    reference = min(max(day, term.starts), term.ends)
    for promise in promises_on(list(bonds), reference):
        found[promise.plan.bond].append(progress_of(promise, term, _schools(promise, day), day))
    return {bond: in_order_of_risk(rows) for bond, rows in found.items()}


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
