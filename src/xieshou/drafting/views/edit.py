"""Changing a plan's texts, the rows of its measures, and the rows of its calendar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from xieshou.drafting.forms.texts import CalendarLine, MeasureLine, PlanForm, measure_rows, texts_of
from xieshou.pairings.selectors import needs_of
from xieshou.plans.models import Measure, Plan
from xieshou.plans.offered import HEADINGS
from xieshou.plans.operations.arrange_plan import CalendarRow, MeasureRow, set_calendar, set_measures
from xieshou.plans.operations.write_plan import amend_plan
from xieshou.plans.selectors import calendar_of, measures_of, promises_of
from xieshou.plans.views.reach import plan_for
from xieshou.plans.wording import when_words
from xieshou.web.entry import EntryForm, Side, change
from xieshou.web.pages import SignedIn, page
from xieshou.web.rows import rows, wants_more

AGAIN = "这份计划对方认可过，改了要再认可一次。"


def _shown(request: SignedIn, template: str, plan: Plan, heading: str, context: dict[str, Any]) -> HttpResponse:
    form = context["form"]
    shown = {"plan": plan, "heading": heading, "back": f"/plans/{plan.pk}/", "again": AGAIN, **context}
    return render(request, template, shown, status=409 if form.clash else 200)


def _done(request: SignedIn, plan: Plan, row: Plan) -> HttpResponse:
    again = "对方要再认可一次。" if plan.state == "accepted" and row.state == "sent" else ""
    messages.info(request, f"改好了。{again}")
    return redirect("plans:detail", pk=plan.pk)


@page("plan.amend", ("GET", "POST"))
def texts(request: SignedIn, pk: UUID) -> HttpResponse:
    """Title, days and texts."""
    plan = plan_for(request, pk, "plan.amend")
    form = PlanForm(request.POST or None, initial={**texts_of(plan), "version": plan.version})
    if request.method == "POST" and form.is_valid():
        saved = change(
            form,
            lambda: amend_plan(
                request.user, key=form.cleaned_data["key"], plan=plan, version=form.cleaned_data["version"],
                **form.values(),
            ),
            lambda: texts_of(Plan.objects.get(pk=plan.pk)),
        )  # fmt: skip
        if saved is not None:
            return _done(request, plan, saved)
    return _shown(request, "drafting/edit.html", plan, "改计划", {"form": form})


def _written(form: EntryForm, write: Callable[[], Plan], sides: Callable[[], Side]) -> Plan | None:
    """Write rows; when somebody was first, both lists are shown."""
    saved = change(form, write, dict)
    if saved is None and "E-VER-101" in str(form.non_field_errors()):
        form.clash = (sides(),)
    return saved


@page("measure.set", ("GET", "POST"))
def measures(request: SignedIn, pk: UUID) -> HttpResponse:
    """All measures as rows."""
    plan = plan_for(request, pk, "measure.set")
    data = request.POST if request.method == "POST" else None
    form = EntryForm(data, initial={"version": plan.version})
    needs = [need for need in needs_of(plan.pairing) if need.sort == "need"] if plan.pairing else []
    lines = rows(MeasureLine, data, measure_rows(measures_of(plan)), needs=needs)
    if wants_more(request.POST):
        form.hush()
    elif data is not None and all([form.is_valid(), lines.is_valid()]):
        mine = [MeasureRow(row["heading"], row["text"], row["need"], row["lead"], row["id"]) for row in lines.values()]
        given = form.cleaned_data
        saved = _written(
            form,
            lambda: set_measures(request.user, key=given["key"], plan=plan, measures=mine, version=given["version"]),
            lambda: Side("措施", _listed(measures_of(plan)), _listed(mine)),
        )
        if saved is not None:
            return _done(request, plan, saved)
    context = {"form": form, "lines": lines, "headings": HEADINGS}
    return _shown(request, "drafting/measures.html", plan, "改措施", context)


def _listed(found: list[Measure] | list[MeasureRow]) -> str:
    return "\n".join(f"{one.heading}：{one.text}" for one in found)


@page("calendar.set", ("GET", "POST"))
def calendar(request: SignedIn, pk: UUID) -> HttpResponse:
    """All lines of the calendar as rows."""
    plan = plan_for(request, pk, "calendar.set")
    data = request.POST if request.method == "POST" else None
    form = EntryForm(data, initial={"version": plan.version})
    standing = [
        {"starts": item.starts, "ends": item.ends, "text": item.text, "target": item.promise_id or ""}
        for item in calendar_of(plan)
    ]
    lines = rows(CalendarLine, data, standing, promises=promises_of(plan))
    if wants_more(request.POST):
        form.hush()
    elif data is not None and all([form.is_valid(), lines.is_valid()]):
        mine = [CalendarRow(row["starts"], row["ends"], row["text"], target=row["target"]) for row in lines.values()]
        mine.sort(key=lambda line: (line.starts, line.ends))
        given = form.cleaned_data
        saved = _written(
            form,
            lambda: set_calendar(request.user, key=given["key"], plan=plan, lines=mine, version=given["version"]),
            lambda: Side("月度安排", _dated(calendar_of(plan)), _dated(mine)),
        )
        if saved is not None:
            return _done(request, plan, saved)
    return _shown(request, "drafting/calendar.html", plan, "改月度安排", {"form": form, "lines": lines})


def _dated(found: Any) -> str:
    return "\n".join(f"{when_words(one.starts, one.ends)}：{one.text}" for one in found)
