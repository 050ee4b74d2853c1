"""What progress puts on other pages: the school's home, a pair, a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from xieshou.pairings.models import Community, Pairing
from xieshou.pairings.sides import opposite
from xieshou.places.models import Place
from xieshou.plans.models import CalendarItem, Plan
from xieshou.terms.models import Term
from xieshou.web import slots
from xieshou.web.pages import SignedIn

from .doors import door
from .lanes import told_by_lanes
from .loading import load
from .promises import Progress
from .rows import Row, grouped, next_dates, row_of, term_words
from .selectors import Tally, bonds_of, progress_of_bonds, progress_of_plan, tally, term_for

AGENDA = 5
TWO_DAYS = timedelta(days=2)
WEEKDAYS = "一二三四五六日"


def partner_of(bond: Pairing | Community, school: Place) -> str:
    """The other side as a school calls it."""
    return opposite(bond, school, timezone.localdate()).short if isinstance(bond, Pairing) else bond.name


def rows_of(found: Sequence[Progress], term: Term, today: date, may_plan: bool = False) -> list[Row]:
    """Promises as rows, in their order."""
    dates = next_dates({row.promise.plan_id for row in found}, today)
    return [row_of(row, term, dates, may_plan=may_plan) for row in found]


def school_home(request: SignedIn, **context: object) -> str:
    """The school's home: the sentence, the bar, promises by state, and what comes next."""
    school, today = request.user.place, timezone.localdate()
    if not school.is_school or not request.user.may("plan.view", school.lo):
        return ""
    term = term_for(school, today)
    bonds = bonds_of(school, today)
    may_plan = request.user.may("plan.amend", school.lo)
    rows = _rows_of_school(school, bonds, term, today, may_plan) if term else []
    shown = {
        "term": term,
        "term_words": term_words(term, today) if term else "",
        "bonds": bonds,
        "tally": tally(row.found for row in rows),
        "groups": grouped(rows),
        "agenda": agenda({row.found.promise.plan_id: row.partner for row in rows}, today),
        "plans_url": door("plans:list"),
        "may_plan": may_plan,
        "cta": slots.fill("home.cta", request),
        "side": slots.fill("home.side", request),
    }
    return render_to_string("progress/home.html", shown, request=request)


def _rows_of_school(school: Place, bonds: Sequence[Any], term: Term, today: date, may_plan: bool) -> list[Row]:
    """Promises of all pairs of a school; with several, each row names the partner."""
    found = progress_of_bonds([bond.pk for bond in bonds], term, today)
    dates = next_dates({p.promise.plan_id for listed in found.values() for p in listed}, today)
    partners = {bond.pk: partner_of(bond, school) if len(bonds) > 1 else "" for bond in bonds}
    return [
        row_of(p, term, dates, partners[bond], may_plan and p.promise.plan.school_id in school.line)  # its own plans
        for bond, listed in found.items()
        for p in listed
    ]


def agenda(partners: Mapping[UUID, str], today: date) -> list[dict[str, Any]]:
    """The next lines of the calendars of plans, by plan the partner to name; what has begun is going on."""
    items = CalendarItem.objects.filter(plan__in=list(partners), ends__gte=today).order_by("starts", "order")[:AGENDA]
    return [
        {
            "item": item,
            "day": max(item.starts, today),
            "begun": item.starts < today < item.ends,
            "when": _when(item, today),
            "partner": partners[item.plan_id],
        }
        for item in items
    ]


def _when(item: CalendarItem, today: date) -> str:
    """明天, or the day of the week; how long it goes on where it spans days."""
    if item.ends > item.starts:
        return f"到{item.ends.month}月{item.ends.day}日"
    near = {0: "今天", 1: "明天"}.get((item.starts - today).days)
    return near or f"周{WEEKDAYS[item.starts.weekday()]}"


def pair_promises(request: HttpRequest, *, pairing: Any, term: Term, today: date, **context: object) -> str:
    """A pair's or a community's promises: counted, riskiest first, done ones folded."""
    # the lanes above read the same book
    told = told_by_lanes(term) if isinstance(pairing, Pairing) else None
    found = load([pairing.pk], term, today, told).by_bond().get(pairing.pk, [])
    plan = found[0].promise.plan if found else None
    shown = {
        "groups": grouped(rows_of(found, term, today)),
        "tally": tally(found),
        "plan_url": door("plans:detail", plan.pk) if plan else "",
    }
    return render_to_string("progress/pair.html", shown, request=request)


@dataclass(frozen=True)
class PlanProgress:
    """How far the promises of a plan have come in a term, by promise."""

    rows: Mapping[UUID, Row]
    tally: Tally


def plan_progress(*, plan: Plan, term: Term, today: date, may_plan: bool, **context: object) -> PlanProgress:
    """What the page of a plan shows beside each promise."""
    found = progress_of_plan(plan, term, today)
    rows = rows_of(found, term, today, may_plan)
    return PlanProgress({row.found.promise.pk: row for row in rows}, tally(found))
