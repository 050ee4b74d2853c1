"""新学年: terms, headcounts, what comes along and what ends, in one dialogue and one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from xieshou.kernel.periods import school_year_label
from xieshou.office.rosters.inside import own_county, schools_here
from xieshou.office.rosters.terms import usual
from xieshou.places.models import COUNTY, Place
from xieshou.terms.operations.open_year import open_year, tell_figures
from xieshou.web.pages import SignedIn, attempt, page

from .headcounts import HeadcountForm, pages
from .year_form import YearForm


def _asked(request: SignedIn, year: int) -> tuple[Place, list[Sequence[Place]]]:
    """The person's county and its schools, page by page."""
    county = own_county(request.user)
    if county is None or county.level != COUNTY or not 2000 <= year <= 2100:
        raise Http404
    return county, pages([one for one in schools_here() if county.covers(one)])


@page("year.open", ("GET", "POST"))
def year_open(request: SignedIn, year: int) -> HttpResponse:
    """The new school year of a county."""
    county, schools = _asked(request, year)
    form = YearForm(county, year, schools[0], usual(year), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"terms": form.terms(), "figures": form.told(), "chosen": form.chosen()}
        key = form.cleaned_data["key"]
        if attempt(form, lambda: open_year(request.user, county=county, year=year, key=key, **given)) is not None:
            messages.success(request, f"{school_year_label(year)}办好了。")
            return _onward(year, 1, schools)
    return _shown(request, "transitions/year.html", form, year, 1, schools)


@page("year.figures", ("GET", "POST"))
def headcounts(request: SignedIn, year: int, number: int) -> HttpResponse:
    """The other schools of a county that has more than one page of them."""
    county, schools = _asked(request, year)
    if not 2 <= number <= len(schools):
        raise Http404
    form = HeadcountForm(year, schools[number - 1], request.POST or None)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"key": form.cleaned_data["key"], "figures": form.told()}
        if attempt(form, lambda: tell_figures(request.user, county=county, year=year, **given)) is not None:
            messages.success(request, f"第{number}页的学校规模记下了。")
            return _onward(year, number, schools)
    return _shown(request, "transitions/headcounts.html", form, year, number, schools)


def _onward(year: int, number: int, schools: list[Sequence[Place]]) -> HttpResponse:
    """To the next page of schools, or home to the terms."""
    return redirect("transitions:headcounts", year, number + 1) if number < len(schools) else redirect("office:terms")


def _shown(
    request: SignedIn, template: str, form: HeadcountForm, year: int, number: int, schools: list[Sequence[Place]]
) -> HttpResponse:
    context = {"form": form, "heading": school_year_label(year), "year": year, "back": "/terms/"}
    context |= {"number": number, "rest": range(2, len(schools) + 1), "count": sum(map(len, schools))}
    return render(request, template, context)
