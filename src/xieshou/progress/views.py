"""A promise with its parts, those present on a day, and the county's rules."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xieshou.catalogue import catalogue
from xieshou.ledger.asking import Ask, facts
from xieshou.ledger.sources import SOURCES, Line
from xieshou.pairings.models import Community, Pairing
from xieshou.places.models import COUNTY, Place
from xieshou.plans.models import Promise
from xieshou.plans.selectors import promises_counted, replans_of
from xieshou.scoping.scope import current
from xieshou.terms.models import Term
from xieshou.terms.selectors import terms_of
from xieshou.web.pages import SignedIn, attempt, page
from xieshou.web.trace import ask_of, words_of

from .doors import door, slot_door
from .forms import RuleForm
from .models import Rule
from .operations.set_rule import set_rule
from .rows import next_dates, row_of
from .rules import rules_on
from .selectors import progress_of_promise, term_for


def chosen_term(request: SignedIn, place: Place, day: date) -> Term:
    """The term an address names by its code, else the one of the day; Http404 where there is none."""
    term = term_for(place, day)
    asked = request.GET.get("term", "")
    if term is not None and asked:
        term = next((one for one in terms_of(term.county, place.stage) if str(one.code) == asked), None)
    if term is None:
        raise Http404
    return term


@page("plan.view")
def promise(request: SignedIn, pk: UUID) -> HttpResponse:
    """A promise and each of its parts, every figure with its records."""
    row: Promise = promises_counted().get(pk=pk)
    today = timezone.localdate()
    school = Place.objects.get(pk=row.plan.school_id)
    term = chosen_term(request, school, today)
    found = progress_of_promise(row, term, today)
    if found is None:
        raise Http404
    shown = {
        "promise": row,
        "found": found,
        "row": row_of(found, term, next_dates([row.plan_id], today)),
        "slots": [(slot, found.amount(slot.done), found.amount(slot.needed), slot_door(slot)) for slot in found.slots],
        "term": term,
        "replans": [one for one in replans_of(row.plan) if one.promise_id == row.pk],
        "plan_url": door("plans:detail", row.plan_id),
    }
    return render(request, "progress/promise.html", shown)


def _refuse_foreign(ask: Ask) -> None:
    """A place or pair outside what the viewer may see is as if it did not exist."""
    if ask.place is not None:
        if not current().covers(ask.place.lo):
            raise Http404
    elif not any(model.objects.filter(pk=ask.bond).exists() for model in (Pairing, Community)):
        raise Http404


def present_lines(ask: Ask, day: date) -> tuple[list[Line], int]:
    """Who was present on a day, and how many there are: some may lie where the viewer may only count."""
    levels: dict[tuple[str, UUID], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    until = facts(replace(ask, period=None)).filter(on__lte=day)
    for source, record, school, amount in until.values_list("source", "source_id", "school_id", "amount"):
        levels[source, record][school] += amount
    there = [key for key, schools in levels.items() if max(schools.values()) > 0]
    by_source: dict[str, list[UUID]] = defaultdict(list)
    for source, record in there:
        by_source[source].append(record)
    lines = [line for source, ids in by_source.items() for line in SOURCES[source].lines(ids)]
    return sorted(lines, key=lambda line: (line.on, line.title)), len(there)


@page("trace.view")
def present(request: SignedIn) -> HttpResponse:
    """Exactly those who were present on a day, behind a figure of people in post."""
    ask = ask_of(request.GET)
    if ask.period is None or not catalogue.indicators[ask.indicator].stock:
        raise Http404
    _refuse_foreign(ask)
    lines, count = present_lines(ask, ask.period.ends)
    shown = {
        "indicator": catalogue.indicators[ask.indicator],
        "count": count,
        "lines": lines,
        "hidden": count - len(lines),
        "words": words_of(ask),
    }
    return render(request, "progress/present.html", shown)


@page("rule.set", ("GET", "POST"))
def rules(request: SignedIn) -> HttpResponse:
    """When something counts as late, in this county."""
    county = request.user.place
    if county.level != COUNTY:
        raise Http404
    form = RuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = form.given()
        if attempt(form, lambda: set_rule(request.user, county=county, **given)) is not None:
            return redirect("progress:rules")
    shown = {
        "form": form,
        "rules": rules_on(county, timezone.localdate()),
        "earlier": Rule.objects.filter(county=county).order_by("-since"),
    }
    return render(request, "progress/rules.html", shown, status=422 if form.errors else 200)
