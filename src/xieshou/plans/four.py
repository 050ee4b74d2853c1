"""四有 of a school: organisation, staged plan, implementation scheme; inspections are not recorded here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xieshou.places.models import Place
from xieshou.scoping.models import Reach
from xieshou.steering.selectors import led_since

from .models import Plan


@dataclass(frozen=True)
class Four:
    """What one school has, each with its date."""

    school: Place
    group: date | None
    plan: Plan | None
    scheme: Plan | None

    @property
    def lacking(self) -> list[str]:
        """What it does not have yet, of the three that are recorded."""
        named = (("领导小组", self.group), ("阶段计划", self.plan), ("实施方案", self.scheme))
        return [name for name, there in named if there is None]


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
    served, groups = _schools_of(plans), led_since(schools, today)
    best: dict[tuple[int, bool], Plan] = {}
    for plan in plans:
        for school in served[plan.pk]:
            best[school, plan.sort == "scheme"] = plan
    return [
        Four(school, groups.get(school.pk), best.get((school.pk, False)), best.get((school.pk, True)))
        for school in schools
    ]
