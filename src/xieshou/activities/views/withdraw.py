"""Withdrawing, in the owning school only."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from xieshou.activities.forms import WithdrawForm
from xieshou.activities.operations.withdraw_activity import withdraw_activity
from xieshou.activities.wording import title_of
from xieshou.scoping.models import Conflict
from xieshou.scoping.operations import KeyReused, Refused
from xieshou.web.pages import SignedIn, page

from .places import own_record


@page("activity.withdraw", ("GET", "POST"))
def withdraw(request: SignedIn, pk: UUID) -> HttpResponse:
    """Take the record's numbers back, with a reason."""
    activity = own_record(request, pk, "activity.withdraw")
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
