"""The list of reports a person may open."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html

from xieshou.accounts.models import User
from xieshou.pairings.models import Community
from xieshou.pairings.selectors import communities_of, in_force, pairings, pairings_of
from xieshou.people.models import Staff
from xieshou.people.selectors import search_staff
from xieshou.places.models import COUNTY
from xieshou.places.selectors import schools_in
from xieshou.subjects.subject import Span, spans_of
from xieshou.web.listing import Column, Empty, Filter, Listing
from xieshou.web.pages import SignedIn, page


@dataclass(frozen=True)
class Entry:
    """A report to open."""

    name: str
    kind: str
    url: str


@page("report.view")
def reports(request: SignedIn) -> HttpResponse:
    """Reports of oneself, one's school, pairs and communities, or of the county, for a chosen stretch of time."""
    place = request.user.place
    spans = spans_of(place)
    wanted = request.GET.get("span", "")
    span = next((s for s in spans if s.code == wanted), spans[0] if spans else None)
    context = {
        "spans": spans,
        "span": span,
        "entries": _entries(request.user, span) if span else [],
        "of_teachers": place.is_school and request.user.may("report.person", place.lo),
    }
    return render(request, "reports/list.html", context)


def _entries(user: User, span: Span) -> list[tuple[str, list[Entry]]]:
    place, today = user.place, timezone.localdate()
    if place.level == COUNTY:
        pairs = [p for p in pairings(today) if place.covers(p.first) or place.covers(p.second)]
        within = Community.objects.filter(in_force(today), core__lo__gte=place.lo, core__lo__lt=place.hi)
        return [
            ("全县", [_of("county", place.office, place.uid, span)]),
            ("共同体", [_of("group", c.name, c.pk, span) for c in within]),
            ("各对学校", [_of("pair", str(p), p.pk, span) for p in pairs]),
            ("各学校", [_of("school", s.name, s.uid, span) for s in schools_in(place).filter(outside=False)]),
        ]
    if not place.is_school:
        return []
    own = Staff.objects.filter(pk=user.staff_id) if user.staff_id else []
    return [
        ("本校", [_of("school", place.name, place.uid, span)]),
        ("各对学校", [_of("pair", str(p), p.pk, span) for p in pairings_of(place, today)]),
        ("共同体", [_of("group", c.name, c.pk, span) for c in communities_of(place, today)]),
        ("我自己", [_of("teacher", f"{person.name}的个人总结", person.pk, span) for person in own]),
    ]


def _of(kind: str, name: str, owner: object, span: Span) -> Entry:
    return Entry(name, kind, f"/reports/{kind}/{owner}/{span.code}/")


@page("report.person")
def teachers(request: SignedIn) -> HttpResponse:
    """The head's door to what records say of each teacher of the school."""
    place = request.user.place
    spans = spans_of(place)
    span = next((s for s in spans if s.code == request.GET.get("span", spans[0].code)), None) if spans else None
    if span is None or not place.is_school:
        raise Http404
    code = span.code

    def name(person: Staff) -> str:
        return format_html('<a class="name" href="/reports/teacher/{}/{}/">{}</a>', person.pk, code, person.name)

    columns: list[Column[Staff]] = [
        Column("name", "姓名", name, "order", title=True),
        Column("post", "职务", lambda one: one.post, "post,order"),
        Column("subject", "任教学科", lambda one: one.subject, "subject,order"),
    ]
    filters: list[Filter[Staff]] = [
        Filter("q", "姓名、拼音首字母或工号", lambda found, words: found.filter(search_staff(words))),
        Filter("span", "时间", lambda found, _: found, [(s.code, s.name) for s in spans], default=code),
    ]
    found = Staff.objects.filter(school=place, left__isnull=True)
    empty = Empty("还没有教职工", "先在名册里添加教职工。")
    listing = Listing(request, found, columns, filters, default_sort="order", measure="人", empty=empty)
    return render(request, "reports/teachers.html", {"listing": listing, "span": span})
