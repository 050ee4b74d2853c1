"""Pages behind figures of a report that are no sums of the ledger: its papers, its partners, its calendar."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from xieshou.catalogue import catalogue
from xieshou.papers.models import PolicyDocument
from xieshou.plans.selectors import calendar_of
from xieshou.subjects.material import Material
from xieshou.web.pages import SignedIn, page

from .basis import basis_of, whole_years
from .flows import strands_in
from .placed import persons_of
from .planned import stretch
from .views import subject_of


@page("report.view")
def papers(request: SignedIn, kind: str, owner: UUID, code: int) -> HttpResponse:
    """The papers and agreements that the report names at its beginning."""
    material = Material(subject_of(request, kind, owner, code))
    agreements = [(one, one.period.label, whole_years(one.period)) for one in material.agreements]
    cited = basis_of(material)
    known = set(PolicyDocument.objects.filter(pk__in=[paper.pk for paper in cited]).values_list("pk", flat=True))
    context = {
        "subject": material.subject,
        "papers": [(one, one.pk in known) for one in cited],
        "agreements": agreements,
    }
    return render(request, "reports/papers.html", context)


@page("report.view")
def partners(request: SignedIn, kind: str, owner: UUID, code: int) -> HttpResponse:
    """Whom a school helps, and with what."""
    subject = subject_of(request, kind, owner, code)
    school = request.GET.get("school", "")
    strands = [strand for strand in strands_in(Material(subject)) if str(strand.giver.uid) == school]
    if not strands:
        raise Http404
    lanes: dict[int, list[str]] = {}
    for strand in strands:
        lanes.setdefault(strand.receiver_id, []).append(strand.get_dimension_display())
    receivers = {strand.receiver_id: strand.receiver for strand in strands}
    rows = [(receivers[pk], "、".join(words)) for pk, words in lanes.items()]
    context = {"subject": subject, "giver": strands[0].giver, "rows": rows}
    return render(request, "reports/partners.html", context)


@page("report.view")
def persons(request: SignedIn, kind: str, owner: UUID, code: int) -> HttpResponse:
    """What each person who was sent did of one kind."""
    subject = subject_of(request, kind, owner, code)
    indicator = catalogue.indicators.get(request.GET.get("i", ""))
    rows = persons_of(Material(subject).overview, indicator.code) if indicator else []
    if indicator is None or not rows:
        raise Http404
    return render(request, "reports/persons.html", {"subject": subject, "indicator": indicator, "rows": rows})


@page("report.view")
def calendar(request: SignedIn, kind: str, owner: UUID, code: int) -> HttpResponse:
    """Lines of the plan's calendar; one of them, where the address names it."""
    subject = subject_of(request, kind, owner, code)
    line = request.GET.get("line", "")
    items = [item for item in calendar_of(*Material(subject).plans) if line in ("", str(item.pk))]
    if line and not items:
        raise Http404
    context = {"subject": subject, "rows": [(stretch(item), item) for item in items], "one": bool(line)}
    return render(request, "reports/calendar.html", context)
