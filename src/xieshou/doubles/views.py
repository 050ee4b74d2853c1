"""Records that look like one event: merged, told apart, or taken apart again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from xieshou.activities.models import Activity
from xieshou.activities.wording import figure_words, heads, title_of
from xieshou.pairings.models import Pairing
from xieshou.scoping.operations import Refused
from xieshou.web.pages import SignedIn, attempt, page

from .forms import ApartForm, BothForm
from .operations.merge_activities import merge_activities, part_activities
from .operations.tell_apart import tell_apart
from .selectors import merges, suspects

MOST = 30


def _pairing(request: SignedIn) -> Pairing | None:
    asked = request.GET.get("pair", "")
    try:
        return Pairing.objects.select_related("first", "second").get(pk=UUID(asked)) if asked else None
    except ValueError:
        return None


def _shown(activity: Activity, other: Activity, request: SignedIn) -> dict[str, Any]:
    """One record of a suspect pair; ``may_stay`` where this person may let the other one go."""
    return {
        "activity": activity,
        "title": title_of(activity),
        "figure": figure_words(activity),
        "heads": heads(activity),
        "people": "、".join(person.name for person in activity.participants.all()),
        "may_stay": request.user.may("activity.merge", other.owner.lo),
    }


def _listed(request: SignedIn, fault: str = "", typed: str = "") -> HttpResponse:
    pairing = _pairing(request)
    found = suspects(pairing)
    rows = [(_shown(one.first, one.second, request), _shown(one.second, one.first, request)) for one in found[:MOST]]
    context = {
        "rows": rows,
        "count": len(found),
        "pairing": pairing,
        "merges": [(one, request.user.may("activity.part")) for one in merges()],
        "form": BothForm(auto_id=False),
        "fault": fault,
        "typed": typed,
    }
    return render(request, "doubles/list.html", context, status=422 if fault else 200)


@page("activity.tell_apart")
def index(request: SignedIn) -> HttpResponse:
    """What may have been recorded twice, of a pair or of everything in sight."""
    return _listed(request)


@page("activity.merge", ("POST",))
def merge(request: SignedIn) -> HttpResponse:
    """It is one event: keep one record."""
    form = BothForm(request.POST)
    if not form.is_valid():
        return _listed(request, "E-DBL-107 没有选留哪一条。")
    stays, goes = form.cleaned_data["stays"], form.cleaned_data["goes"]
    done = attempt(
        form,
        lambda: merge_activities(
            request.user, key=form.cleaned_data["key"], stays=stays, goes=goes, by=request.user.name
        ),
    )
    if done is None:
        return _listed(request, " ".join(map(str, form.non_field_errors())))
    messages.info(request, "合并了：留下一条，另一条撤回，人和照片都过来了，只算一次。合错了可以撤销。")
    return redirect("activities:detail", pk=stays)


@page("activity.tell_apart", ("POST",))
def apart(request: SignedIn) -> HttpResponse:
    """They are two events; the sentence is remembered."""
    form = ApartForm(request.POST)
    if not form.is_valid():
        return _listed(request, "E-DBL-106 写一句为什么不是同一件。", request.POST.get("first", ""))
    given = form.values()
    if attempt(form, lambda: tell_apart(request.user, key=form.cleaned_data["key"], by=request.user.name, **given)):
        messages.info(request, "记下了，以后不再问这两条。")
        return redirect("doubles:list")
    faults = [str(words) for errors in form.errors.values() for words in errors]
    return _listed(request, " ".join(faults))


@page("activity.part", ("POST",))
def part(request: SignedIn, pk: UUID) -> HttpResponse:
    """Take a merge back."""
    try:
        row = part_activities(request.user, merge=pk, by=request.user.name)
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect("doubles:list")
    messages.info(request, "撤销了，两条又各是各的。")
    return redirect("activities:detail", pk=row.pk)
