"""The dimensions of a county: the fixed ones, its own, adding one, changing one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from xieshou.catalogue.headings import DIMENSION_LABELS
from xieshou.places.models import COUNTY, Place
from xieshou.places.selectors import at_level
from xieshou.web.pages import SignedIn, attempt, page

from .carriers import lanes_with
from .forms import AddForm, AmendForm
from .models import Dimension
from .operations.keep_dimension import add_dimension, amend_dimension


def _county(request: SignedIn) -> Place:
    county = at_level(request.user.place, COUNTY)
    if county is None:
        raise Http404
    return county


@page("dimension.add", ("GET", "POST"))
def index(request: SignedIn) -> HttpResponse:
    """The list, and the field for one more."""
    county, form = _county(request), AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = attempt(form, lambda: add_dimension(request.user, county=county, **form.cleaned_data))
        if added is not None:
            messages.info(request, f"{added.label}加上了，结对、需求和Excel里都能选。")
            return redirect("dimensions:list")
    own = [(one, lanes_with(one.label)) for one in Dimension.objects.filter(county=county)]
    return render(request, "dimensions/list.html", {"form": form, "fixed": DIMENSION_LABELS.items(), "own": own})


@page("dimension.amend", ("GET", "POST"))
def edit(request: SignedIn, pk: UUID) -> HttpResponse:
    """A new name, or retiring it."""
    row: Dimension = Dimension.objects.get(pk=pk)
    known = {"label": row.label, "retired": row.retired, "version": row.version}
    form = AmendForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        saved = attempt(form, lambda: amend_dimension(request.user, dimension=row, **form.cleaned_data))
        if saved is not None:
            messages.info(
                request, f"{saved.label}停用了。已经用着的照旧。" if saved.retired else "改好了，各处都跟着改了。"
            )
            return redirect("dimensions:list")
    return render(
        request, "dimensions/edit.html", {"form": form, "heading": f"改“{row.label}”", "used": lanes_with(row.label)}
    )
