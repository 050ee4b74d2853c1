"""The page of a call: a draft to correct, or who has handed in and who is late."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from xieshou.collection.models import SORTS, Call, Due
from xieshou.collection.operations.judge_due import accept_all
from xieshou.collection.operations.make_call import close_call
from xieshou.collection.selectors import dues_of, late_of
from xieshou.collection.sentences import invitation, progress_sentence, reminder, state_words
from xieshou.scoping.operations import Refused
from xieshou.web.pages import SignedIn, page

from .making import draft_page
from .reach import call_of

ORDER = {"returned": 1, "owed": 2, "handed": 3, "accepted": 4}


def _state_page(request: SignedIn, call: Call) -> HttpResponse:
    today, user = timezone.localdate(), request.user
    dues = dues_of(call)
    late = late_of(dues, today)
    rows = [
        (due, *state_words(due, today)) for due in sorted(dues, key=lambda due: (due not in late, ORDER[due.state]))
    ]
    url = request.build_absolute_uri(reverse("collection:list"))
    asked = sum(column.use == "ask" for column in call.layout)
    missing = [due for due in dues if due.is_open]
    words = reminder(call, late or missing, url, today) if late else invitation(call, url, today, asked)
    context = {
        "call": call,
        "sort": dict(SORTS)[call.sort],
        "sentence": progress_sentence(dues, today),
        "rows": rows,
        "late": late,
        "handed": sum(due.state == "handed" for due in dues),
        "words": words if missing and call.state == "sent" else "",
        "may_judge": user.may("collection.settle", call.place.lo),
        "may_close": call.state == "sent" and user.may("collection.close", call.place.lo),
        "may_export": call.is_table and user.may("collection.export", call.place.lo),
    }
    return render(request, "collection/state.html", context)


@page("collection.view")
def detail(request: SignedIn, pk: UUID) -> HttpResponse:
    """A draft, its state, or for a school what it owes of it."""
    call = call_of(pk)
    if request.user.place.is_school:
        due: Due = Due.objects.get(call=call, school=request.user.place)
        return redirect("collection:due", due.pk)
    return draft_page(request, call) if call.state == "draft" else _state_page(request, call)


@page("collection.settle", ("POST",))
def settle(request: SignedIn, pk: UUID) -> HttpResponse:
    """Accept everything that was handed in."""
    accept_all(request.user, call=call_of(pk), by=request.user.name)
    return redirect("collection:detail", pk)


@page("collection.close", ("POST",))
def close(request: SignedIn, pk: UUID) -> HttpResponse:
    """Collect no more."""
    try:
        close_call(request.user, call=call_of(pk))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("collection:detail", pk)
