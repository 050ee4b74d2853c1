"""What a school owes: filled in on a phone, handed in; read, accepted or returned by the bureau."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from xieshou.blankforms.column import Column
from xieshou.collection.forms import AnswerForm, PaperAnswerForm, ReturnForm
from xieshou.collection.known import NOTHING, Value, in_words
from xieshou.collection.models import Due
from xieshou.collection.operations.answer_due import fill_due, hand_due
from xieshou.collection.operations.judge_due import accept_due, return_due
from xieshou.collection.papers import papers_of
from xieshou.collection.sentences import state_words
from xieshou.collection.table import asked_of, known_of, lines_of, snapshot
from xieshou.files.serving import attachment, file_words
from xieshou.scoping.models import Conflict
from xieshou.scoping.operations import Refused
from xieshou.web.pages import SignedIn, attempt, page

from .reach import due_of

Filled = list[tuple[Column, str, str]]


def _known_here(due: Due) -> tuple[dict[str, Any], Filled]:
    """What is known of the school now, plain and in words with its page."""
    known = known_of(due.call, [due.school])
    plain = snapshot(known, due.school)
    shown: Filled = []
    for column in due.call.layout:
        value: Value = known.get(column.key, {}).get(due.school_id, NOTHING)
        if column.use == "known" and value.plain not in (None, ""):
            shown.append((column, in_words(column, value.plain), value.url))
    return plain, shown


def _form(request: SignedIn, due: Due, plain: dict[str, Any]) -> AnswerForm | PaperAnswerForm:
    first = {**due.answers, "version": due.version}
    data = request.POST or None
    if not due.call.is_table:
        papers = papers_of(due.school, due.call.sort)
        return PaperAnswerForm(data, request.FILES or None, papers=papers, due=due, initial=first)
    return AnswerForm(data, columns=asked_of(due.call.layout, plain), initial=first)


def _fill(request: SignedIn, due: Due) -> HttpResponse:
    """Known figures are there already; only the rest is typed."""
    plain, known = _known_here(due) if due.call.is_table else ({}, [])
    form = _form(request, due, plain)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"due": due, "answers": form.answers(), "version": form.cleaned_data["version"]}
        if isinstance(form, PaperAnswerForm):
            given |= form.attached()
        key, handing = form.cleaned_data["key"], request.POST.get("deed") != "save"
        saved = attempt(
            form,
            lambda: (
                hand_due(request.user, key=key, by=request.user.name, **given)
                if handing
                else fill_due(request.user, key=key, **given)
            ),
        )
        if saved is not None:
            messages.info(request, f"《{due.call.title}》交了。" if handing else "存好了，还没有交。")
            return redirect("collection:list" if handing else request.path)
    state = state_words(due, timezone.localdate())
    context = {
        "due": due, "call": due.call, "form": form, "known": known, "state": state,
        "heading": due.call.title, "back": reverse("collection:list"), "file": file_words(due.file, due.file_size),
    }  # fmt: skip
    return render(request, "collection/fill.html", context, status=422 if form.errors else 200)


def _read(request: SignedIn, due: Due, form: ReturnForm | None = None) -> HttpResponse:
    """What came, for whoever may see it; the bureau accepts or returns it."""
    lines = lines_of(due.call, [due.school], {due.school_id: due}) if due.call.is_table else []
    own = request.user.place.is_school
    context = {
        "due": due,
        "call": due.call,
        "cells": lines[0].cells if lines else [],
        "state": state_words(due, timezone.localdate()),
        "file": file_words(due.file, due.file_size),
        "back": reverse("collection:list") if own else reverse("collection:detail", args=[due.call_id]),
        "may_accept": due.state == "handed" and request.user.may("collection.accept", due.school.lo),
        "may_return": due.state in ("handed", "accepted")
        and due.call.state == "sent"
        and request.user.may("collection.return", due.school.lo),
        "form": form or ReturnForm(initial={"version": due.version}),
    }
    return render(request, "collection/due.html", context, status=422 if form and form.errors else 200)


@page("collection.view", ("GET", "POST"))
def due(request: SignedIn, pk: UUID) -> HttpResponse:
    """The form to fill in while it is open for this school; else what was handed in."""
    found = due_of(pk)
    fillable = found.is_open and found.call.state == "sent" and request.user.may("collection.fill", found.school.lo)
    return _fill(request, found) if fillable else _read(request, found)


@page("collection.view")
def file(request: SignedIn, pk: UUID) -> HttpResponse:
    """What was handed in as a file, to be saved and opened elsewhere: never shown inside this site."""
    found = due_of(pk)
    return attachment(found.file, f"{found.school.brief}{found.call.title}")


@page("collection.accept", ("POST",))
def accept(request: SignedIn, pk: UUID) -> HttpResponse:
    """It is in order."""
    found = due_of(pk)
    form = ReturnForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else None
    try:
        accept_due(request.user, due=found, by=request.user.name, version=version)
    except (Refused, Conflict) as refusal:
        messages.error(request, str(refusal))
        return redirect("collection:due", pk)
    return redirect("collection:detail", found.call_id)


@page("collection.return", ("POST",))
def give_back(request: SignedIn, pk: UUID) -> HttpResponse:
    """It goes back with a remark."""
    found = due_of(pk)
    form = ReturnForm(request.POST)
    if form.is_valid():
        given = form.values()
        returned = attempt(form, lambda: return_due(request.user, due=found, by=request.user.name, **given))
        if returned is not None:
            return redirect("collection:detail", found.call_id)
    return _read(request, found, form)
