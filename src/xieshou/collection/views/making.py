"""Make a call: an empty form dropped in, a few items of one's own, or a paper; look, correct, send."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from xieshou.blankforms.column import USES
from xieshou.blankforms.describing import describe
from xieshou.blankforms.filling import EmptyForm, take_in
from xieshou.collection.drafting import draft_form, own_form
from xieshou.collection.forms import CallForm, ColumnForm, EmptyFormForm, OwnForm, PaperForm
from xieshou.collection.known import NOTHING
from xieshou.collection.models import Call
from xieshou.collection.operations.make_call import arrange_call, ask_paper, drop_call, send_call
from xieshou.collection.selectors import schools_to_ask
from xieshou.collection.table import known_of
from xieshou.scoping.operations import Refused
from xieshou.sheets.errors import SheetRefused
from xieshou.web.pages import SignedIn, attempt, page

from .reach import bureau_of, draft_of

A_WEEK = timedelta(days=7)


def _drafted(request: SignedIn, form: EmptyForm, filename: str, **more: Any) -> Call:
    due = timezone.localdate() + A_WEEK
    return draft_form(
        request.user, form=form, place=bureau_of(request), by=request.user.name, due=due, filename=filename, **more
    )


def _taken(data: bytes, filename: str, field: str) -> EmptyForm:
    try:
        return take_in(data, filename)
    except SheetRefused as refusal:
        raise Refused(str(refusal), field) from refusal


@page("collection.open", ("GET", "POST"))
def new(request: SignedIn) -> HttpResponse:
    """Drop any empty form of a superior."""
    form = EmptyFormForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, key = form.cleaned_data["book"], form.cleaned_data["key"]
        made = attempt(form, lambda: _drafted(request, _taken(file.read(), file.name, "book"), file.name, key=key))
        if made is not None:
            return redirect("collection:detail", made.pk)
    context = {"form": form, "heading": "上级来了一张表", "back": reverse("collection:list")}
    return render(request, "collection/new.html", context, status=422 if form.errors else 200)


@page("collection.open", ("GET", "POST"))
def own(request: SignedIn) -> HttpResponse:
    """A few items of one's own become an empty form, and go the same way."""
    form = OwnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        title, key = form.cleaned_data["title"], form.cleaned_data["key"]
        book = own_form(title, form.cleaned_data["items"])
        more = {"sort": "own", "title": title, "key": key}
        made = attempt(form, lambda: _drafted(request, _taken(book, "表.xlsx", "items"), "", **more))
        if made is not None:
            return redirect("collection:detail", made.pk)
    context = {"form": form, "heading": "自己列几项", "back": reverse("collection:list"), "button": "看看哪些已经知道"}
    return render(request, "collection/form.html", context, status=422 if form.errors else 200)


@page("collection.ask", ("GET", "POST"))
def paper(request: SignedIn) -> HttpResponse:
    """A paper that schools owe."""
    place, today = bureau_of(request), timezone.localdate()
    form = PaperForm(request.POST or None, schools=schools_to_ask(place))
    form.fields["due"].initial = today + A_WEEK
    if request.method == "POST" and form.is_valid():
        values = form.values()
        values.pop("version")
        values["schools"] = list(values["schools"])
        given = {"key": form.cleaned_data["key"], "place": place, "by": request.user.name, **values}
        made = attempt(form, lambda: ask_paper(request.user, starts=today, ends=today, **given))
        if made is not None:
            return redirect("collection:detail", made.pk)
    context = {"form": form, "heading": "要一份材料", "back": reverse("collection:list"), "button": "发给学校"}
    return render(request, "collection/form.html", context, status=422 if form.errors else 200)


@page("collection.send", ("POST",))
def send(request: SignedIn, pk: UUID) -> HttpResponse:
    """Keep what was arranged; send it to the schools that were chosen, or look at the table first."""
    call = draft_of(pk)
    form = CallForm(request.POST, schools=schools_to_ask(call.place), call=call)
    if form.is_valid():
        values = form.values()
        schools = list(values.pop("schools"))
        if request.POST.get("deed") == "look":
            if attempt(form, lambda: arrange_call(request.user, call=call, **values)) is not None:
                return redirect("collection:table", pk)
        else:
            given = {"key": form.cleaned_data["key"], "call": call, "schools": schools, **values}
            if attempt(form, lambda: send_call(request.user, **given)) is not None:
                return redirect("collection:detail", pk)
    return draft_page(request, call, form)


def draft_page(request: SignedIn, call: Call, form: CallForm | None = None) -> HttpResponse:
    """What was recognised, for correction; then whom to ask and by when."""
    columns, schools = call.layout, list(schools_to_ask(call.place))
    values = known_of(call, schools)
    lacking = {key: sum(found.get(s.pk, NOTHING).plain in (None, "") for s in schools) for key, found in values.items()}
    shown = form or CallForm(schools=schools_to_ask(call.place), call=call)
    context = {
        "call": call,
        "form": shown,
        "unit": "格" if call.one_each else "列",
        "columns": [(column, describe(column, lacking.get(column.key, 0))) for column in columns],
        "known": sum(column.use in ("known", "sum", "handed") and not lacking.get(column.key) for column in columns),
        "asked": sum(column.use == "ask" or bool(lacking.get(column.key)) for column in columns),
        "may": request.user.may("collection.arrange", call.place.lo),
    }
    return render(request, "collection/draft.html", context, status=422 if shown.errors else 200)


@page("collection.drop", ("POST",))
def drop(request: SignedIn, pk: UUID) -> HttpResponse:
    """Throw a draft away."""
    try:
        drop_call(request.user, call=draft_of(pk))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("collection:detail", pk)
    return redirect("collection:list")


@page("collection.arrange", ("GET", "POST"))
def column(request: SignedIn, pk: UUID, index: int) -> HttpResponse:
    """Set what fills one column: first which way, then what that way needs."""
    call = draft_of(pk)
    columns = call.layout
    found = next((one for one in columns if one.index == index), None)
    if found is None:
        raise Http404
    uses = [pair for pair in USES if pair[0] != "sum" or found.formula]
    asked = request.GET.get("use", found.use)
    use = asked if asked in dict(uses) else "ask"
    form = ColumnForm(request.POST or None, column=found, use=use, version=call.version)
    if request.method == "POST" and form.is_valid():
        kept = [(form.result() if one is found else one).plain() for one in columns]
        version = form.cleaned_data["version"]
        if attempt(form, lambda: arrange_call(request.user, call=call, version=version, columns=kept)) is not None:
            return redirect(f"{reverse('collection:detail', args=[pk])}#{found.key}")
    context = {"form": form, "column": found, "heading": f"{found.place} {found.label}", "uses": uses, "use": use}
    context["back"] = reverse("collection:detail", args=[pk])
    return render(request, "collection/column.html", context, status=422 if form.errors else 200)
