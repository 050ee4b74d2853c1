"""机构变动: a form, the list of what will happen, and then everything in one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from xieshou.office.rosters.inside import school_here
from xieshou.places.models import Place
from xieshou.places.operations.close_school import close_school
from xieshou.places.operations.merge_schools import merge_schools
from xieshou.places.operations.move_school import move_school
from xieshou.places.operations.rename_school import rename_school
from xieshou.places.operations.split_school import split_school
from xieshou.places.selectors import county_of
from xieshou.web.pages import SignedIn, View, attempt, page

from .change_forms import ChangeForm, CloseForm, MergeForm, MoveForm, RenameForm, SplitForm


@dataclass(frozen=True)
class Sort:
    """One sort of change: its address, what the page is called, its form and its operation."""

    code: str
    action: str
    label: str
    form: type[ChangeForm]
    write: Callable[..., Place]


def _merge(actor: Any, *, school: Place, **given: Any) -> Place:
    return merge_schools(actor, **given)


SORTS = (
    Sort("rename", "place.rename", "更名", RenameForm, rename_school),
    Sort("move", "place.move", "迁址", MoveForm, move_school),
    Sort("merge", "place.merge", "合并", MergeForm, _merge),
    Sort("split", "place.split", "分设", SplitForm, split_school),
    Sort("close", "place.close", "停办", CloseForm, close_school),
)


def changing(sort: Sort) -> View:
    """The page of one sort of change."""

    @page(sort.action, ("GET", "POST"))
    def change(request: SignedIn, uid: UUID) -> HttpResponse:
        """Ask, show what will happen, do it."""
        school = school_here(uid)
        county = county_of(school)
        if county is None:
            raise Http404
        form = sort.form(school, county, request.POST or None)
        context: dict[str, Any] = {"form": form, "heading": f"{school.name}{sort.label}", "label": sort.label}
        context["back"] = reverse("office:school", args=[school.uid])
        if request.method == "POST" and form.is_valid():
            if form.cleaned_data["seen"] == form.mark:
                key = form.cleaned_data["key"]
                done = attempt(form, lambda: sort.write(request.user, school=school, key=key, **form.values()))
                if done is not None:
                    messages.success(request, f"{sort.label}办好了。")
                    return redirect("office:school", done.uid)
            else:
                context |= {"happens": form.happens(), "mark": form.mark}
        return render(request, "transitions/change.html", context)

    return change
