"""The page of a pair, and opening, changing and ending one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from xieshou.drawings.dimensions import Mark, mark_of
from xieshou.pairings.entry import change
from xieshou.pairings.forms.pairs import AmendPairForm, ClosePairForm, OpenPairForm
from xieshou.pairings.models import Pairing
from xieshou.pairings.operations.open_pairing import Lane, amend_pairing, close_pairing, open_pairing
from xieshou.pairings.selectors import group_of, needs_of, seats, strands_of
from xieshou.pairings.sides import names_of, partner_named, seat_of, side_of
from xieshou.places.models import SCHOOL, Figures, Place
from xieshou.scoping.operations import Refused
from xieshou.web import slots
from xieshou.web.pages import SignedIn, attempt, page

from .reach import home_side, may_on, pairing_for, shown, term_here
from .tray import tray_of


class SideShown(NamedTuple):
    """A side of the pair as the head of the page shows it."""

    place: Place
    name: str
    url: str
    seat: str
    figures: Figures | None
    contact: str


class LaneShown(NamedTuple):
    """One lane: its dimension, whether it goes back, and the figure it carries."""

    mark: Mark
    code: str
    back: bool
    figure: Any


def _side(place: Place, name: str, contact: str) -> SideShown:
    newest = Figures.objects.filter(school=place).order_by("-year").first()
    url = reverse("office:school", args=[place.uid]) if place.level == SCHOOL else ""
    return SideShown(place, name, url, seat_of(place), newest, contact)


def _lanes(pairing: Pairing, term: Any, day: date) -> list[LaneShown]:
    figures = slots.ask("pair.lane_figures", {}, pairing=pairing, term=term) if term else {}
    return [
        LaneShown(
            mark_of(row.dimension),
            row.dimension,
            row.giver_id == pairing.second_id,
            figures.get((row.giver_id, row.dimension)),
        )
        for row in strands_of(pairing, day)
    ]


@page("pairing.view")
def detail(request: SignedIn, pk: UUID) -> HttpResponse:
    """A pair on one page: who helps whom with what, what was promised, on what paper, what was done."""
    pairing, user, today = pairing_for(request, pk), request.user, timezone.localdate()
    side = home_side(user, pairing)
    term = term_here(side, today)
    first, second = names_of(pairing)
    group, needs = group_of(side, pairing), list(needs_of(pairing))
    about: dict[str, Any] = {"pairing": pairing, "term": term, "today": today}
    context = {
        "pairing": pairing,
        "first": _side(pairing.first, first, pairing.first_contact),
        "second": _side(pairing.second, second, pairing.second_contact),
        "lanes": _lanes(pairing, term, pairing.until or today),
        "tray": tray_of(pairing, today),
        "group": group,
        "sat": len(seats(group, today, today)) if group else 0,
        "needs": sum(1 for need in needs if need.sort == "need"),
        "strengths": sum(1 for need in needs if need.sort == "strength"),
        "promises": slots.fill("pair.promises", request, **about) if term else "",
        "answered": slots.fill("pair.needs", request, **about),
        "timeline": slots.fill("pair.timeline", request, **about),
        "over": pairing.until is not None and pairing.until < today,
        "may": {
            "amend": may_on(user, "pairing.amend", pairing) and pairing.until is None,
            "close": may_on(user, "pairing.close", pairing) and pairing.until is None,
            "agree": may_on(user, "agreement.write", pairing) and pairing.until is None,
            "group": may_on(user, "group.set", pairing),
            "need": may_on(user, "need.state", pairing),
        },
    }
    return render(request, "pairings/detail.html", context)


def lanes_from(first: Place, second: Place, forward: Sequence[str], backward: Sequence[str]) -> list[Lane]:
    """Ticks of the grid as lanes."""
    return [Lane(first, second, code) for code in forward] + [Lane(second, first, code) for code in backward]


def _open(request: SignedIn, given: dict[str, Any]) -> Pairing:
    first, first_community = side_of(given["first"])
    second, second_community = (
        side_of(given["second"]) if given["second"] else (partner_named(request.user, given["partner"]), None)
    )
    if not request.user.may("pairing.open", first.lo):
        raise Refused("E-PAI-107 甲方要是本县的。", "first")
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


@page("pairing.open", ("GET", "POST"))
def new(request: SignedIn) -> HttpResponse:
    """Two sides, and who gives what."""
    form = OpenPairForm(request.POST or None, initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        opened = attempt(form, lambda: _open(request, form.cleaned_data))
        if opened is not None:
            messages.info(request, "结上对了。两校都能看到这一页。")
            return redirect("pairings:detail", pk=opened.pk)
    return shown(request, "pairings/pair_form.html", "新结一对", reverse("pairings:list"), form)


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
    return shown(request, "pairings/pair_form.html", "改这一对", back, form, pairing=pairing)


@page("pairing.close", ("GET", "POST"))
def close(request: SignedIn, pk: UUID) -> HttpResponse:
    """The last day of a pair; its records stay."""
    pairing = pairing_for(request, pk, "pairing.close")
    form = ClosePairForm(request.POST or None, initial={"until": timezone.localdate(), "version": pairing.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        saved = change(
            form,
            lambda: close_pairing(
                request.user, key=given["key"], pairing=pairing, until=given["until"], version=given["version"]
            ),
            lambda: {"until": Pairing.objects.get(pk=pk).until},
        )
        if saved is not None:
            messages.info(request, "这一对结束了。以前的记录都还在。")
            return redirect("pairings:detail", pk=pk)
    back = reverse("pairings:detail", args=[pk])
    return shown(
        request, "pairings/one_form.html", "结束结对", back, form, button="结束这一对",
        lead=f"{pairing}的活动、协议和承诺都留着，只是不再往下数。",
    )  # fmt: skip
