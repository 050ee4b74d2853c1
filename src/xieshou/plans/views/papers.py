"""A plan as paper, as a Word file, and as a calendar."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from xieshou.documents.docx import to_docx
from xieshou.documents.html import to_html
from xieshou.plans.document import plan_document
from xieshou.plans.feed import calendar_feed
from xieshou.plans.selectors import calendar_of
from xieshou.web.pages import SignedIn, page

from .reach import community_of, plan_for

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page("plan.view")
def paper(request: SignedIn, pk: UUID) -> HttpResponse:
    """The page as it prints."""
    plan = plan_for(request, pk)
    article = to_html(plan_document(plan, plan.pairing, community_of(plan)))
    return render(request, "plans/paper.html", {"plan": plan, "paper": article})


@page("plan.view")
def word(request: SignedIn, pk: UUID) -> HttpResponse:
    """The same paper as a Word file."""
    plan = plan_for(request, pk)
    answer = HttpResponse(to_docx(plan_document(plan, plan.pairing, community_of(plan))), content_type=WORD)
    answer.headers["Content-Disposition"] = f"attachment; filename=plan.docx; filename*=UTF-8''{quote(plan.title)}.docx"
    return answer


@page("plan.view")
def feed(request: SignedIn, pk: UUID) -> HttpResponse:
    """The calendar for a phone or a desk."""
    plan = plan_for(request, pk)
    url = request.build_absolute_uri(reverse("plans:detail", args=[plan.pk]))
    text = calendar_feed(plan.title, [(plan, item, url) for item in calendar_of(plan)], timezone.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
