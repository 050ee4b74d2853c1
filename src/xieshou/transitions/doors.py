"""Doors to the changes of a school and to a new school year, on the pages of the rosters."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from xieshou.office.rosters.terms import next_year_of
from xieshou.places.models import Place
from xieshou.web.pages import SignedIn

from .changes import SORTS


def changes(request: SignedIn, school: Place, **context: Any) -> str:
    """The changes this person may make to a school that stands."""
    shown = [
        (sort.label, reverse(f"transitions:{sort.code}", args=[school.uid])) for sort in SORTS if _may(request, sort)
    ]
    if school.closed is not None or not shown:
        return ""
    return render_to_string("transitions/_changes.html", {"changes": shown}, request=request)


def _may(request: SignedIn, sort: Any) -> bool:
    return request.user.may(sort.action)


def new_year(request: SignedIn, county: Place, **context: Any) -> str:
    """The dialogue of the next school year."""
    if not request.user.may("year.open"):
        return ""
    return render_to_string("transitions/_year.html", {"year": next_year_of(county)}, request=request)
