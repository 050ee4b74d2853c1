"""Papers of a school that are in the system already, so that a paper due is handed in by one tap."""

from __future__ import annotations

from django.urls import reverse

from xieshou.places.models import Place
from xieshou.plans.selectors import plans_by
from xieshou.web import slots

MOST = 8


def papers_of(school: Place, sort: str) -> list[tuple[str, str]]:
    """Address and title of papers that may answer a call: plans here, reports by whoever keeps them."""
    if sort == "plan":
        plans = plans_by(school).filter(school=school)[:MOST]
        return [(reverse("plans:detail", args=[plan.pk]), plan.title) for plan in plans]
    found: list[tuple[str, str]] = slots.ask("collection.papers", [], school=school)
    return found[:MOST]
