"""Needs and strengths: the list, stating one, saying it better."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from xieshou.dimensions.selectors import dimension_choices
from xieshou.drawings.dimensions import mark_of
from xieshou.office.exports import list_page
from xieshou.pairings.forms.needs import NeedForm
from xieshou.pairings.models import Need, Pairing
from xieshou.pairings.operations.state_need import amend_need, state_need
from xieshou.pairings.selectors import needs_of, pairings
from xieshou.pairings.sides import schools_here
from xieshou.places.models import Place
from xieshou.web.entry import changing, shown
from xieshou.web.listing import Column, Empty, Filter, Listing, day_column
from xieshou.web.pages import SignedIn, attempt, page
from xieshou.web.templatetags.look import dimension as badge
from xieshou.web.templatetags.look import school as school_mark

NAMES = ("sort", "dimension", "text", "basis", "stated_on")
Found = QuerySet[Need]


def _by_pair(found: Found, value: str) -> Found:
    return found.filter(pk__in=needs_of(Pairing.objects.get(pk=value)).values("pk"))


def _dimension(need: Need) -> str:
    return format_html("{} {}", badge(need.dimension), mark_of(need.dimension).label)


def _columns(request: SignedIn) -> list[Column[Need]]:
    def text(need: Need) -> str:
        if not request.user.may("need.amend", need.school.lo):
            return need.text
        return format_html('<a class="name" href="{}">{}</a>', reverse("pairings:need-edit", args=[need.pk]), need.text)

    return [
        Column("dimension", "维度", _dimension, export=lambda need: mark_of(need.dimension).label),
        Column("text", "需求与优势", text, title=True),
        Column("sort", "哪一种", lambda need: need.get_sort_display(), "sort"),
        Column("school", "学校", lambda need: school_mark(need.school, "short"), "school__lo"),
        Column("basis", "从哪里看出来", lambda need: need.get_basis_display(), wide=True),
        day_column("stated", "提出", lambda need: need.stated_on, "stated_on", wide=True),
    ]  # fmt: skip


@page("pairing.view")
def index(request: SignedIn) -> HttpResponse:
    """Needs and strengths in sight."""
    may_state = request.user.may("need.state")
    pairs = [(str(pair.pk), str(pair)) for pair in pairings(timezone.localdate())]
    words = "写一句需要什么，或有什么长处，计划里对着它定措施。"
    first = Empty("还没有需求和优势", words, "写一条", reverse("pairings:need-new"))
    listing: Listing[Need] = Listing(
        request,
        Need.objects.select_related("school"),
        _columns(request),
        [
            Filter("q", "写的什么", lambda found, words: found.filter(text__icontains=words)),
            Filter("pair", "哪一对", _by_pair, pairs),
            Filter("sort", "哪一种", lambda found, value: found.filter(sort=value), Need.SORTS),
            Filter("dimension", "维度", lambda found, value: found.filter(dimension=value), dimension_choices()),
        ],
        "sort,dimension",
        empty=first if may_state else Empty("还没有需求和优势"),
    )
    return list_page(
        request, "pairings/needs.html", {"listing": listing, "may_state": may_state}, "需求与优势", "needs"
    )


def _asked_pair(request: SignedIn) -> Pairing | None:
    """The pair a link names; 404 for one out of sight."""
    asked = request.GET.get("pair", "")
    found = next((one for one in pairings(timezone.localdate()) if str(one.pk) == asked), None)
    if asked and found is None:
        raise Http404
    return found


def _schools(request: SignedIn, pairing: Pairing | None) -> list[Place]:
    """For which schools this person may speak; only the two sides where a pair is named."""
    user = request.user
    sides = [pairing.first, pairing.second] if pairing else [user.place] if user.place.is_school else schools_here()
    return [place for place in sides if user.may("need.state", place.lo)]


@page("need.state", ("GET", "POST"))
def new(request: SignedIn) -> HttpResponse:
    """One need or strength."""
    pairing, today = _asked_pair(request), timezone.localdate()
    schools = _schools(request, pairing)
    if not schools:
        raise Http404
    first = {"pairing": str(pairing.pk) if pairing else "", "stated_on": today}
    pairs = [pairing] if pairing else pairings(today)
    form = NeedForm(request.POST or None, initial=first, schools=schools, pairings=pairs)
    if request.method == "POST" and form.is_valid():
        saved = attempt(form, lambda: state_need(request.user, key=form.cleaned_data["key"], **form.values()))
        if saved is not None:
            messages.info(request, "写好了，对方也看得到。" if saved.pairing_id else "写好了。")
            return redirect("pairings:detail", pk=saved.pairing_id) if saved.pairing_id else redirect("pairings:needs")
    back = reverse("pairings:detail", args=[pairing.pk]) if pairing else reverse("pairings:needs")
    return shown(request, "web/one_form.html", "写需求与优势", back, form, button="保存")


def _values(need: Need) -> dict[str, Any]:
    return {name: getattr(need, name) for name in NAMES} | {"pairing": str(need.pairing_id or "")}


@page("need.amend", ("GET", "POST"))
def edit(request: SignedIn, pk: UUID) -> HttpResponse:
    """Say it better."""
    need: Need = Need.objects.select_related("school").get(pk=pk)
    if not request.user.may("need.amend", need.school.lo):
        raise Http404
    pairs = [one for one in pairings(timezone.localdate()) if one.has(need.school) or one.pk == need.pairing_id]
    first = {**_values(need), "version": need.version}
    form = NeedForm(request.POST or None, initial=first, schools=[need.school], pairings=pairs)

    def write(key: UUID, version: int, **_: Any) -> Need:
        given = {name: value for name, value in form.values().items() if name != "school"}
        return amend_need(request.user, key=key, need=need, version=version, **given)

    return changing(
        request,
        form,
        write,
        lambda: _values(Need.objects.get(pk=pk)),
        lambda saved: "改好了。",
        heading="改一改",
        back=reverse("pairings:needs"),
        button="保存",
    )
