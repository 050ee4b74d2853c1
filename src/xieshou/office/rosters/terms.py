"""学期: the list, and one term; the next ones are offered filled in."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xieshou.accounts.models import User
from xieshou.kernel.periods import school_year_label, school_year_of
from xieshou.places.models import STAGES, Place
from xieshou.scoping.operations import Refused
from xieshou.terms.models import Term
from xieshou.terms.operations.set_term import set_term
from xieshou.terms.selectors import terms_of
from xieshou.web import slots
from xieshou.web.forms import DayInput
from xieshou.web.keyed import KeyedForm
from xieshou.web.pages import SignedIn, attempt, page

from .fields import LineField
from .inside import own_county

STAGE_LABELS = dict(STAGES)


@dataclass(frozen=True)
class Offered:
    """A term as the calendar suggests it."""

    year: int
    ordinal: int
    name: str
    starts: date
    ends: date


def usual(year: int) -> list[Offered]:
    """Autumn and spring of a school year, on the days that most counties begin and end."""
    return [
        Offered(year, 1, f"{year}年秋季学期", date(year, 9, 1), date(year + 1, 1, 25)),
        Offered(year, 2, f"{year + 1}年春季学期", date(year + 1, 2, 20), date(year + 1, 7, 5)),
    ]


def offered(county: Place) -> list[Offered]:
    """Terms of this school year and the next that the county has not set."""
    known = {(term.year, term.ordinal) for term in terms_of(county)}
    now = school_year_of(timezone.localdate(), 8)
    missing = [one for one in usual(now) if (one.year, one.ordinal) not in known]
    return missing or [one for one in usual(now + 1) if (one.year, one.ordinal) not in known]


def next_year_of(county: Place) -> int:
    """This school year where the county has not set it, else the next."""
    now = school_year_of(timezone.localdate(), 8)
    return now + 1 if any(term.year == now for term in terms_of(county)) else now


def _county(user: User) -> Place:
    county = own_county(user)
    if county is None:
        raise Http404
    return county


class TermForm(KeyedForm):
    """One term."""

    name = LineField(label="名称", limit=40)
    starts = forms.DateField(label="开始", widget=DayInput, error_messages={"required": "开始日期还没有写。"})
    ends = forms.DateField(label="结束", widget=DayInput, error_messages={"required": "结束日期还没有写。"})


@page("term.set")
def term_list(request: SignedIn) -> HttpResponse:
    """Terms of the county, newest first, and those that could be added."""
    county = _county(request.user)
    rows = Term.objects.filter(county=county).order_by("-starts", "stage")
    terms = [(term, school_year_label(term.year), STAGE_LABELS.get(term.stage, "")) for term in rows]
    context = {"terms": terms, "offered": offered(county), "door": slots.fill("terms.head", request, county=county)}
    return render(request, "office/terms.html", context)


@page("term.set", ("POST",))
def terms_usual(request: SignedIn) -> HttpResponse:
    """Take the terms as offered, all at once."""
    county = _county(request.user)
    try:
        for one in offered(county):
            set_term(request.user, county=county, **asdict(one))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("office:terms")


@page("term.set", ("GET", "POST"))
def term_edit(request: SignedIn, year: int, ordinal: int) -> HttpResponse:
    """Enter or change one term."""
    county = _county(request.user)
    if not (2000 <= year <= 2100 and 1 <= ordinal <= 4):
        raise Http404
    stage = request.GET.get("stage", "")
    if stage and stage not in STAGE_LABELS:
        raise Http404
    term = Term.objects.filter(county=county, stage=stage, year=year, ordinal=ordinal).first()
    known = term or next((one for one in usual(year) if one.ordinal == ordinal), None)
    first = {name: getattr(known, name) for name in ("name", "starts", "ends")} if known else {}
    form = TermForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        given = {"county": county, "stage": stage, "year": year, "ordinal": ordinal, **form.values()}
        if attempt(form, lambda: set_term(request.user, key=key, **given)) is not None:
            messages.success(request, f"{form.cleaned_data['name']}存好了。")
            return redirect("office:terms")
    heading = "修改学期" if term else "添加学期"
    return render(request, "office/roster_form.html", {"form": form, "heading": heading, "back": "/terms/"})
