"""Opening, changing and ending a pair."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from xieshou.pairings.forms.pairs import AmendPairForm, ClosePairForm, OpenPairForm
from xieshou.pairings.models import Pairing
from xieshou.pairings.operations.open_pairing import Lane, amend_pairing, close_pairing, open_pairing
from xieshou.pairings.sides import partner_named, side_of, signs_of
from xieshou.places.models import Place
from xieshou.scoping.operations import Refused
from xieshou.web.entry import EntryForm, change, changing, shown
from xieshou.web.pages import SignedIn, attempt, page

from .reach import pairing_for


def lanes_from(first: Place, second: Place, forward: Sequence[str], backward: Sequence[str]) -> list[Lane]:
    """Ticks of the grid as lanes."""
    return [Lane(first, second, code) for code in forward] + [Lane(second, first, code) for code in backward]


def _open(request: SignedIn, given: dict[str, Any]) -> Pairing:
    first, first_community = side_of(given["first"])
    if not request.user.may("pairing.open", first.lo):
        raise Refused("E-PAI-107 甲方要是本县的。", "first")
    second, second_community = (
        side_of(given["second"]) if given["second"] else (partner_named(request.user, given["partner"]), None)
    )
    opened: Pairing = open_pairing(
        request.user,
        key=given["key"],
        first=first,
        second=second,
        since=given["since"],
        lanes=lanes_from(first, second, given["forward"], given["backward"]),
        first_contact=given["first_contact"],
        second_contact=given["second_contact"],
        first_community=first_community,
        second_community=second_community,
    )
    return opened


def _pair_form(request: SignedIn, heading: str, back: str, form: EntryForm, **context: Any) -> HttpResponse:
    may_add = request.user.may("dimension.add")
    return shown(request, "pairings/pair_form.html", heading, back, form, may_add=may_add, **context)


@page("pairing.open", ("GET", "POST"))
def new(request: SignedIn) -> HttpResponse:
    """Two sides, and who gives what."""
    form = OpenPairForm(request.POST or None, initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        opened = attempt(form, lambda: _open(request, form.cleaned_data))
        if opened is not None:
            messages.info(request, "结上对了。两校都能看到这一页。")
            return redirect("pairings:detail", pk=opened.pk)
    return _pair_form(request, "新结一对", reverse("pairings:list"), form)


def _standing(pairing: Pairing) -> dict[str, Any]:
    """A pair as its form begins with it."""
    lanes = pairing.strands.filter(until__isnull=True).order_by("dimension")
    return {
        "forward": [row.dimension for row in lanes if row.giver_id == pairing.first_id],
        "backward": [row.dimension for row in lanes if row.giver_id == pairing.second_id],
        "first_contact": pairing.first_contact,
        "second_contact": pairing.second_contact,
    }


@page("pairing.amend", ("GET", "POST"))
def edit(request: SignedIn, pk: UUID) -> HttpResponse:
    """Lanes from a day on, and the contacts."""
    pairing = pairing_for(request, pk, "pairing.amend")
    initial = {**_standing(pairing), "on": timezone.localdate(), "version": pairing.version}
    form = AmendPairForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        saved = change(
            form,
            lambda: amend_pairing(
                request.user,
                key=given["key"],
                pairing=pairing,
                lanes=lanes_from(pairing.first, pairing.second, given["forward"], given["backward"]),
                on=given["on"],
                first_contact=given["first_contact"],
                second_contact=given["second_contact"],
                version=given["version"],
            ),
            lambda: _standing(Pairing.objects.get(pk=pk)),
        )
        if saved is not None:
            messages.info(request, "改好了。")
            return redirect("pairings:detail", pk=pk)
    back = reverse("pairings:detail", args=[pk])
    return _pair_form(request, "改这一对", back, form, signs=signs_of(pairing))


@page("pairing.close", ("GET", "POST"))
def close(request: SignedIn, pk: UUID) -> HttpResponse:
    """The last day of a pair; its records stay."""
    pairing = pairing_for(request, pk, "pairing.close")
    return changing(
        request,
        ClosePairForm(request.POST or None, initial={"until": timezone.localdate(), "version": pairing.version}),
        partial(close_pairing, request.user, pairing=pairing),
        lambda: {"until": Pairing.objects.get(pk=pk).until},
        lambda saved: "这一对结束了。以前的记录都还在。",
        heading="结束结对",
        back=reverse("pairings:detail", args=[pk]),
        button="结束这一对",
        lead=f"{pairing}的活动、协议和承诺都留着，只是不再往下数。",
    )
