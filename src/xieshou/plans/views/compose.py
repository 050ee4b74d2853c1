"""A new plan: from the offered wording, or from last year's with other numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xieshou.kernel.periods import a_year_later, named_a_year_later
from xieshou.pairings.models import Community, Pairing
from xieshou.pairings.rows import Rows, rows, wants_more
from xieshou.pairings.selectors import agreement_of, group_of, needs_of, seats
from xieshou.places.models import Place
from xieshou.plans import offered
from xieshou.plans.forms.quotas import QuotaFields
from xieshou.plans.forms.texts import CalendarLine, MeasureLine, PlanForm, texts_of
from xieshou.plans.models import CalendarItem, Plan, Promise
from xieshou.plans.operations.write_plan import (
    CalendarDraft,
    Contents,
    MeasureDraft,
    PromiseDraft,
    write_plan,
)
from xieshou.plans.selectors import calendar_of, measures_of, promises_of
from xieshou.web.pages import SignedIn, attempt, page

from .listing import bonds_to_plan
from .reach import plan_for


class ComposeForm(PlanForm):
    """A plan's texts with its quotas."""

    def __init__(self, *args: object, drafts: Sequence[PromiseDraft], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.quotas = QuotaFields(self, drafts)

    def clean(self) -> dict[str, object]:
        given = super().clean()
        self.quotas.check(given)
        return given

    def texts(self) -> dict[str, object]:
        """Values without the quotas."""
        return {name: value for name, value in self.values().items() if name in PlanForm.base_fields}


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
    if group is None:
        return offered.ORGANISATION
    lines: dict[str, list[str]] = {}
    for seat in seats(group, today, today):
        lines.setdefault(seat.get_role_display(), []).append(f"{seat.name}（{seat.post}）" if seat.post else seat.name)
    return "\n".join(f"{role}：{'、'.join(names)}" for role, names in lines.items())


@page("plan.write", ("GET", "POST"))
def new(request: SignedIn) -> HttpResponse:
    """A plan from the offered wording."""
    if not request.GET.get("pair") and not request.GET.get("community"):
        return _choose(request)
    school, pairing, community = _bond(request)
    today = timezone.localdate()
    starts, ends, year = offered.offered_year(today)
    initial = {
        "title": f"{school.name}{year}结对帮扶工作计划", "sort": "annual", "starts": starts, "ends": ends,
        "guiding": offered.GUIDING, "organisation": _organisation(school, today), "guarantees": offered.GUARANTEES,
    }  # fmt: skip
    data = request.POST if request.method == "POST" else None
    needs = [need for need in needs_of(pairing) if need.sort == "need"] if pairing else []
    form = ComposeForm(data, initial=initial, drafts=offered.QUOTAS)
    measures = rows(
        MeasureLine, data, [{"heading": h, "text": t} for h, t in offered.MEASURES], "measures", needs=needs
    )
    lines = [{"starts": s, "ends": e, "text": t} for s, e, t in offered.offered_calendar(starts)]
    calendar = rows(CalendarLine, data, lines, "calendar")
    if wants_more(request.POST):
        form.hush()
    elif data is not None and all([form.is_valid(), measures.is_valid(), calendar.is_valid()]):
        saved = attempt(
            form,
            lambda: write_plan(
                request.user, key=form.cleaned_data["key"], school=school, pairing=pairing, community=community,
                agreement=agreement_of(pairing, today) if pairing else None,
                contents=_contents(form, measures, calendar), **form.texts(),
            ),
        )  # fmt: skip
        if saved is not None:
            messages.info(request, "计划写好了，还没有送给对方。")
            return redirect("plans:detail", pk=saved.pk)
    context = {
        "form": form, "measures": measures, "calendar": calendar, "headings": offered.HEADINGS,
        "heading": "写计划", "back": "/plans/", "bond": pairing or community, "school": school,
    }  # fmt: skip
    return render(request, "plans/new.html", context)


def _choose(request: SignedIn) -> HttpResponse:
    """With one pair the plan is for it; with several the person says for which."""
    bonds = bonds_to_plan(request.user.place) if request.user.place.is_school else []
    if len(bonds) == 1:
        return redirect(bonds[0][1])
    return render(request, "plans/choose.html", {"bonds": bonds, "heading": "给哪一对写计划", "back": "/plans/"})


def _contents(form: ComposeForm, measures: Rows, calendar: Rows) -> Contents:
    """What was written; an offered quota follows its measure, and loses it where that row was emptied."""
    written = [number for number, row in enumerate(measures.forms) if row.written]
    kept = []
    for draft in form.quotas.kept():
        under = written.index(draft.measure) if draft.measure in written else None
        kept.append(PromiseDraft(**{**vars(draft), "measure": under}))
    return Contents(
        [MeasureDraft(row["heading"], row["text"], row["need"]) for row in measures.values()],
        kept,
        [CalendarDraft(row["starts"], row["ends"], row["text"]) for row in calendar.values()],
    )


def next_month_end(item: CalendarItem) -> date:
    """A line that ends with its February ends with the next one, be it longer or shorter."""
    following = date.fromordinal(item.ends.toordinal() + 1)
    return date.fromordinal(a_year_later(following).toordinal() - 1) if following.day == 1 else a_year_later(item.ends)


def draft_of(promise: Promise, measure: int | None) -> PromiseDraft:
    """A promise as a draft of another plan."""
    same = ("name", "indicator", "minimum", "maximum", "per", "each", "counting", "doer", "responsible", "clause")
    values = {name: getattr(promise, name) for name in same}
    return PromiseDraft(**values, subjects=tuple(promise.subjects), measure=measure)


class CopyForm(ComposeForm):
    """Only what changes from year to year; the texts come along."""

    def __init__(self, *args: object, drafts: Sequence[PromiseDraft], **kwargs: object) -> None:
        super().__init__(*args, drafts=drafts, **kwargs)
        for name in ("sort", "guiding", "organisation", "guarantees"):
            del self.fields[name]


@page("plan.write", ("GET", "POST"))
def copy(request: SignedIn, pk: UUID) -> HttpResponse:
    """Next year's plan from this one."""
    plan = plan_for(request, pk, "plan.write")
    measures, promises = measures_of(plan), promises_of(plan)
    place = {measure.pk: number for number, measure in enumerate(measures)}
    drafts = [draft_of(one, place.get(one.measure_id) if one.measure_id else None) for one in promises]
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
    return render(request, "plans/copy.html", context)


def next_contents(plan: Plan, kept: Sequence[PromiseDraft], chosen: Sequence[UUID]) -> Contents:
    """Measures and calendar a year later, with the promises that are kept; ``chosen`` are their keys, in order."""
    return Contents(
        [MeasureDraft(measure.heading, measure.text, measure.need) for measure in measures_of(plan)],
        kept,
        [
            CalendarDraft(
                a_year_later(item.starts), next_month_end(item), item.text,
                chosen.index(item.promise_id) if item.promise_id in chosen else None,
            )
            for item in calendar_of(plan)
        ],
    )  # fmt: skip
