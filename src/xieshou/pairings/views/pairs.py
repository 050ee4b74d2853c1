"""The page of a pair: who helps whom with what, what was promised, on what paper, what was done."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from xieshou.drawings.dimensions import Mark, mark_of
from xieshou.kernel.periods import school_year_of
from xieshou.pairings.models import Community, Pairing
from xieshou.pairings.selectors import needs_of, schools_of, strands_of
from xieshou.pairings.sides import seat_of, sign_of
from xieshou.places.models import COUNTY, SCHOOL, TOWN, Figures, Place
from xieshou.places.selectors import held_at, lines_above
from xieshou.scoping.scope import current
from xieshou.terms.models import Term
from xieshou.terms.selectors import term_on
from xieshou.web import slots
from xieshou.web.pages import SignedIn, page

from .reach import home_side, may_on, pairing_for
from .tray import tray_of

RIGHTS = {"amend": "pairing.amend", "close": "pairing.close", "agree": "agreement.write"}


class SideShown(NamedTuple):
    """A side of the pair as the head of the page shows it."""

    name: str
    setting: str
    url: str
    seat: str
    figures: Figures | None
    schools: int
    contact: str


class Around(NamedTuple):
    """Where the sides lie, and their newest figures, read for both at once."""

    above: dict[int, list[Place]]
    figures: dict[int, Figures]


class LaneShown(NamedTuple):
    """One lane: its dimension, whether it goes back, and the figure it carries."""

    mark: Mark
    code: str
    back: bool
    figure: Any


def _side(place: Place, community: Community | None, contact: str, today: date, around: Around) -> SideShown:
    sign, many = sign_of(place, community), community is not None or place.level == TOWN
    known = place.level == SCHOOL and not place.outside and current().covers(place.lo)
    url = reverse("office:school", args=[place.uid]) if known else ""
    if community is not None:
        url = reverse("communities:detail", args=[community.pk])
    schools = len(schools_of(place, community, today)) if many else 0
    newest = None if many else around.figures.get(place.pk)
    seat = "" if many else seat_of(place, around.above[place.pk])
    return SideShown(sign.name, sign.setting, url, seat, newest, schools, contact)


def _around(pairing: Pairing, today: date) -> Around:
    sides = (pairing.first, pairing.second)
    figures = Figures.objects.filter(school__in=sides, year__lte=school_year_of(today)).order_by("year")
    return Around(lines_above(sides), {one.school_id: one for one in figures})


def _lanes(pairing: Pairing, term: Term | None, day: date, today: date) -> list[LaneShown]:
    known = {"pairing": pairing, "term": term, "today": today}
    figures: dict[Any, Any] = slots.ask("pair.lane_figures", {}, **known) if term else {}
    return [
        LaneShown(
            mark_of(row.dimension),
            row.dimension,
            row.giver_id == pairing.second_id,
            figures.get((row.giver_id, row.dimension)),
        )
        for row in strands_of(pairing, day)
    ]


def _rights(request: SignedIn, pairing: Pairing) -> dict[str, bool]:
    """Buttons of the page; a pair that is over is only read."""
    standing = pairing.until is None
    found = {name: standing and may_on(request.user, action, pairing) for name, action in RIGHTS.items()}
    found["need"] = standing and may_on(request.user, "need.state", pairing)
    return found


@page("pairing.view")
def detail(request: SignedIn, pk: UUID) -> HttpResponse:
    """Everything of a pair on one page."""
    pairing, today = pairing_for(request, pk), timezone.localdate()
    side = home_side(request.user, pairing)
    around = _around(pairing, today)
    county = held_at(around.above[side.pk], COUNTY)
    term = term_on(county, today, side.stage) if county is not None else None
    needs = list(needs_of(pairing))
    about: dict[str, Any] = {"pairing": pairing, "term": term, "today": today, "needs": needs}
    over = pairing.until is not None and pairing.until < today
    context = {
        "pairing": pairing,
        "first": _side(pairing.first, pairing.first_community, pairing.first_contact, today, around),
        "second": _side(pairing.second, pairing.second_community, pairing.second_contact, today, around),
        "lanes": _lanes(pairing, term, pairing.until if over and pairing.until else today, today),
        "tray": tray_of(pairing, today),
        "facts": slots.fill("pair.facts", request, side=side, **about),
        "needs": sum(need.sort == "need" for need in needs),
        "strengths": sum(need.sort == "strength" for need in needs),
        "promises": slots.fill("pair.promises", request, **about) if term else "",
        "answered": slots.fill("pair.needs", request, **about),
        "timeline": slots.fill("pair.timeline", request, **about),
        "over": over,
        "may": _rights(request, pairing),
    }
    return render(request, "pairings/detail.html", context)
