"""A list on paper: everything that meets the conditions, on A4, with the head of the table on every sheet."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from pylopdf_fonts_zh_cn import sans_path

from xieshou.web.listing import Listing
from xieshou.web.middleware import POLICY
from xieshou.web.pages import SignedIn, page


def printed(request: SignedIn, listing: Listing[Any], title: str) -> HttpResponse:
    """The page that a browser prints."""
    head, *rows = listing.export()
    context: dict[str, Any] = {"heading": title, "head": head, "rows": rows, "listing": listing}
    context |= {"narrowed": bool(listing.active_filters), "now": timezone.localtime()}
    answer = render(request, "office/paper.html", context)
    answer.headers["Content-Security-Policy"] = f"{POLICY}; font-src 'self'"
    return answer


@page("list.export")
def rare_font(request: HttpRequest) -> HttpResponse:
    """The font that has the rare characters of names; a browser asks for it only where a page has such a one."""
    return HttpResponse(sans_path().read_bytes(), content_type="font/otf")
