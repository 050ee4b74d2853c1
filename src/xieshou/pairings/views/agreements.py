"""An agreement as paper, as Word, signed, ended."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from xieshou.documents.docx import to_docx
from xieshou.documents.html import to_html
from xieshou.kernel.halves import left_words
from xieshou.pairings.document import agreement_document
from xieshou.pairings.forms.agreements import EndForm, SignForm
from xieshou.pairings.models import Agreement
from xieshou.pairings.operations.write_agreement import end_agreement, sign_agreement
from xieshou.web import slots
from xieshou.web.entry import changing
from xieshou.web.pages import SignedIn, page

from .reach import agreement_for, may_on

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page("pairing.view")
def detail(request: SignedIn, pk: UUID) -> HttpResponse:
    """The paper as it prints, and what may be done with it now."""
    agreement, user, today = agreement_for(request, pk), request.user, timezone.localdate()
    pairing, draft = agreement.pairing, agreement.state == "draft"
    signed = agreement.state == "signed"
    renewal = Agreement.objects.filter(renews=agreement).first()
    context = {
        "agreement": agreement,
        "pairing": pairing,
        "paper": to_html(agreement_document(agreement, list(agreement.clauses.all()))),
        "left": left_words(today, agreement.ends) if signed else "",
        "renewal": renewal,
        "clauses": slots.fill("agreement.clauses", request, agreement=agreement),
        "may": {
            "edit": draft and may_on(user, "agreement.write", pairing),
            "sign": draft and may_on(user, "agreement.sign", pairing),
            "end": signed and agreement.ends >= today and may_on(user, "agreement.end", pairing),
            "renew": not draft and renewal is None and may_on(user, "agreement.write", pairing),
        },
    }
    return render(request, "pairings/agreement.html", context)


@page("pairing.view")
def word(request: SignedIn, pk: UUID) -> HttpResponse:
    """The same paper as a Word file."""
    agreement = agreement_for(request, pk)
    data = to_docx(agreement_document(agreement, list(agreement.clauses.all())))
    name = quote(f"{agreement.pairing}帮扶协议")
    answer = HttpResponse(data, content_type=WORD)
    answer.headers["Content-Disposition"] = f"attachment; filename=agreement.docx; filename*=UTF-8''{name}.docx"
    return answer


@page("agreement.sign", ("GET", "POST"))
def sign(request: SignedIn, pk: UUID) -> HttpResponse:
    """Both sides have signed the printed paper."""
    agreement = agreement_for(request, pk, "agreement.sign")
    return changing(
        request,
        SignForm(request.POST or None, initial={"on": timezone.localdate(), "version": agreement.version}),
        partial(sign_agreement, request.user, agreement=agreement),
        lambda: {"on": Agreement.objects.get(pk=pk).signed_on},
        lambda saved: f"签好了，到{saved.ends.year}年{saved.ends.month}月{saved.ends.day}日为止。",
        heading="签订协议",
        back=reverse("pairings:agreement", args=[pk]),
        button="记下签订",
        lead="两校在纸上签字盖章以后，在这里写上哪天签的。签了就不再改，条款可以写成计划里的承诺。",
    )


def _ended(pk: UUID) -> dict[str, Any]:
    agreement = Agreement.objects.get(pk=pk)
    return {"on": agreement.ended_on, "because": agreement.end_reason}


@page("agreement.end", ("GET", "POST"))
def end(request: SignedIn, pk: UUID) -> HttpResponse:
    """End before the time agreed, and say why."""
    agreement = agreement_for(request, pk, "agreement.end")
    return changing(
        request,
        EndForm(request.POST or None, initial={"on": timezone.localdate(), "version": agreement.version}),
        partial(end_agreement, request.user, agreement=agreement),
        lambda: _ended(pk),
        lambda saved: "协议终止了。",
        heading="终止协议",
        back=reverse("pairings:agreement", args=[pk]),
        button="终止",
        lead="协议期里的记录都留着。",
    )
