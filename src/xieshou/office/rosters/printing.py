"""Rosters on paper: everybody who meets the conditions, on A4, with the head of the table on every sheet."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from pylopdf_fonts_zh_cn import sans_path

from xieshou.scoping.operations import Refused
from xieshou.web.listing import Listing
from xieshou.web.middleware import POLICY
from xieshou.web.pages import SignedIn, page

from . import schools, staff
from .exports import note_export


def _paper(request: SignedIn, title: str, listing: Listing[Any], back: str) -> HttpResponse:
    try:
        note_export(request.user, place=request.user.place, title=f"打印{title}", count=listing.count)
    except Refused as refusal:
        return HttpResponse(str(refusal), status=422, content_type="text/plain; charset=utf-8")
    head, *rows = listing.export()
    context: dict[str, Any] = {"heading": title, "head": head, "rows": rows, "back": f"{back}?{listing.querystring}"}
    context |= {
        "who": request.user,
        "measure": listing.measure,
        "narrowed": bool(listing.active_filters),
        "now": timezone.localtime(),
    }
    answer = render(request, "office/paper.html", context)
    answer.headers["Content-Security-Policy"] = f"{POLICY}; font-src 'self'"
    return answer


@page("roster.export")
def rare_font(request: SignedIn) -> HttpResponse:
    """The font that has the rare characters of names; a browser asks for it only where a page has such a one."""
    answer = HttpResponse(sans_path().read_bytes(), content_type="font/otf")
    return answer


@page("roster.export")
def staff_print(request: SignedIn) -> HttpResponse:
    """Staff as filtered."""
    return _paper(request, "教职工名册", staff.listing_of(request, whole=True), "/staff/")


@page("roster.export")
def school_print(request: SignedIn) -> HttpResponse:
    """Schools as filtered."""
    return _paper(request, "学校名册", schools.listing_of(request), "/schools/")
