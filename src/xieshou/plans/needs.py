"""Needs of a pair beside the measures that answer them; a need that no measure answers is listed as such."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from xieshou.pairings.models import Need, Pairing

from .models import Measure, Plan
from .selectors import measures_of, plan_on


@dataclass(frozen=True)
class Answered:
    """A need with the measures that answer it."""

    need: Need
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Needs:
    """Needs of both sides, what nobody answers first, and what each side is good at."""

    needs: tuple[Answered, ...]
    strengths: tuple[Need, ...]

    @property
    def open(self) -> int:
        """Needs without a measure."""
        return sum(1 for row in self.needs if not row.measures)


def needs_beside(stated: Sequence[Need], measures: Sequence[Measure]) -> Needs:
    """Needs of a pair against the measures of a plan; a community states none of its own."""
    rows = [
        Answered(need, tuple(measure for measure in measures if measure.need_id == need.pk))
        for need in stated
        if need.sort == "need"
    ]
    rows.sort(key=lambda row: bool(row.measures))
    return Needs(tuple(rows), tuple(need for need in stated if need.sort == "strength"))


def pair_needs(
    request: HttpRequest, *, pairing: Any, today: date, needs: Sequence[Need] = (), **context: object
) -> str:
    """On the page of a pair: its needs beside the plan in force."""
    if not isinstance(pairing, Pairing):
        return ""
    plan: Plan | None = plan_on(pairing.pk, today) if any(one.sort == "need" for one in needs) else None
    found = needs_beside(needs, measures_of(plan) if plan else [])
    return render_to_string("plans/_needs.html", {"needs": found, "plan": plan}, request=request)
