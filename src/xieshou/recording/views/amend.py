"""The record form again, filled; a clash of two people is shown side by side."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from xieshou.activities.models import Activity, Edition
from xieshou.activities.operations.amend_activity import amend_activity
from xieshou.activities.operations.record_activity import snapshot
from xieshou.activities.views.places import own_record
from xieshou.activities.wording import as_snapshot, compared
from xieshou.recording import prefill
from xieshou.recording.desk import Desk, desk_of
from xieshou.recording.forms import RecordForm
from xieshou.scoping.models import Conflict
from xieshou.scoping.operations import KeyReused, Refused
from xieshou.web.pages import SignedIn, page

from .new import repeated, show_form


@page("activity.amend", ("GET", "POST"))
def amend(request: SignedIn, pk: UUID) -> HttpResponse:
    """The record form again, filled; a clash of two people is shown side by side."""
    activity = own_record(request, pk, "activity.amend")
    if activity.withdrawn_on:
        messages.info(request, "这条已经撤回，不能再改。")
        return redirect("activities:detail", pk=pk)
    desk = desk_of(request.user, activity, request.POST)
    if request.method == "GET":
        return show_form(request, desk, RecordForm(desk, initial=prefill.amended(desk, activity)))
    if "change" in request.POST:
        return show_form(request, desk, RecordForm(desk, initial=prefill.typed(request.POST)))
    form = RecordForm(desk, request.POST)
    return _amended(request, desk, form) if form.is_valid() else show_form(request, desk, form)


def _amended(request: SignedIn, desk: Desk, form: RecordForm) -> HttpResponse:
    given = form.cleaned_data
    if given.get("version") is None:
        form.add_error(None, "这一页太旧了。重新打开再改。")
        return show_form(request, desk, form)
    try:
        row = amend_activity(
            request.user, key=given.get("key"), activity=desk.amended, by=request.user.name,
            version=given["version"], schools=form.took, **form.record(),
        )  # fmt: skip
    except Refused as refusal:
        form.refuse(refusal)
        return show_form(request, desk, form)
    except KeyReused as clash:
        form.add_error(None, str(clash))
        return show_form(request, desk, form)
    except Conflict:
        return _show_conflict(request, form, given["version"])
    return _told(request, row)


def _told(request: SignedIn, row: Activity) -> HttpResponse:
    """Say whose confirmation the change has cleared."""
    cleared = getattr(row, "cleared", [])
    again = f"算数的地方变了，{'、'.join(cleared)}原来的话不算了，要再确认一次。" if cleared else ""
    messages.info(request, f"改好了。{again}")
    return redirect("activities:detail", pk=row.pk)


def _show_conflict(request: SignedIn, form: RecordForm, seen: int) -> HttpResponse:
    """Mine, theirs and what both began with; nobody is overwritten silently."""
    theirs: Activity = Activity.objects.get(pk=form.desk.amended.pk)  # type: ignore[union-attr]  # amending
    editions = {edition.number: edition for edition in Edition.objects.filter(activity=theirs)}
    base, newest = editions.get(seen), editions.get(theirs.version)
    now = snapshot(theirs)
    states: list[Any] = [base.values if base else now, now, as_snapshot(form.record(), form.took)]
    context = {
        "heading": "看两边，选一个",
        "back": f"/activities/{theirs.pk}/",
        "activity": theirs,
        "by": newest.by if newest else "",
        "at": newest.at if newest else None,
        "rows": [row for row in compared(*states) if row.differs],
        "repeated": repeated(request.POST, "key"),
        "new_key": uuid.uuid4(),
    }
    return render(request, "recording/conflict.html", context, status=409)
