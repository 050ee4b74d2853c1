"""Amending and withdrawing, in the owning school only."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from xieshou.activities import prefill
from xieshou.activities.desk import Desk, desk_of
from xieshou.activities.forms import RecordForm, WithdrawForm
from xieshou.activities.models import Activity, Edition
from xieshou.activities.operations.amend_activity import amend_activity
from xieshou.activities.operations.record_activity import snapshot
from xieshou.activities.operations.withdraw_activity import withdraw_activity
from xieshou.activities.wording import as_snapshot, compared, title_of
from xieshou.scoping.models import Conflict
from xieshou.scoping.operations import KeyReused, Refused
from xieshou.web.pages import SignedIn, page

from .record import repeated, show_form


def _own_record(request: SignedIn, pk: UUID, action: str) -> Activity:
    """A record that this person may change."""
    activity: Activity = Activity.objects.select_related("owner", "pairing", "community").get(pk=pk)
    if not request.user.may(action, activity.owner.lo):
        raise Http404
    return activity


@page("activity.amend", ("GET", "POST"))
def amend(request: SignedIn, pk: UUID) -> HttpResponse:
    """The record form again, filled; a clash of two people is shown side by side."""
    activity = _own_record(request, pk, "activity.amend")
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
    return render(request, "activities/conflict.html", context, status=409)


@page("activity.withdraw", ("GET", "POST"))
def withdraw(request: SignedIn, pk: UUID) -> HttpResponse:
    """Take the record's numbers back, with a reason."""
    activity = _own_record(request, pk, "activity.withdraw")
    form = WithdrawForm(request.POST or None, initial={"version": activity.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            withdraw_activity(
                request.user, key=given.get("key"), activity=activity, by=request.user.name,
                because=given["because"], version=given.get("version"),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except (Conflict, KeyReused) as clash:
            form.add_error(None, f"{clash} 返回再看一眼。")
        else:
            messages.info(request, "撤回了，数字已经退回。这条还能看，两校都看得到为什么。")
            return redirect("activities:detail", pk=pk)
    context = {
        "form": form,
        "activity": activity,
        "title": title_of(activity),
        "heading": "撤回",
        "back": f"/activities/{pk}/",
    }
    return render(request, "activities/withdraw.html", context)
