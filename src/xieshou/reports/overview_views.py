"""The list of reports a person may open."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xieshou.pairings.selectors import pairings, pairings_of
from xieshou.places.models import COUNTY, Place
from xieshou.places.selectors import schools_in
from xieshou.web.pages import SignedIn, page

from .subjects import Span, spans_of


@dataclass(frozen=True)
class Entry:
    """A report to open."""

    name: str
    kind: str
    url: str


@page("report.view")
def reports(request: SignedIn) -> HttpResponse:
    """Reports of one's own school and pairs, or of the county, its pairs and schools, for a chosen term or year."""
    place = request.user.place
    spans = spans_of(place)
    wanted = request.GET.get("span", "")
    span = next((s for s in spans if s.code == wanted), spans[0] if spans else None)
    entries = _entries(place, span) if span else []
    return render(request, "reports/list.html", {"spans": spans, "span": span, "entries": entries})


def _entries(place: Place, span: Span) -> list[tuple[str, list[Entry]]]:
    today = timezone.localdate()
    if place.level == COUNTY:
        pairs = [p for p in pairings(today) if place.covers(p.first) or place.covers(p.second)]
        groups = [("全县", [_of("county", place.office, place.uid, span)])]
        groups.append(("各对学校", [_of("pair", str(p), p.pk, span) for p in pairs]))
        groups.append(("各学校", [_of("school", s.name, s.uid, span) for s in schools_in(place)]))
        return groups
    if not place.is_school:
        return []
    pairs = list(pairings_of(place, today))
    return [
        ("本校", [_of("school", place.name, place.uid, span)]),
        ("各对学校", [_of("pair", str(p), p.pk, span) for p in pairs]),
    ]


def _of(kind: str, name: str, owner: object, span: Span) -> Entry:
    return Entry(name, kind, f"/reports/{kind}/{owner}/{span.code}/")
