"""Adding a promise, changing it while the plan is open, re-planning it with a reason, and taking it out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xieshou.catalogue import catalogue
from xieshou.drafting.forms.promises import PromiseForm, ReplanForm, values_of
from xieshou.drafting.forms.quotas import promise_like
from xieshou.people.selectors import staff_of
from xieshou.plans.models import Plan, Promise
from xieshou.plans.offered import SUBJECTS
from xieshou.plans.operations.set_promise import drop_promise, replan_promise, set_promise
from xieshou.plans.selectors import measures_of, replans_of
from xieshou.plans.views.reach import clauses_of, doers_of, plan_for, promise_for, terms_around
from xieshou.plans.wording import Said, counts_words, entered_in, measure_word, whole_words
from xieshou.scoping.models import OperationKey
from xieshou.web import slots
from xieshou.web.entry import EntryForm, change
from xieshou.web.pages import SignedIn, attempt, page


def _form(request: SignedIn, plan: Plan, initial: dict[str, Any]) -> PromiseForm:
    today = timezone.localdate()
    return PromiseForm(
        request.POST if request.method == "POST" else None,
        initial={**initial, "version": plan.version},
        doers=doers_of(plan, today), measures=[one for one in measures_of(plan) if not one.lead],
        clauses=clauses_of(plan, today),
    )  # fmt: skip


def _read(said: Said, plan: Plan) -> dict[str, Any]:
    """How a promise reads, what it counts, and what it comes to over the plan."""
    promise = said.promise
    return {
        "said": said,
        "counts": counts_words(promise),
        "whole": whole_words(promise, plan, terms_around(plan)),
    }


def _parts(promise: Promise) -> list[Promise]:
    return list(Promise.objects.filter(within=promise))


def _said(promise: Promise) -> Said:
    return Said(promise, tuple(_parts(promise)))


def _drafted(form: PromiseForm) -> Said:
    """The sentence of what is in the form now."""
    inner = form.inner_draft()
    return Said(promise_like(form.draft()), (promise_like(inner),) if inner else ())


def _page(request: SignedIn, plan: Plan, form: PromiseForm, promise: Promise | None = None) -> HttpResponse:
    """The form; pressing 读一读 or changing a blank reads the sentence and saves nothing."""
    said = _said(promise) if promise else None
    if form.is_bound:
        said = _drafted(form) if form.is_valid() else None
        if "change" in request.POST:
            form.hush()
    reads = _read(said, plan) if said is not None else {}
    context = {
        "form": form,
        "plan": plan,
        "promise": promise,
        "reads": reads,
        "back": f"/plans/{plan.pk}/",
        "heading": "改承诺" if promise else "加一项承诺",
        "dropping": EntryForm(auto_id=False, initial={"version": plan.version}),
    }
    return render(request, "drafting/promise.html", context, status=409 if form.clash else 200)


def _save(request: SignedIn, plan: Plan, form: PromiseForm, promise: Promise | None) -> Promise | None:
    given = form.cleaned_data
    return change(
        form,
        lambda: set_promise(
            request.user, key=given["key"], plan=plan, promise=promise, draft=form.draft(), measure=form.under,
            inner=form.inner_draft(), version=given["version"],
        ),
        lambda: _values(Promise.objects.select_related("doer").get(pk=promise.pk)) if promise else {},
    )  # fmt: skip


def _values(promise: Promise) -> dict[str, Any]:
    return values_of(promise, next(iter(_parts(promise)), None))


def _beginning(request: SignedIn, plan: Plan) -> dict[str, Any]:
    """What a new promise begins with: the subjects most write for, how many teach, and what a clause says."""
    heads = staff_of(plan.school).count() or None
    common = {"measure": request.GET.get("measure", ""), "subjects": list(SUBJECTS), "heads": heads}
    return {**common, **slots.ask("promise.beginning", {}, query=request.GET)}


def _answer(request: SignedIn, plan: Plan, promise: Promise | None) -> HttpResponse:
    form = _form(request, plan, _values(promise) if promise else _beginning(request, plan))
    saving = request.method == "POST" and "change" not in request.POST and form.is_valid()
    if saving and _save(request, plan, form, promise) is not None:
        messages.info(request, "写进计划了。")
        return redirect("plans:detail", pk=plan.pk)
    return _page(request, plan, form, promise)


@page("promise.set", ("GET", "POST"))
def new(request: SignedIn, pk: UUID) -> HttpResponse:
    """One more promise."""
    return _answer(request, plan_for(request, pk, "promise.set"), None)


@page("promise.set", ("GET", "POST"))
def edit(request: SignedIn, pk: UUID) -> HttpResponse:
    """Change a promise; what both sides settled is re-planned with a reason instead."""
    promise = promise_for(request, pk, "promise.set")
    if promise.plan.state == "accepted":
        return redirect("drafting:promise-replan", pk=pk)
    if promise.within_id:  # a part is written with its whole
        return redirect("drafting:promise-edit", pk=promise.within_id)
    return _answer(request, promise.plan, promise)


@page("promise.replan", ("GET", "POST"))
def replan(request: SignedIn, pk: UUID) -> HttpResponse:
    """Another number from a day on, with its reason."""
    promise = promise_for(request, pk, "promise.replan")
    plan, per = promise.plan, entered_in(promise.indicator)
    initial = {"version": plan.version, "minimum": promise.minimum // per, "effective": timezone.localdate()}
    form = ReplanForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.values()
        saved = change(
            form,
            lambda: replan_promise(
                request.user, key=form.cleaned_data["key"], promise=promise, by=request.user.name,
                version=form.cleaned_data["version"], **{**given, "minimum": given["minimum"] * per},
            ),
            lambda: {"minimum": Promise.objects.get(pk=pk).minimum // per},
        )  # fmt: skip
        if saved is not None:
            messages.info(request, "调整好了，原来的数字还能看到。")
            return redirect("plans:detail", pk=plan.pk)
    context = {
        "form": form, "plan": plan, "promise": promise, "heading": "调整承诺", "back": f"/plans/{plan.pk}/",
        "reads": _read(_said(promise), plan), "unit": measure_word(catalogue.indicators[promise.indicator]),
        "replans": [one for one in replans_of(plan) if one.promise_id == promise.pk],
    }  # fmt: skip
    return render(request, "drafting/replan.html", context, status=409 if form.clash else 200)


@page("promise.drop", ("POST",))
def drop(request: SignedIn, pk: UUID) -> HttpResponse:
    """Take a promise out of a plan that is not settled."""
    form = EntryForm(request.POST)
    if form.is_valid() and _dropped_before(request, form):
        return redirect("plans:list")
    promise = promise_for(request, pk, "promise.drop")
    if form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: drop_promise(request.user, key=given["key"], promise=promise, version=given["version"]),
        )
        if done is not None:
            messages.info(request, "删去了。")
            return redirect("plans:detail", pk=promise.plan_id)
    context = {"form": form, "plan": promise.plan, "heading": "还不行", "back": f"/plans/{promise.plan_id}/"}
    return render(request, "plans/refused.html", context, status=422)


def _dropped_before(request: SignedIn, form: EntryForm) -> bool:
    """Whether this very press was served already: the promise is gone, and only the answer was lost."""
    key = form.cleaned_data["key"]
    served = OperationKey.objects.filter(key=key, actor=request.user.label[:40], action="promise.drop")
    return key is not None and served.exists()
