"""Sending a plan to the other side, and the other side's word."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from xieshou.plans.models import Plan
from xieshou.plans.operations.write_plan import accept_plan, send_plan
from xieshou.plans.wording import partner_words
from xieshou.web.entry import EntryForm
from xieshou.web.pages import SignedIn, attempt, page

from .reach import plan_for


def _told(request: SignedIn, plan: Plan, write: Callable[[EntryForm], Plan], words: str) -> HttpResponse:
    """Press once, arrive back at the plan; a refusal is told on a page of its own."""
    form = EntryForm(request.POST)
    if form.is_valid() and attempt(form, lambda: write(form)) is not None:
        messages.info(request, words)
        return redirect("plans:detail", pk=plan.pk)
    context = {"form": form, "plan": plan, "heading": "还不行", "back": f"/plans/{plan.pk}/"}
    return render(request, "plans/refused.html", context, status=422)


@page("plan.send", ("POST",))
def send(request: SignedIn, pk: UUID) -> HttpResponse:
    """The partner may read and accept it from now on."""
    plan = plan_for(request, pk, "plan.send")

    def write(form: EntryForm) -> Plan:
        given = form.cleaned_data
        return send_plan(request.user, key=given["key"], plan=plan, version=given["version"])

    return _told(request, plan, write, f"送过去了，等{partner_words(plan, plan.pairing)}认可。")


@page("plan.accept", ("POST",))
def accept(request: SignedIn, pk: UUID) -> HttpResponse:
    """The other side's head accepts what he has read."""
    plan, place = plan_for(request, pk), request.user.place
    if place.pk == plan.school_id or not request.user.may("plan.accept", place.lo):
        raise Http404

    def write(form: EntryForm) -> Plan:
        given = form.cleaned_data
        return accept_plan(
            request.user, key=given["key"], plan=plan, school=place, by=request.user.name, version=given["version"]
        )

    return _told(request, plan, write, "认可了，计划双方已定。")
