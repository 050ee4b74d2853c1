"""Which plan a page is about, what it belongs to, and what this person may do with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from xieshou.pairings.models import Agreement, Clause, Community, Pairing
from xieshou.pairings.selectors import agreement_of, members_of
from xieshou.places.models import Place
from xieshou.places.selectors import county_of
from xieshou.plans.models import Plan, Promise
from xieshou.plans.operations.write_plan import belongs
from xieshou.terms.models import Term
from xieshou.terms.selectors import counting_period, term_on, terms_of
from xieshou.web.pages import SignedIn


@dataclass(frozen=True)
class Rights:
    """What this person may do with a plan now."""

    amend: bool
    send: bool
    accept: bool
    copy: bool


def plan_for(request: SignedIn, pk: UUID, action: str = "") -> Plan:
    """A plan in sight; with an action, one whose school grants it to this person, and 404 otherwise."""
    found: Plan = Plan.objects.select_related("school", "pairing__first", "pairing__second").get(pk=pk)
    if action and not request.user.may(action, found.school.lo):
        raise Http404
    return found


def promise_for(request: SignedIn, pk: UUID, action: str) -> Promise:
    """A promise of a plan whose school grants the action, with its plan."""
    found: Promise = Promise.objects.select_related("doer", "measure").get(pk=pk)
    found.plan = plan_for(request, found.plan_id, action)
    return found


def rights(request: SignedIn, plan: Plan) -> Rights:
    """Buttons of the page."""
    user, lo = request.user, plan.school.lo
    other = user.place.pk != plan.school_id and belongs(plan, user.place)
    return Rights(
        amend=user.may("plan.amend", lo),
        send=plan.state == "draft" and user.may("plan.send", lo),
        accept=plan.state == "sent" and other and user.may("plan.accept", user.place.lo),
        copy=user.may("plan.write", lo),
    )


def community_of(plan: Plan) -> Community | None:
    """The community a plan is for."""
    found: Community | None = plan.community if plan.community_id else None
    return found


def term_of(plan: Plan, today: date) -> Term | None:
    """The term to show: today's, or the plan's last or first where today lies outside it; none that ends before it."""
    county = county_of(plan.school)
    term = term_on(county, min(max(today, plan.starts), plan.ends), plan.school.stage) if county else None
    return term if term and plan.starts <= counting_period(term).ends else None


def terms_around(plan: Plan) -> list[Term]:
    """Terms of the county of the plan's school."""
    county = county_of(plan.school)
    return terms_of(county, plan.school.stage) if county else []


def doers_of(plan: Plan, today: date) -> list[Place]:
    """Who may be named as the one who does it."""
    pairing: Pairing | None = plan.pairing
    if pairing is not None:
        return [pairing.first, pairing.second]
    community = community_of(plan)
    return members_of(community, today) if community else []


def clauses_of(plan: Plan, today: date) -> list[Clause]:
    """Clauses of the plan's agreement and of the pair's one in force: a renewal may come in the middle of a plan."""
    now: Agreement | None = agreement_of(plan.pairing, today) if plan.pairing is not None else None
    return list(Clause.objects.filter(agreement__in={plan.agreement_id, now.pk if now else None} - {None}))
