"""四有 of a school: organisation, staged plan, implementation scheme, and inspection from what the ledger holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from xieshou.ledger.asking import Ask
from xieshou.ledger.models import Fact
from xieshou.ledger.sources import OPENING
from xieshou.places.models import COUNTY, Place
from xieshou.places.selectors import schools_in
from xieshou.scoping.models import Reach
from xieshou.steering.selectors import led_since
from xieshou.web.trace import url_of

from .models import Plan

INSPECTION = "inspection.count"


@dataclass(frozen=True)
class Four:
    """What one school has, each with its date."""

    school: Place
    group: date | None
    plan: Plan | None
    scheme: Plan | None
    inspection: date | None = None

    @property
    def lacking(self) -> list[str]:
        """What it does not have yet."""
        named = (
            ("领导小组", self.group), ("阶段计划", self.plan), ("实施方案", self.scheme), ("督导检查", self.inspection)
        )  # fmt: skip
        return [name for name, there in named if there is None]

    @property
    def inspections(self) -> str:
        """The records of its inspections."""
        return url_of(Ask(INSPECTION, schools=(self.school.pk,)))


def _inspections(schools: Sequence[Place], today: date) -> dict[int, date]:
    """When each school was last inspected; what was withdrawn sums to nothing."""
    found = Fact.objects.filter(indicator=INSPECTION, school__in=schools, on__lte=today).exclude(source=OPENING)
    rows = found.order_by("on").values_list("school_id", "on", "source_id").annotate(net=Sum("amount"))
    return {school: on for school, on, _, net in rows if net > 0}


def _schools_of(plans: Iterable[Plan]) -> dict[Any, set[int]]:
    """Schools that a plan serves: both sides of a pair, or all members of a community."""
    members: dict[Any, set[int]] = {}
    communities = {plan.community_id for plan in plans if plan.community_id}
    reached = Reach.objects.filter(source="community", record__in=communities).values_list("record", "school_id")
    for record, school in reached:
        members.setdefault(record, set()).add(school)
    return {
        plan.pk: {plan.pairing.first_id, plan.pairing.second_id}
        if plan.pairing is not None
        else {plan.school_id, *members.get(plan.community_id, set())}
        for plan in plans
    }


def four_of(schools: Sequence[Place], today: date) -> list[Four]:
    """The four of several schools, as of today; a settled plan is shown before one in the making."""
    if not schools:
        return []
    running = Plan.objects.filter(starts__lte=today, ends__gte=today).select_related("pairing")
    plans = sorted(running, key=lambda plan: (plan.state == "accepted", plan.starts))
    served, groups, inspected = _schools_of(plans), led_since(schools, today), _inspections(schools, today)
    best: dict[tuple[int, bool], Plan] = {}
    for plan in plans:
        for school in served[plan.pk]:
            best[school, plan.sort == "scheme"] = plan
    return [
        Four(
            school,
            groups.get(school.pk),
            best.get((school.pk, False)),
            best.get((school.pk, True)),
            inspected.get(school.pk),
        )
        for school in schools
    ]


def schools_seen(place: Place) -> list[Place]:
    """Whose four are shown: one school's, or those of a county."""
    if place.is_school:
        return [place]
    return list(schools_in(place).filter(outside=False)) if place.level == COUNTY else []


def county_four(request: HttpRequest, *, place: Place | None = None, **context: object) -> str:
    """On the page of a county: what each of its schools has, with its date."""
    user: Any = request.user
    fours = four_of(schools_seen(place or user.place), timezone.localdate())
    shown = {"fours": fours, "lacking": sum(1 for four in fours if four.lacking)}
    return render_to_string("plans/_four.html", shown, request=request) if fours else ""
