"""The county's own page, and the promises behind its figures."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from xieshou.places.models import COUNTY, Place
from xieshou.progress.panels import rows_of
from xieshou.progress.rows import grouped
from xieshou.progress.selectors import tally
from xieshou.scoping.scope import current
from xieshou.web.pages import SignedIn, page
from xieshou.web.slots import fill

from .panels import county_of_request

STATES = ("done", "owed", "risk")


def county_at(uid: UUID) -> Place:
    """A county the viewer may see; any other is as if it did not exist."""
    place = Place.objects.get(uid=uid, level=COUNTY)
    if not current().covers(place.lo):
        raise Http404
    return place


@page("county.view")
def own(request: SignedIn) -> HttpResponse:
    """The viewer's own county, or the counties of the province."""
    return render(
        request, "insights/county.html", {"panels": fill("county.page", request), "place": request.user.place}
    )


@page("county.view")
def of(request: SignedIn, uid: UUID) -> HttpResponse:
    """One county, from above."""
    place = county_at(uid)
    return render(
        request, "insights/county.html", {"panels": fill("county.page", request, place=place), "place": place}
    )


@page("county.view")
def promises(request: SignedIn, uid: UUID) -> HttpResponse:
    """The promises that a figure counts, pair by pair, each with its own records."""
    place = county_at(uid)
    county = county_of_request(request, place)
    state, bond = request.GET.get("state", ""), request.GET.get("bond", "")
    if county is None or state not in ("", *STATES):
        raise Http404
    listed = []
    for row in county.rows:
        found = [one for one in row.found if state in ("", one.state)]
        if bond in ("", str(row.bond.pk)) and found:
            listed.append((row, grouped(rows_of(found, county.term, county.today)), len(found)))
    if bond and not any(bond == str(row.bond.pk) for row in county.rows):
        raise Http404
    shown = {
        "county": county,
        "listed": listed,
        "state": state,
        "count": sum(number for *_, number in listed),
        "tally": tally(one for row, *_ in listed for one in row.found),
        "back": f"{request.path.removesuffix('promises/')}?term={county.term.code}",
    }
    return render(request, "insights/promises.html", shown)
