"""The clauses of an agreement on its page: what each promises, how far that has come, and what is not counted yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import timezone

from xieshou.pairings.models import Agreement, Clause
from xieshou.plans.models import Plan, Promise
from xieshou.plans.selectors import plans_of, promises_counted
from xieshou.progress.loading import load_promises
from xieshou.progress.rows import Row, next_dates, row_of
from xieshou.progress.selectors import term_for
from xieshou.terms.selectors import counting_period
from xieshou.web.pages import SignedIn

from .reader import Offer, offers_of

FIGURE = "figure"


@dataclass(frozen=True)
class ClauseShown:
    """A clause with its promises of this term, those of a coming one, and the quotas that may still be promised."""

    clause: Clause
    rows: list[Row]
    others: list[Promise]
    offers: list[tuple[str, str]]


def plan_for(request: SignedIn, agreement: Agreement, today: date) -> Plan | None:
    """The plan a promise goes into: one this person may add to and that is not over, today's before a coming one."""
    plans = plans_of(agreement.pairing_id).filter(ends__gte=today).select_related("school").order_by("starts")
    return next((plan for plan in plans if request.user.may("promise.set", plan.school.lo)), None)


def _rows(promises: Sequence[Promise], agreement: Agreement, today: date) -> list[Row]:
    term = term_for(agreement.pairing.first, today)
    begun = [one for one in promises if term and one.plan.starts <= counting_period(term).ends]
    if term is None or not begun:
        return []
    dates = next_dates({promise.plan_id for promise in begun}, today)
    return [row_of(found, term, dates) for found in load_promises(begun, term, today).progress()]


def _doors(clause: Clause, promises: Sequence[Promise], plan: Plan | None) -> list[tuple[str, str]]:
    """Each quota that no promise of the clause counts yet, with the form that begins with it."""
    kept = {promise.indicator for promise in promises}
    if plan is None:
        return []
    return [
        (offer.words, f"/plans/{plan.pk}/promises/new/?{urlencode({'clause': clause.pk, FIGURE: place})}")
        for place, offer in enumerate(offers_of(clause))
        if offer.indicator.code not in kept
    ]


def clauses_here(request: SignedIn, *, agreement: Agreement, **context: object) -> str:
    """Clauses of a signed agreement; a draft may still change, and promises nothing."""
    today = timezone.localdate()
    clauses = list(agreement.clauses.all())
    for clause in clauses:
        clause.agreement = agreement
    running = promises_counted().filter(clause__in=clauses, plan__ends__gte=today)
    made = list(running)
    rows = _rows(made, agreement, today)
    plan = plan_for(request, agreement, today) if agreement.state == "signed" else None
    shown = [_shown(clause, made, rows, plan) for clause in clauses]
    said = {
        "clauses": [one for one in shown if one.rows or one.others or one.offers],
        "pairing": agreement.pairing,
        "lacks_plan": agreement.state == "signed" and plan is None and _may_write(request, agreement),
    }
    return render_to_string("clauses/_clauses.html", said, request=request)


def _may_write(request: SignedIn, agreement: Agreement) -> bool:
    pairing = agreement.pairing
    return any(request.user.may("plan.write", side.lo) for side in (pairing.first, pairing.second))


def _shown(clause: Clause, made: Sequence[Promise], rows: Sequence[Row], plan: Plan | None) -> ClauseShown:
    own = [promise for promise in made if promise.clause_id == clause.pk]
    ours = [row for row in rows if row.found.promise.clause_id == clause.pk]
    counted = {row.found.promise.pk for row in ours}
    others = [promise for promise in own if promise.pk not in counted]
    return ClauseShown(clause, ours, others, _doors(clause, own, plan))


def beginning(query: Mapping[str, str]) -> dict[str, Any]:
    """What a new promise begins with where the address names a clause and one of its figures."""
    offer = _asked(query.get("clause", ""), query.get(FIGURE, "0"))
    return offer[1].values(offer[0]) if offer else {}


def _asked(clause: str, figure: str) -> tuple[Clause, Offer] | None:
    try:
        found = Clause.objects.select_related("agreement__pairing").filter(pk=UUID(clause)).first()
        offers = offers_of(found) if found else []
        return (found, offers[int(figure)]) if found and 0 <= int(figure) < len(offers) else None
    except ValueError:
        return None
