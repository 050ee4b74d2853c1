"""A plan: its state, promises with how far they have come, measures, months, and what it answers."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xieshou.plans.document import chapters, loose
from xieshou.plans.models import Plan
from xieshou.plans.needs import needs_beside
from xieshou.plans.selectors import calendar_of, measures_of, promises_of, replans_of
from xieshou.plans.wording import by_month, lead_words, partner_words, promise_number, state_sentence, tail_words
from xieshou.web import slots
from xieshou.web.entry import EntryForm
from xieshou.web.pages import SignedIn, page

from .reach import community_of, plan_for, rights, term_of


@page("plan.view")
def detail(request: SignedIn, pk: UUID) -> HttpResponse:
    """The page of a plan."""
    plan, today = plan_for(request, pk), timezone.localdate()
    measures, promises, term = measures_of(plan), promises_of(plan), term_of(plan, today)
    said = {one.pk: (lead_words(one), promise_number(one), tail_words(one)) for one in promises}
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
            (chapter.heading, [(row, [(one, *said[one.pk]) for one in own]) for row, own in chapter.measures])
            for chapter in chapters(measures, promises)
        ],
        "loose": [(one, *said[one.pk]) for one in loose(measures, promises)],
        "years": by_month(calendar_of(plan)),
        "needs": needs_beside(plan.pairing, measures),
        "replans": replans_of(plan),
        "earlier": earlier,
        "may": rights(request, plan),
        "form": EntryForm(initial={"version": plan.version}, auto_id=False),
        "progress": slots.fill("plan.promises", request, plan=plan, term=term, today=today) if term else "",
    }
    return render(request, "plans/detail.html", context)
