"""The register of policy documents."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from xieshou.files.serving import attachment, file_words
from xieshou.kernel.dates import show
from xieshou.office.exports import list_page
from xieshou.papers.forms import PolicyForm
from xieshou.papers.models import PolicyDocument
from xieshou.papers.operations.register_policy import amend_policy, register_policy
from xieshou.papers.selectors import papers
from xieshou.places.models import Place
from xieshou.web import slots
from xieshou.web.entry import changing, shown
from xieshou.web.listing import Column, Empty, Filter, Listing, day_column
from xieshou.web.pages import SignedIn, attempt, page

NAMES = ("title", "number", "issuer", "issued_on", "in_force_from", "in_force_to", "implements", "pilot")
Found = QuerySet[PolicyDocument]


def _by_words(found: Found, words: str) -> Found:
    return found.filter(Q(title__icontains=words) | Q(number__icontains=words) | Q(issuer__icontains=words))


def _by_force(found: Found, value: str) -> Found:
    held = papers(timezone.localdate()).values("pk")
    return found.filter(pk__in=held) if value == "now" else found.exclude(pk__in=held)


def _title(paper: PolicyDocument) -> str:
    url = reverse("papers:detail", args=[paper.pk])
    pilot = format_html(' <span class="dim">{}</span>', "试点") if paper.pilot else ""
    return format_html('<a class="name" href="{}">《{}》</a>{}', url, paper.title, pilot)


def force_words(paper: PolicyDocument) -> str:
    """From when to when a paper holds."""
    today = timezone.localdate()
    since = f"{show(paper.in_force_from, today)}起" if paper.in_force_from else ""
    until = f"到{show(paper.in_force_to, today)}" if paper.in_force_to else ""
    return "，".join(part for part in (since, until) if part) or "一直有效"


COLUMNS: list[Column[PolicyDocument]] = [
    Column("title", "文件", _title, "title", title=True, export=lambda paper: paper.title),
    Column("number", "文号", lambda paper: paper.number),
    Column("issuer", "发文单位", lambda paper: paper.issuer, "issuer"),
    day_column("issued", "发文日期", lambda paper: paper.issued_on, "issued_on"),
    Column("force", "执行", force_words, wide=True),
]


@page("policy.view")
def index(request: SignedIn) -> HttpResponse:
    """Papers the viewer's work rests on."""
    may_add = request.user.may("policy.register")
    first = Empty("还没有文件", "登记以后，协议、计划和总结都能引它。", "登记文件", reverse("papers:new"))
    listing: Listing[PolicyDocument] = Listing(
        request,
        PolicyDocument.objects.all(),
        COLUMNS,
        [
            Filter("q", "文件名或文号", _by_words),
            Filter("force", "执行", _by_force, (("now", "在执行"), ("over", "不在执行"))),
        ],
        "-issued",
        empty=first if may_add else Empty("还没有文件"),
        measure="份",
    )
    return list_page(request, "papers/list.html", {"listing": listing, "may_add": may_add}, "政策文件", "papers")


def _paper_for(request: SignedIn, pk: UUID, action: str = "") -> PolicyDocument:
    found: PolicyDocument = PolicyDocument.objects.select_related("place").get(pk=pk)
    if action and not request.user.may(action, found.place.lo):
        raise Http404
    return found


@page("policy.view")
def detail(request: SignedIn, pk: UUID) -> HttpResponse:
    """One paper: what it implements, what implements it, and which agreements rest on it."""
    paper = _paper_for(request, pk)
    context = {
        "paper": paper,
        "force": force_words(paper),
        "holds": paper.holds(timezone.localdate()),
        "file": file_words(paper.file, paper.file_size),
        "above": PolicyDocument.objects.filter(pk=paper.implements_id).first() if paper.implements_id else None,
        "below": PolicyDocument.objects.filter(implements=paper),
        "cited": slots.fill("paper.cited", request, paper=paper),
        "may_amend": request.user.may("policy.amend", paper.place.lo),
    }
    return render(request, "papers/detail.html", context)


@page("policy.view")
def file(request: SignedIn, pk: UUID) -> HttpResponse:
    """The paper's own file, to be saved and opened elsewhere: never shown inside this site."""
    paper = _paper_for(request, pk)
    return attachment(paper.file, f"{paper.number}{paper.title}")


def _values(paper: PolicyDocument) -> dict[str, Any]:
    return {name: getattr(paper, name) for name in NAMES}


@page("policy.register", ("GET", "POST"))
def new(request: SignedIn) -> HttpResponse:
    """Register a paper for the whole county."""
    place: Place = request.user.place
    form = PolicyForm(request.POST or None, request.FILES or None, initial={"issuer": place.office})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        saved = attempt(form, lambda: register_policy(request.user, key=given["key"], place=place, **form.values()))
        if saved is not None:
            messages.info(request, "登记好了。")
            return redirect("papers:detail", pk=saved.pk)
    return shown(request, "web/one_form.html", "登记文件", reverse("papers:list"), form, button="登记")


@page("policy.amend", ("GET", "POST"))
def edit(request: SignedIn, pk: UUID) -> HttpResponse:
    """Mend what was registered wrongly."""
    paper = _paper_for(request, pk, "policy.amend")
    first = {**_values(paper), "version": paper.version}
    form = PolicyForm(request.POST or None, request.FILES or None, initial=first, paper=paper)

    def write(key: UUID, version: int, **_: Any) -> PolicyDocument:
        return amend_policy(request.user, key=key, paper=paper, version=version, **form.values())

    return changing(
        request,
        form,
        write,
        lambda: _values(PolicyDocument.objects.get(pk=pk)),
        lambda saved: "改好了。",
        heading="改文件登记",
        back=reverse("papers:detail", args=[pk]),
        button="保存",
    )
