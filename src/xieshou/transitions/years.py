"""新学年: terms, headcounts, what comes along and what ends, in one dialogue and one step."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from xieshou.kernel.periods import school_year_label
from xieshou.office.rosters.inside import own_county, schools_here
from xieshou.office.rosters.terms import usual
from xieshou.places.models import COUNTY
from xieshou.terms.operations.open_year import open_year
from xieshou.web.pages import SignedIn, attempt, page

from .year_form import YearForm


@page("year.open", ("GET", "POST"))
def year_open(request: SignedIn, year: int) -> HttpResponse:
    """The new school year of a county."""
    county = own_county(request.user)
    if county is None or county.level != COUNTY or not 2000 <= year <= 2100:
        raise Http404
    schools = [one for one in schools_here() if county.covers(one)]
    form = YearForm(county, year, schools, usual(year), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"terms": form.terms(), "figures": form.told(), "chosen": form.chosen()}
        key = form.cleaned_data["key"]
        if attempt(form, lambda: open_year(request.user, county=county, year=year, key=key, **given)) is not None:
            messages.success(request, f"{school_year_label(year)}办好了。")
            return redirect("office:terms")
    context = {"form": form, "heading": f"{school_year_label(year)}", "back": "/terms/"}
    return render(request, "transitions/year.html", context)
