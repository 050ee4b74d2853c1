"""Pages of placements: list, one placement, recording, mending, ending and withdrawing it, the county's plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from xieshou.kernel.periods import school_year_of
from xieshou.ledger.asking import Ask, total
from xieshou.office.exports import list_page
from xieshou.places.models import COUNTY, Place
from xieshou.web import slots
from xieshou.web.keyed import KeyedForm
from xieshou.web.pages import SignedIn, attempt, page

from .forms import BatchForm, DutyForm, EndForm, PlacementForm, WithdrawForm
from .lists import headline, listing
from .models import Batch, Duty, Placement
from .operations.amend_placement import amend_placement, end_placement
from .operations.plan_county import set_batch, set_duty
from .operations.record_placement import record_placement
from .operations.withdraw_placement import withdraw_placement
from .selectors import duty_plan, persons, placements, within

SHOWN = ("owner", "host", "batch", "pairing")


@page("placement.view")
def index(request: SignedIn) -> HttpResponse:
    """Everybody sent from or received in the viewer's place."""
    place = request.user.place
    recorded = total(Ask("placement.sent", place=place))
    context = {
        "listing": listing(request, request.user),
        "persons": persons(within(placements(), place)),
        "said": slots.ask("sum_in_words", "", place=place, indicator="placement.sent", recorded=recorded),
        "may_record": request.user.may("placement.record"),
        "may_plan": place.level == COUNTY and request.user.may("county.view"),
        "may_openings": request.user.may("opening.view"),
    }
    return list_page(request, "placements/list.html", {**context, **headline(place)}, "派遣台账", "placements")


@page("placement.view")
def detail(request: SignedIn, pk: UUID) -> HttpResponse:
    """One placement, also a withdrawn one."""
    placement = Placement.objects.select_related(*SHOWN).get(pk=pk)
    mine = request.user.may("placement.amend", placement.owner.lo) and not placement.withdrawn_on
    today = timezone.localdate()
    context = {
        "placement": placement,
        "may_amend": mine,
        "may_end": mine and not placement.actual_end and placement.ends >= today,
        "may_withdraw": request.user.may("placement.withdraw", placement.owner.lo) and not placement.withdrawn_on,
        "days": placement.period.days,
    }
    return render(request, "placements/detail.html", context)


@page("placement.record", ("GET", "POST"))
def record(request: SignedIn) -> HttpResponse:
    """Record that somebody was sent."""
    form = PlacementForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        values.pop("version")
        owner = values.pop("owner", request.user.place)
        key = form.cleaned_data["key"]
        saved = attempt(
            form, lambda: record_placement(request.user, key=key, owner=owner, by=request.user.name, **values)
        )
        if saved is not None:
            return redirect("placements:detail", saved.pk)
    return _record_page(request, form, "记一次派遣", reverse("placements:list"))


def _record_page(request: SignedIn, form: PlacementForm, heading: str, back: str) -> HttpResponse:
    return render(request, "placements/record.html", {"form": form, "heading": heading, "back": back})


def _own(pk: UUID) -> Placement:
    """A placement that may be changed in the open scope; else it is not there."""
    placement: Placement = Placement.objects.select_related(*SHOWN).get(pk=pk, withdrawn_on__isnull=True)
    placement.assert_in_scope()
    return placement


@page("placement.amend", ("GET", "POST"))
def amend(request: SignedIn, pk: UUID) -> HttpResponse:
    """Mend a placement; nothing is overwritten that somebody else changed meanwhile."""
    placement = _own(pk)
    form = PlacementForm(request.POST or None, user=request.user, placement=placement)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        saved = attempt(form, lambda: amend_placement(request.user, key=key, placement=placement, **form.values()))
        if saved is not None:
            return redirect("placements:detail", pk)
    return _record_page(request, form, "修改派遣", reverse("placements:detail", args=[pk]))


def _ask(
    request: SignedIn, form: KeyedForm, words: dict[str, str], back: str, write: Callable[..., Any]
) -> HttpResponse:
    """A short form with one job: save and go back, or say what is missing."""
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        if attempt(form, lambda: write(request.user, key=key, **form.values())) is not None:
            return redirect(back)
    return render(request, "placements/ask.html", {"form": form, "back": back, **words})


@page("placement.amend", ("GET", "POST"))
def end(request: SignedIn, pk: UUID) -> HttpResponse:
    """End a placement before its day."""
    placement = _own(pk)
    form = EndForm(request.POST or None, initial={"actual_end": timezone.localdate()})
    words = {"heading": "提前结束", "about": str(placement), "button": "记下结束日期"}

    def write(actor: Any, *, key: UUID, **values: Any) -> Placement:
        return end_placement(actor, placement=placement, **values)

    return _ask(request, form, words, reverse("placements:detail", args=[pk]), write)


@page("placement.withdraw", ("GET", "POST"))
def withdraw(request: SignedIn, pk: UUID) -> HttpResponse:
    """Take a placement back, with a reason."""
    placement = _own(pk)
    words = {"heading": "撤回这条派遣", "about": str(placement), "button": "撤回"}

    def write(actor: Any, *, key: UUID, because: str) -> Placement:
        return withdraw_placement(actor, key=key, placement=placement, because=because)

    return _ask(request, WithdrawForm(request.POST or None), words, reverse("placements:detail", args=[pk]), write)


def _county(request: SignedIn) -> Place:
    if request.user.place.level != COUNTY:
        raise Http404
    return request.user.place


def _year(request: SignedIn) -> int:
    asked = request.GET.get("year", "")
    this_year = school_year_of(timezone.localdate())
    return int(asked) if asked.isascii() and asked.isdigit() and 2000 <= int(asked[:5]) < 2100 else this_year


@page("county.view")
def plan(request: SignedIn) -> HttpResponse:
    """Planned and sent by school, year and batch."""
    county = _county(request)
    context = {
        "plan": duty_plan(county, _year(request), timezone.localdate()),
        "may_set": request.user.may("duty.set", county.lo),
        "may_list": request.user.may("placement.view"),
    }
    return render(request, "placements/plan.html", context)


@page("duty.set", ("GET", "POST"))
def duty(request: SignedIn) -> HttpResponse:
    """Say how many posts a school owes."""
    county, year = _county(request), _year(request)
    initial: dict[str, Any] = {"year": year}
    asked = request.GET.get("school", "")
    if asked.isascii() and asked.isdigit():
        stands = Duty.objects.filter(county=county, year=year, school=int(asked[:12])).first()
        initial |= {"school": asked}
        initial |= {"planned_posts": stands.planned_posts, "remark": stands.remark} if stands else {}
    form = DutyForm(request.POST or None, county=county, initial=initial)
    words = {"heading": "定派遣任务", "about": "", "button": "定下来"}

    def write(actor: Any, *, key: UUID, **values: Any) -> Duty:
        return set_duty(actor, key=key, county=county, **values)

    return _ask(request, form, words, f"{reverse('placements:plan')}?year={year}", write)


@page("batch.set", ("GET", "POST"))
def batch(request: SignedIn) -> HttpResponse:
    """Open a batch or change it."""
    county = _county(request)
    form = BatchForm(request.POST or None, initial={"year": _year(request)})
    words = {"heading": "定一批", "about": "", "button": "定下来"}

    def write(actor: Any, *, key: UUID, **values: Any) -> Batch:
        return set_batch(actor, key=key, county=county, **values)

    return _ask(request, form, words, reverse("placements:plan"), write)
