"""A new plan: from the offered wording, or from last year's with other numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xieshou.drafting.forms.quotas import QuotaFields
from xieshou.drafting.forms.texts import texts_of
from xieshou.drafting.forms.whole import ComposeForm, HeadingLine, heading_rows, places_of
from xieshou.drafting.months import written_months
from xieshou.pairings.models import Community, Pairing
from xieshou.pairings.selectors import agreement_of
from xieshou.papers.selectors import basis_of
from xieshou.places.models import Place
from xieshou.plans import offered
from xieshou.plans.models import CalendarItem, Measure, Plan, Promise
from xieshou.plans.operations.write_plan import (
    CalendarDraft,
    Contents,
    MeasureDraft,
    PromiseDraft,
    write_plan,
)
from xieshou.plans.selectors import calendar_of, measures_of, promises_of
from xieshou.plans.views.listing import bonds_to_plan
from xieshou.plans.views.reach import plan_for
from xieshou.steering.selectors import group_of, roster
from xieshou.web.pages import SignedIn, attempt, page
from xieshou.web.rows import Rows, rows, wants_more

YEAR = re.compile(r"20\d\d")


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


def next_year(day: date) -> date:
    """The same day a year later; the last of February where that day is not there."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _next_month_end(item: CalendarItem) -> date:
    """A line that ends with its February ends with the next one, be it longer or shorter."""
    following = date.fromordinal(item.ends.toordinal() + 1)
    return date.fromordinal(next_year(following).toordinal() - 1) if following.day == 1 else next_year(item.ends)


SAME = ("name", "indicator", "minimum", "maximum", "per", "each", "counting", "doer", "responsible", "clause", "heads")


def drafts_of(promises: Sequence[Promise], measures: Sequence[Measure]) -> list[PromiseDraft]:
    """Promises as drafts of another plan, by position."""
    under = {measure.pk: place for place, measure in enumerate(measures)}
    within = {promise.pk: place for place, promise in enumerate(promises)}
    return [
        PromiseDraft(
            **{name: getattr(promise, name) for name in SAME}, subjects=tuple(promise.subjects),
            measure=under.get(promise.measure_id) if promise.measure_id else None,
            within=within.get(promise.within_id) if promise.within_id else None,
        )
        for promise in promises
    ]  # fmt: skip


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
        "title": YEAR.sub(lambda found: str(int(found[0]) + 1), plan.title), "theme": "",
        "starts": next_year(plan.starts), "ends": _next_month_end(CalendarItem(ends=plan.ends)),
    }  # fmt: skip
    form = CopyForm(request.POST or None, initial=initial, drafts=drafts)
    if request.method == "POST" and form.is_valid():
        values = {**texts_of(plan), **form.texts()}
        saved = attempt(
            form,
            lambda: write_plan(
                request.user, key=form.cleaned_data["key"], school=plan.school, pairing=plan.pairing,
                community=plan.community, agreement=plan.agreement, copied_from=plan,
                contents=_next_contents(plan, form.quotas, promises), **values,
            ),
        )  # fmt: skip
        if saved is not None:
            messages.info(request, "下一年的计划写好了，还没有送给对方。")
            return redirect("plans:detail", pk=saved.pk)
    context = {"form": form, "plan": plan, "heading": "照这份做下一年", "back": f"/plans/{plan.pk}/"}
    return render(request, "drafting/copy.html", context)


def _next_contents(plan: Plan, quotas: QuotaFields, promises: Sequence[Promise]) -> Contents:
    chosen = [promises[number].pk for number in quotas.chosen()]
    return Contents(
        [MeasureDraft(one.heading, one.text, one.need, one.lead) for one in measures_of(plan)],
        quotas.kept(),
        [
            CalendarDraft(
                next_year(item.starts), _next_month_end(item), item.text,
                chosen.index(item.promise_id) if item.promise_id in chosen else None,
            )
            for item in calendar_of(plan)
        ],
    )  # fmt: skip
