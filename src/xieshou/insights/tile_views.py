"""What is behind the tiles of a county: its schools, what was due, who went where."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from xieshou.office.exports import list_page
from xieshou.places.models import Place
from xieshou.web.listing import Column, Empty, Filter, Listing
from xieshou.web.pages import SignedIn, page
from xieshou.web.templatetags.look import fig, school

from .county import ACTIVITY, SENT
from .panels import begun, county_of_request
from .tiles import Tiles, schools_of
from .views import county_at

PER_PAGE = 60


def _tiles(request: SignedIn, uid: UUID) -> Tiles:
    county = county_of_request(request, county_at(uid))
    if county is None:
        raise Http404
    return Tiles(county)


def _back(tiles: Tiles) -> str:
    return f"{reverse('insights:of', args=[tiles.county.place.uid])}?term={tiles.county.term.code}"


def _figure(tiles: Tiles, code: str, side: str, unit: str, one: Place) -> str:
    number, url = tiles.of_school(one, code, side)
    return fig(number, unit, url) if number else format_html('<span class="dim">{}</span>', "没有")


def _columns(tiles: Tiles) -> list[Column[Place]]:
    def name(one: Place) -> str:
        url = reverse("office:school", args=[one.uid])
        return format_html('<a class="name" href="{}">{}</a>', url, school(one, "short"))

    def column(label: str, code: str, side: str, unit: str) -> Column[Place]:
        return Column(
            label, label, partial(_figure, tiles, code, side, unit), numeric=True,
            export=lambda one: tiles.of_school(one, code, side)[0],
        )  # fmt: skip

    return [
        Column("name", "学校", name, "lo", title=True, export=lambda one: one.name),
        column("活动", ACTIVITY, "", "次"),
        column("派出", SENT, "gave", "人次"),
        column("接收", SENT, "received", "人次"),
    ]


@page("county.view")
def schools(request: SignedIn, uid: UUID) -> HttpResponse:
    """Every school of the county: whether it took part, and in what."""
    tiles = _tiles(request, uid)
    place, today = tiles.county.place, tiles.county.today

    def took_part(found: QuerySet[Place], value: str) -> QuerySet[Place]:
        return found.filter(pk__in=tiles.taking_part) if value == "yes" else found.exclude(pk__in=tiles.taking_part)

    def named(found: QuerySet[Place], words: str) -> QuerySet[Place]:
        return found.filter(Q(name__icontains=words) | Q(short__icontains=words))

    terms = [(str(one.code), one.name) for one in begun(place, today)]
    filters: list[Filter[Place]] = [
        Filter("q", "学校", named),
        Filter("term", "学期", lambda found, _: found, terms, str(tiles.county.term.code)),
        Filter("part", "参加", took_part, (("yes", "参加了"), ("no", "还没有"))),
    ]
    listing = Listing(
        request, schools_of(place), _columns(tiles), filters, "name", empty=Empty("没有这样的学校"), measure="所"
    )
    shown = {"listing": listing, "tiles": tiles, "taking": len(tiles.taking_part), "back": _back(tiles)}
    return list_page(request, "insights/schools.html", shown, "参加的学校")


@page("county.view")
def on_time(request: SignedIn, uid: UUID) -> HttpResponse:
    """Every stretch of a promise whose day has come, what was missed first."""
    tiles = _tiles(request, uid)
    shown = Paginator(tiles.due, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "insights/on_time.html", {"tiles": tiles, "page": shown, "back": _back(tiles)})


@page("county.view")
def flows(request: SignedIn, uid: UUID) -> HttpResponse:
    """Person-times of teachers, from school to school."""
    tiles = _tiles(request, uid)
    shown = Paginator(tiles.flows, PER_PAGE).get_page(request.GET.get("page"))
    number = sum(flow.number for flow in tiles.flows)
    return render(
        request, "insights/flows.html", {"tiles": tiles, "page": shown, "number": number, "back": _back(tiles)}
    )
