"""Reading plans and promises, as the viewer may see them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from xieshou.places.models import Place

from .models import CalendarItem, Measure, Plan, Promise, Replan


def plans_of(bond: UUID) -> QuerySet[Plan]:
    """Plans of a pairing or a community, newest first."""
    return Plan.objects.filter(Q(pairing=bond) | Q(community=bond))


def plan_on(bond: UUID, day: date) -> Plan | None:
    """The plan in force on a day: one both sides settled, else the newest of that day."""
    return max(plans_of(bond).filter(starts__lte=day, ends__gte=day), key=_weight, default=None)


def _weight(plan: Plan) -> tuple[bool, bool, date]:
    """What is settled goes before what is not, the plan of a year before a scheme or a plan of many years."""
    return plan.state == "accepted", plan.sort in ("annual", "stage"), plan.starts


def promises_of(plan: Plan) -> list[Promise]:
    """Promises of a plan, in its order."""
    return list(Promise.objects.filter(plan=plan).select_related("doer", "measure"))


def promises_on(bonds: list[UUID], day: date) -> list[Promise]:
    """Promises of the plans in force on a day, of many pairs at once; one plan a pair."""
    held = Q(plan__pairing__in=bonds) | Q(plan__community__in=bonds)
    running = Promise.objects.filter(held, plan__starts__lte=day, plan__ends__gte=day)
    rows = list(running.select_related("doer", "plan"))
    chosen: dict[Any, Plan] = {}
    for row in rows:
        best = chosen.get(row.plan.bond)
        if best is None or _weight(row.plan) > _weight(best):
            chosen[row.plan.bond] = row.plan
    return [row for row in rows if chosen[row.plan.bond].pk == row.plan_id]


def measures_of(plan: Plan) -> list[Measure]:
    """Measures of a plan, in its order."""
    return list(Measure.objects.filter(plan=plan).select_related("need"))


def calendar_of(plan: Plan) -> list[CalendarItem]:
    """Lines of the plan's calendar."""
    return list(CalendarItem.objects.filter(plan=plan).select_related("promise", "plan"))


def replans_of(plan: Plan) -> list[Replan]:
    """Changes of quotas, oldest first."""
    return list(Replan.objects.filter(plan=plan).select_related("promise"))


def plans_by(school: Place) -> QuerySet[Plan]:
    """Plans a school takes part in."""
    mine = Q(school__in=school.line) | Q(pairing__first__in=school.line) | Q(pairing__second__in=school.line)
    return Plan.objects.filter(mine).select_related("school", "pairing__first", "pairing__second")
