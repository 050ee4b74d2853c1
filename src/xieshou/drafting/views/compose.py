"""A new plan: from the offered wording, or from last year's with other numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xieshou.drafting.copying import drafts_of, next_contents, next_month_end
from xieshou.drafting.forms.texts import texts_of
from xieshou.drafting.forms.whole import ComposeForm, HeadingLine, heading_rows, places_of
from xieshou.drafting.months import written_months
from xieshou.kernel.periods import a_year_later, named_a_year_later
from xieshou.pairings.models import Community, Pairing
from xieshou.pairings.selectors import agreement_of
from xieshou.papers.selectors import basis_of
from xieshou.places.models import Place
from xieshou.plans import offered
from xieshou.plans.models import CalendarItem
from xieshou.plans.operations.write_plan import (
    Contents,
    PromiseDraft,
    write_plan,
)
from xieshou.plans.selectors import measures_of, promises_of
from xieshou.plans.views.listing import bonds_to_plan
from xieshou.plans.views.reach import plan_for
from xieshou.steering.selectors import group_of, roster
from xieshou.web.pages import SignedIn, attempt, page
from xieshou.web.rows import Rows, rows, wants_more


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as garbled:
        raise Http404 from garbled


def _bond(request: SignedIn) -> tuple[Place, Pairing | None, Community | None]:
    """The school that writes, and what it writes for; 404 where it may not."""
    pairing: Pairing | None = None
    community: Community | None = None
    if request.GET.get("pair"):
        pairing = Pairing.objects.select_related("first", "second").get(pk=_uuid(request.GET["pair"]))
        own = [side for side in (pairing.second, pairing.first) if request.user.may("plan.write", side.lo)]
        mine = [side for side in own if side.pk == request.user.place_id]
        school = next(iter(mine or own), None)
    else:
        community = Community.objects.select_related("core").get(pk=_uuid(request.GET.get("community", "")))
        school = community.core if request.user.may("plan.write", community.core.lo) else None
    if school is None:
        raise Http404
    return school, pairing, community


def _organisation(school: Place, today: date) -> str:
    """The steering group as it stands, or blanks."""
    group = group_of(school)
    return offered.ORGANISATION if group is None else roster(group, today)


def _offered(school: Place, today: date, blank: bool) -> dict[str, Any]:
    """What the form begins with: its days and name, and the offered wording unless the page is to be blank."""
    starts, ends, year = offered.offered_year(today)
    bare = {"title": f"{school.name}{year}结对帮扶工作计划", "sort": "annual", "starts": starts, "ends": ends}
    if blank:
        return bare
    basis = "\n".join(str(paper) for paper in basis_of(None, school, today))
    return {
        **bare, "basis": basis, "guiding": offered.GUIDING, "organisation": _organisation(school, today),
        "guarantees": offered.GUARANTEES, "months": written_months(offered.offered_calendar(starts)),
    }  # fmt: skip


@page("plan.write", ("GET", "POST"))
def new(request: SignedIn) -> HttpResponse:
    """A plan from the offered wording, or from nothing."""
    if not request.GET.get("pair") and not request.GET.get("community"):
        return _choose(request)
    school, pairing, community = _bond(request)
    today, blank = timezone.localdate(), "blank" in request.GET
    data = request.POST if request.method == "POST" else None
    form = ComposeForm(data, initial=_offered(school, today, blank), drafts=[] if blank else offered.QUOTAS)
    wording = () if blank else offered.MEASURES
    measures = rows(HeadingLine, data, heading_rows(wording), "measures")
    if wants_more(request.POST):
        form.hush()
    elif data is not None and all([form.is_valid(), measures.is_valid()]):
        saved = attempt(
            form,
            lambda: write_plan(
                request.user, key=form.cleaned_data["key"], school=school, pairing=pairing, community=community,
                agreement=agreement_of(pairing, today) if pairing else None,
                contents=_contents(form, measures, wording), **form.texts(),
            ),
        )  # fmt: skip
        if saved is not None:
            messages.info(request, "计划写好了，还没有送给对方。")
            return redirect("plans:detail", pk=saved.pk)
    bond = f"?pair={pairing.pk}" if pairing else f"?community={community.pk if community else ''}"
    context = {
        "form": form, "measures": measures, "headings": offered.HEADINGS, "heading": "写计划", "back": "/plans/",
        "bond": pairing or community, "school": school, "blank": blank, "other": bond if blank else f"{bond}&blank=1",
    }  # fmt: skip
    return render(request, "drafting/new.html", context)


def _choose(request: SignedIn) -> HttpResponse:
    """With one pair the plan is for it; with several the person says for which."""
    bonds = bonds_to_plan(request.user.place) if request.user.place.is_school else []
    if len(bonds) == 1:
        return redirect(bonds[0][1])
    return render(request, "drafting/choose.html", {"bonds": bonds, "heading": "给哪一对写计划", "back": "/plans/"})


def _contents(form: ComposeForm, rows_written: Rows, wording: Sequence[tuple[str, str]]) -> Contents:
    """What was written; an offered quota follows its measure, and loses it where that line was taken out."""
    measures, places = places_of(wording, rows_written)
    kept = [
        replace(draft, measure=places.get(draft.measure) if draft.measure is not None else None)
        for draft in form.quotas.kept()
    ]
    return Contents(measures, kept, form.calendar)


class CopyForm(ComposeForm):
    """Only what changes from year to year; the texts come along."""

    def __init__(self, *args: object, drafts: Sequence[PromiseDraft], **kwargs: object) -> None:
        super().__init__(*args, drafts=drafts, **kwargs)
        for name in ("sort", "basis", "guiding", "organisation", "guarantees", "months"):
            del self.fields[name]


@page("plan.write", ("GET", "POST"))
def copy(request: SignedIn, pk: UUID) -> HttpResponse:
    """Next year's plan from this one."""
    plan = plan_for(request, pk, "plan.write")
    measures, promises = measures_of(plan), promises_of(plan)
    drafts = drafts_of(promises, measures)
    initial = {
        "title": named_a_year_later(plan.title), "theme": "",
        "starts": a_year_later(plan.starts), "ends": next_month_end(CalendarItem(ends=plan.ends)),
    }  # fmt: skip
    form = CopyForm(request.POST or None, initial=initial, drafts=drafts)
    if request.method == "POST" and form.is_valid():
        values = {**texts_of(plan), **form.texts()}
        saved = attempt(
            form,
            lambda: write_plan(
                request.user, key=form.cleaned_data["key"], school=plan.school, pairing=plan.pairing,
                community=plan.community, agreement=plan.agreement, copied_from=plan,
                **values,
                contents=next_contents(plan, form.quotas.kept(), [promises[n].pk for n in form.quotas.chosen()]),
            ),
        )  # fmt: skip
        if saved is not None:
            messages.info(request, "下一年的计划写好了，还没有送给对方。")
            return redirect("plans:detail", pk=saved.pk)
    context = {"form": form, "plan": plan, "heading": "照这份做下一年", "back": f"/plans/{plan.pk}/"}
    return render(request, "drafting/copy.html", context)
