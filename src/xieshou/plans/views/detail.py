"""A plan: its state, promises with how far they have come, measures, months, and what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xieshou.pairings.selectors import needs_of
from xieshou.plans.document import chapters, loose
from xieshou.plans.models import CalendarItem, Plan
from xieshou.plans.needs import needs_beside
from xieshou.plans.selectors import calendar_of, measures_of, promises_of, replans_of
from xieshou.plans.wording import Said, by_month, partner_words, state_sentence
from xieshou.terms.models import Term
from xieshou.web import slots
from xieshou.web.entry import EntryForm
from xieshou.web.pages import SignedIn, page

from .reach import community_of, plan_for, rights, term_of


def _progress(plan: Plan, term: Term | None, today: date, may_plan: bool) -> Any:
    """What the app above says of each promise this term; nothing where it is off or no term is set."""
    return slots.ask("plan.progress", None, plan=plan, term=term, today=today, may_plan=may_plan) if term else None


def _years(plan: Plan, today: date) -> list[tuple[int, list[tuple[str, list[tuple[CalendarItem, Any]]]]]]:
    """The calendar by month, each line with the records of what is done."""
    items = calendar_of(plan)
    done = slots.ask("calendar.done", {}, items=items, today=today)
    return [
        (year.year, [(line.when, [(item, done.get(item.pk)) for item in line.items]) for line in year.lines])
        for year in by_month(items)
    ]


def _kept(said: Iterable[Said], rows: Mapping[UUID, Any]) -> list[tuple[Said, Any, list[tuple[Any, ...]]]]:
    """Each promise as a sentence with how far it has come, and the same of the parts that narrow it."""
    return [
        (
            one,
            rows.get(one.promise.pk),
            [(part, *words, rows.get(part.pk)) for part, words in zip(one.parts, one.within, strict=True)],
        )
        for one in said
    ]


@page("plan.view")
def detail(request: SignedIn, pk: UUID) -> HttpResponse:
    """The page of a plan."""
    plan, today = plan_for(request, pk), timezone.localdate()
    measures, promises, term, may = measures_of(plan), promises_of(plan), term_of(plan, today), rights(request, plan)
    progress = _progress(plan, term, today, may.amend)
    rows = progress.rows if progress else {}
    partner = partner_words(plan, plan.pairing)
    earlier: Plan | None = Plan.objects.filter(pk=plan.copied_from_id).first() if plan.copied_from_id else None
    context = {
        "plan": plan,
        "pairing": plan.pairing,
        "community": community_of(plan),
        "partner": partner,
        "sentence": state_sentence(plan, len(promises), partner),
        "count": len(promises),
        "measures": len(measures),
        "chapters": [
            (chapter.heading, chapter.leads, [(row, _kept(own, rows)) for row, own in chapter.measures])
            for chapter in chapters(measures, promises)
        ],
        "loose": _kept(loose(measures, promises), rows),
        "years": _years(plan, today),
        "needs": needs_beside(list(needs_of(plan.pairing)) if plan.pairing is not None else [], measures),
        "replans": replans_of(plan),
        "earlier": earlier,
        "may": may,
        "form": EntryForm(initial={"version": plan.version}, auto_id=False),
        "progress": progress,
        "term": term,
    }
    return render(request, "plans/detail.html", context)
