"""Reading plans and promises, as the viewer may see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from xieshou.places.models import Place

from .models import CalendarItem, Measure, Plan, Promise, Replan


def plans_of(bond: UUID) -> QuerySet[Plan]:
    """Plans of a pairing or a community, newest first."""
    return Plan.objects.filter(Q(pairing=bond) | Q(community=bond))


def plan_on(bond: UUID, day: date) -> Plan | None:
    """The plan in force on a day: one both sides settled, else the newest of that day."""
    return next(iter(plans_on([bond], day)), None)


def plans_on(bonds: Sequence[UUID], day: date) -> list[Plan]:
    """The plan in force on a day of each of these bonds that has one, in their order."""
    held = Q(pairing__in=bonds) | Q(community__in=bonds)
    best: dict[UUID, Plan] = {}
    for plan in Plan.objects.filter(held, starts__lte=day, ends__gte=day) if bonds else ():
        best[plan.bond] = max(best.get(plan.bond, plan), plan, key=_weight)
    return [best[bond] for bond in bonds if bond in best]


def _weight(plan: Plan) -> tuple[bool, bool, date]:
    """What is settled goes before what is not, the plan of a year before a scheme or a plan of many years."""
    return plan.state == "accepted", plan.sort in ("annual", "stage"), plan.starts


def promises_of(plan: Plan) -> list[Promise]:
    """Promises of a plan, in its order."""
    return list(Promise.objects.filter(plan=plan).select_related("doer", "measure"))


def promises_counted() -> QuerySet[Promise]:
    """Promises read with what counts them: their plan, its pair, and whether a quota was ever changed."""
    changed = Exists(Replan.objects.filter(promise=OuterRef("pk")))
    counted: QuerySet[Promise] = Promise.objects.annotate(changed=changed)
    return counted.select_related("doer", "plan__pairing__first", "plan__pairing__second")


def promises_on(bonds: list[UUID], day: date) -> list[Promise]:
    """Promises of the plans in force on a day, of many pairs at once; one plan a pair."""
    held = Q(plan__pairing__in=bonds) | Q(plan__community__in=bonds)
    rows = list(promises_counted().filter(held, plan__starts__lte=day, plan__ends__gte=day)) if bonds else []
    chosen: dict[Any, Plan] = {}
    for row in rows:
        best = chosen.get(row.plan.bond)
        if best is None or _weight(row.plan) > _weight(best):
            chosen[row.plan.bond] = row.plan
    return [row for row in rows if chosen[row.plan.bond].pk == row.plan_id]


def measures_of(plan: Plan) -> list[Measure]:
    """Measures of a plan, in its order."""
    return list(Measure.objects.filter(plan=plan).select_related("need"))


def calendar_of(*plans: Plan) -> list[CalendarItem]:
    """Lines of the calendars of these plans, plan by plan."""
    rows = list(CalendarItem.objects.filter(plan__in=plans).select_related("promise", "plan")) if plans else []
    return [item for plan in plans for item in rows if item.plan_id == plan.pk]


def replans_of(plan: Plan) -> list[Replan]:
    """Changes of quotas, oldest first."""
    return list(Replan.objects.filter(plan=plan).select_related("promise"))


def plans_by(school: Place) -> QuerySet[Plan]:
    """Plans a school takes part in."""
    mine = Q(school__in=school.line) | Q(pairing__first__in=school.line) | Q(pairing__second__in=school.line)
    return Plan.objects.filter(mine).select_related("school", "pairing__first", "pairing__second")
