"""Writing an agreement: from the offered wording, from the one before, or once more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from xieshou.pairings import standard
from xieshou.pairings.forms.agreements import AgreementForm, ClauseForm
from xieshou.pairings.models import Agreement, Clause, Pairing
from xieshou.pairings.operations.write_agreement import Wording, write_agreement
from xieshou.papers.selectors import papers
from xieshou.web.entry import Side, change, shown
from xieshou.web.pages import SignedIn, page
from xieshou.web.rows import Rows, rows, wants_more

from .reach import agreement_for, pairing_for

NAMES = ("number", "basis", "starts", "ends", "rhythm", "money", "appraisal")
DAY = timedelta(days=1)


def years_on(day: date, years: int) -> date:
    """The eve of the same day some years later."""
    try:
        later = day.replace(year=day.year + years)
    except ValueError:
        later = date(day.year + years, 3, 1)
    return later - DAY


def _offered(today: date) -> tuple[dict[str, Any], list[dict[str, str]]]:
    starts = date(today.year, 9, 1)
    first = {
        "starts": starts,
        "ends": years_on(starts, standard.YEARS),
        "basis": papers(today).first(),
        "rhythm": standard.RHYTHM,
        "money": standard.MONEY,
        "appraisal": standard.APPRAISAL,
    }
    return first, [{"heading": heading, "text": text} for heading, text in standard.CLAUSES]


def _wording(clauses: Sequence[Clause]) -> list[dict[str, str]]:
    return [{"heading": clause.heading, "text": clause.text} for clause in clauses]


def _values(agreement: Agreement) -> dict[str, Any]:
    return {name: getattr(agreement, name) for name in NAMES}


def _clauses_side(pk: UUID, lines: Rows) -> Side:
    """Both sets of clauses, one line each."""

    def said(listed: Sequence[dict[str, str]]) -> str:
        return "\n".join(f"{one['heading']}：{one['text']}" if one["heading"] else one["text"] for one in listed)

    theirs = _wording(list(Clause.objects.filter(agreement=pk)))
    return Side("条款", said(theirs), said(lines.values()))


def _page(
    request: SignedIn,
    heading: str,
    back: str,
    initial: tuple[dict[str, Any], list[dict[str, str]]],
    write: Callable[..., Agreement],
    agreement: Agreement | None = None,
) -> HttpResponse:
    """One form for a new paper, a changed one and a renewal."""
    data = request.POST if request.method == "POST" else None
    form = AgreementForm(data, initial=initial[0], today=timezone.localdate())
    lines = rows(ClauseForm, data, initial[1])
    if wants_more(request.POST):
        form.hush()
    elif data is not None and all([form.is_valid(), lines.is_valid()]):
        clauses = [Wording(row["text"], row["heading"]) for row in lines.values()]
        saved = change(
            form,
            lambda: write(request.user, key=form.cleaned_data["key"], clauses=clauses, **form.values()),
            lambda: _values(Agreement.objects.get(pk=agreement.pk)) if agreement else {},
        )
        if saved is not None:
            messages.info(request, "存好了，还没有签。打印出来，两校签字盖章后再记下签订。")
            return redirect("pairings:agreement", pk=saved.pk)
        if form.clash and agreement is not None:
            side = _clauses_side(agreement.pk, lines)
            form.clash += (side,) if side.theirs != side.mine else ()
    return shown(request, "pairings/agreement_form.html", heading, back, form, rows=lines, draft=agreement)


@page("agreement.write", ("GET", "POST"))
def new(request: SignedIn, pk: UUID) -> HttpResponse:
    """A first draft for a pair."""
    pairing: Pairing = pairing_for(request, pk, "agreement.write")

    def write(user: Any, **given: Any) -> Agreement:
        saved: Agreement = write_agreement(user, pairing=pairing, **given)
        return saved

    back = reverse("pairings:detail", args=[pk])
    return _page(request, "起草协议", back, _offered(timezone.localdate()), write)


@page("agreement.write", ("GET", "POST"))
def edit(request: SignedIn, pk: UUID) -> HttpResponse:
    """Change a draft."""
    agreement = agreement_for(request, pk, "agreement.write")

    def write(user: Any, **given: Any) -> Agreement:
        seen = request.POST.get("version", "")
        version = int(seen) if seen.isdecimal() else None
        saved: Agreement = write_agreement(
            user, pairing=agreement.pairing, agreement=agreement, version=version, **given
        )
        return saved

    first = {**_values(agreement), "version": agreement.version}
    back = reverse("pairings:agreement", args=[pk])
    return _page(request, "改协议", back, (first, _wording(list(agreement.clauses.all()))), write, agreement)


@page("agreement.write", ("GET", "POST"))
def renew(request: SignedIn, pk: UUID) -> HttpResponse:
    """The next agreement, from the day after this one ends, with its clauses."""
    before = agreement_for(request, pk, "agreement.write")

    def write(user: Any, **given: Any) -> Agreement:
        saved: Agreement = write_agreement(user, pairing=before.pairing, renews=before, **given)
        return saved

    starts = before.period.ends + DAY
    first = {**_values(before), "number": "", "starts": starts, "ends": years_on(starts, standard.YEARS)}
    back = reverse("pairings:agreement", args=[pk])
    return _page(request, "续签协议", back, (first, _wording(list(before.clauses.all()))), write)
