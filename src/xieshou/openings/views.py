"""Pages of stated sums: list, one sum, stating, mending and withdrawing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html

from xieshou.catalogue import catalogue
from xieshou.office.exports import list_page
from xieshou.web.listing import Column, Empty, Filter, Listing, in_book
from xieshou.web.pages import SignedIn, attempt, page
from xieshou.web.templatetags.look import school

from .forms import OpeningForm, WithdrawForm
from .models import Opening, indicator_choices
from .operations.write_opening import amend_opening, record_opening, withdraw_opening
from .selectors import amount_in_words, inside, stated_in_words


def _title(one: Opening) -> str:
    return format_html('<a class="name" href="{}">{}</a>', reverse("openings:detail", args=[one.pk]), one.what)


def _years(one: Opening) -> str:
    return f"{one.years}{'，据不完全统计' if one.incomplete else ''}"


COLUMNS: tuple[Column[Opening], ...] = (
    Column(
        "what",
        "哪个数",
        _title,
        sort="indicator,category",
        title=True,
        export=lambda one: catalogue.indicators[one.indicator].label,
    ),
    in_book("哪一类物资", lambda one: one.category),
    Column("amount", "多少", amount_in_words, numeric=True),
    in_book("截止哪一天", lambda one: one.ends),
    Column("years", "哪几年", _years, sort="ends"),
    Column("place", "哪里", lambda one: school(one.place, "short"), sort="place__lo"),
    Column("source", "出处", lambda one: format_html("{}", one.source), wide=True),
)


def _search(found: QuerySet[Opening], text: str) -> QuerySet[Opening]:
    return found.filter(Q(source__contains=text) | Q(years__contains=text) | Q(place__name__contains=text))


def _indicator(found: QuerySet[Opening], value: str) -> QuerySet[Opening]:
    return found.filter(indicator=value)


@page("opening.view")
def index(request: SignedIn) -> HttpResponse:
    """Stated sums of the viewer's place."""
    place = request.user.place
    may = request.user.may("opening.record")
    words = "用上系统以前的数，写明年份和出处，另外列出，不和有记录的数加在一起。"
    empty = (
        Empty("还没有期初数", words, "写一个期初数", reverse("openings:record"))
        if may
        else Empty("还没有期初数", words)
    )
    found = inside(place)
    used = set(found.order_by().values_list("indicator", flat=True))
    filters = [
        Filter("q", "出处、年份或学校", _search),
        Filter("indicator", "哪个数", _indicator, [pair for pair in indicator_choices() if pair[0] in used]),
    ]
    listing = Listing(request, found, COLUMNS, filters, "what", empty=empty, measure="个")
    context = {"listing": listing, "may_record": may, "words": words}
    return list_page(request, "openings/list.html", context, "期初数", "openings")


@page("opening.view")
def detail(request: SignedIn, pk: UUID) -> HttpResponse:
    """One stated sum, also a withdrawn one."""
    opening = Opening.objects.select_related("place").get(pk=pk)
    stands = not opening.withdrawn_on
    context = {
        "opening": opening,
        "said": opening.what + stated_in_words(opening).removeprefix(opening.category),
        "may_amend": stands and request.user.may("opening.amend", opening.place.lo),
        "may_withdraw": stands and request.user.may("opening.withdraw", opening.place.lo),
    }
    return render(request, "openings/detail.html", context)


def _form_page(request: SignedIn, form: Any, heading: str, button: str, back: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "button": button, "back": back}
    return render(request, "openings/form.html", context)


@page("opening.record", ("GET", "POST"))
def record(request: SignedIn) -> HttpResponse:
    """State a sum."""
    form = OpeningForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        values.pop("version")
        place, key, by = values.pop("place", request.user.place), form.cleaned_data["key"], request.user.name
        saved = attempt(form, lambda: record_opening(request.user, key=key, place=place, by=by, **values))
        if saved is not None:
            return redirect("openings:detail", saved.pk)
    return _form_page(request, form, "写一个期初数", "保存", reverse("openings:list"))


def _own(pk: UUID) -> Opening:
    """A stated sum that may be changed in the open scope; else it is not there."""
    opening: Opening = Opening.objects.select_related("place").get(pk=pk, withdrawn_on__isnull=True)
    opening.assert_in_scope()
    return opening


@page("opening.amend", ("GET", "POST"))
def amend(request: SignedIn, pk: UUID) -> HttpResponse:
    """Mend a stated sum."""
    opening = _own(pk)
    form = OpeningForm(request.POST or None, user=request.user, opening=opening)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        if attempt(form, lambda: amend_opening(request.user, key=key, opening=opening, **form.values())) is not None:
            return redirect("openings:detail", pk)
    return _form_page(request, form, "修改期初数", "保存", reverse("openings:detail", args=[pk]))


@page("opening.withdraw", ("GET", "POST"))
def withdraw(request: SignedIn, pk: UUID) -> HttpResponse:
    """Take a stated sum back, with a reason."""
    opening = _own(pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        if attempt(form, lambda: withdraw_opening(request.user, key=key, opening=opening, **form.values())) is not None:
            return redirect("openings:list")
    return _form_page(request, form, "撤回期初数", "撤回", reverse("openings:detail", args=[pk]))
