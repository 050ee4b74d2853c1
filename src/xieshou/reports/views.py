"""Reports of schools, pairs and the county: read, add own words, download, issue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xieshou.claims.own_words import doubtful, remarks
from xieshou.documents.docx import to_docx
from xieshou.documents.gate import notes_of, stopped
from xieshou.documents.html import to_html
from xieshou.documents.model import open_slots
from xieshou.files.storage import open_kept
from xieshou.pairings.models import Community, Pairing
from xieshou.people.models import Staff
from xieshou.places.models import COUNTY, SCHOOL, Place
from xieshou.progress.doors import progress_door
from xieshou.scoping.operations import Refused
from xieshou.scoping.scope import current
from xieshou.subjects.material import Material
from xieshou.subjects.subject import KINDS, Subject, span_of
from xieshou.web.keyed import KeyedForm
from xieshou.web.pages import SignedIn, attempt, leads, page
from xieshou.web.trace import may_read_person

from .build import PROMPTS, build, with_remarks
from .corrections import corrections, issues_of
from .gate import hits_of
from .models import Issue
from .operations.issue_report import issue_own_report, issue_report
from .operations.write_words import draft_of, write_own_words, write_words

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def subject_of(request: SignedIn, kind: str, owner: UUID, code: int) -> Subject:
    """The subject of an address, inside what the viewer may see; Http404 otherwise."""
    if kind not in KINDS:
        raise Http404
    place, about = _ABOUT[kind](request, owner)
    span = span_of(place, str(code))
    if span is None:
        raise Http404
    return Subject(kind, place, span, _moment(request), **about)


About = tuple[Place, dict[str, Any]]


def _pair(request: SignedIn, owner: UUID) -> About:
    pairing = Pairing.objects.select_related("first", "second").get(pk=owner)
    inside = [side for side in (pairing.first, pairing.second) if current().covers(side.lo)]
    place = request.user.place if request.user.place.is_school else [*inside, pairing.first][0]
    return place, {"pairing": pairing}


def _group(request: SignedIn, owner: UUID) -> About:
    """A community's words are kept by its core school; its members read them."""
    community = Community.objects.select_related("core").get(pk=owner)
    return community.core, {"community": community}


def _teacher(request: SignedIn, owner: UUID) -> About:
    """What one person did is read by that person and by the head of the school, and by nobody else."""
    person = Staff.objects.select_related("school").get(pk=owner)
    if not may_read_person(request.user, person.pk):
        raise Http404
    return person.school, {"person": person}


def _place(level: int) -> Callable[[SignedIn, UUID], About]:
    def found(request: SignedIn, owner: UUID) -> About:
        own = request.user.place
        place = own if (own.uid, own.level) == (owner, level) else Place.objects.get(uid=owner, level=level)
        if not current().covers(place.lo):
            raise Http404
        return place, {}

    return found


_ABOUT = {"school": _place(SCHOOL), "county": _place(COUNTY), "pair": _pair, "group": _group, "teacher": _teacher}


def may_write(request: SignedIn, subject: Subject, deed: str = "write") -> bool:
    """Whether the viewer adds words to this report, or issues it: a teacher's own is his alone."""
    if subject.person is not None:
        return request.user.staff_id == subject.person.pk and request.user.may(f"report.{deed}_own")
    return request.user.may(f"report.{deed}", subject.place.lo)


def _moment(request: SignedIn) -> datetime:
    """Now, or the earlier moment that a link carries."""
    given = request.GET.get("as_of", "")
    try:
        moment = datetime.fromisoformat(given) if given else timezone.now()
    except ValueError as garbled:
        raise Http404 from garbled
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


class WordsForm(KeyedForm):
    """The places for own words."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for slot in PROMPTS:
            self.fields[f"own-{slot}"] = forms.CharField(required=False, max_length=4000, widget=forms.Textarea)

    def words(self) -> dict[str, str]:
        """Texts by slot."""
        return {slot: self.cleaned_data.get(f"own-{slot}", "") for slot in PROMPTS}


@page("report.view", ("GET", "POST"))
def report(request: SignedIn, kind: str, owner: UUID, code: int) -> HttpResponse:
    """The report as paper, with slips beside what needs another look."""
    subject = subject_of(request, kind, owner, code)
    editable = may_write(request, subject)
    draft = draft_of(subject)
    own = dict(draft.words) if draft else {}
    form = WordsForm(request.POST or None)
    if request.method == "POST":
        if not editable:
            raise Http404
        if form.is_valid() and _saved(request, subject, form):
            return redirect(f"{subject.url}#own")
        own = {**own, **{slot: request.POST.get(f"own-{slot}", "") for slot in PROMPTS}}
    material = Material(subject)
    document, doubts = build(material, own), doubtful(material, own)
    hits = hits_of(material, document) if editable else []
    context = {
        "subject": subject,
        "paper": to_html(
            with_remarks(document, remarks(doubts)),
            editable=editable,
            notes=notes_of(hits),
            leads=partial(leads, request.user),
        ),
        "hits": hits,
        "doubts": doubts,
        "open": len(list(open_slots(document))),
        "editable": editable,
        "may_issue": may_write(request, subject, "issue"),
        "form": form,
        "version": draft.version if draft else "",
        "issues": [(one, len(corrections(material, one))) for one in issues_of(subject)],
    }
    return render(request, "reports/report.html", context)


def _saved(request: SignedIn, subject: Subject, form: WordsForm) -> bool:
    given = form.cleaned_data
    write = write_words if subject.person is None else write_own_words
    told = {"subject": subject, "words": form.words(), "by": request.user.name, "version": given["version"]}
    return attempt(form, lambda: write(request.user, key=given["key"], **told)) is not None


def _file(name: str, data: bytes) -> HttpResponse:
    answer = HttpResponse(data, content_type=WORD)
    answer.headers["Content-Disposition"] = f"attachment; filename=report.docx; filename*=UTF-8''{quote(name)}.docx"
    return answer


@page("report.view")
def word(request: SignedIn, kind: str, owner: UUID, code: int) -> HttpResponse:
    """The report as a Word file."""
    subject = subject_of(request, kind, owner, code)
    draft = draft_of(subject)
    material = Material(subject)
    document = build(material, draft.words if draft else {})
    if sentence := stopped(hits_of(material, document), told=may_write(request, subject)):
        return _refused(request, subject, "还不能下载", sentence)
    return _file(subject.title.replace("\n", ""), to_docx(document))


def _refused(request: SignedIn, subject: Subject, heading: str, sentence: str) -> HttpResponse:
    context = {"subject": subject, "sentence": sentence, "heading": heading, "back": subject.url}
    return render(request, "reports/refused.html", context, status=422)


@page("report.view")
def promises(request: SignedIn, kind: str, owner: UUID, code: int) -> HttpResponse:
    """The promises behind “12项承诺，完成7项”."""
    subject = subject_of(request, kind, owner, code)
    state = request.GET.get("state", "")
    found = [(pairing, row) for pairing, row in Material(subject).promises if state in ("", row.state)]
    rows = [(pairing, row, progress_door(row, subject.span.last)) for pairing, row in found]
    return render(request, "reports/promises.html", {"subject": subject, "rows": rows, "state": state})


@page("report.view", ("POST",))
def issue(request: SignedIn, kind: str, owner: UUID, code: int) -> HttpResponse:
    """Issue the report as it stands."""
    subject = subject_of(request, kind, owner, code)
    if not may_write(request, subject, "issue"):
        raise Http404
    write = issue_report if subject.person is None else issue_own_report
    try:
        write(request.user, subject=subject, by=request.user.name)
    except Refused as refusal:
        return _refused(request, subject, "还不能定稿", str(refusal))
    return redirect(f"{subject.url}#issued")


@page("report.view")
def issued(request: SignedIn, pk: UUID) -> HttpResponse:
    """An issued report, byte for byte as it left."""
    row = Issue.objects.get(pk=pk)
    if row.person_id is not None and not may_read_person(request.user, row.person_id):
        raise Http404
    with open_kept(settings.FILES_ROOT, row.path) as file:
        return _file(row.title, file.read())


@page("report.view")
def corrected(request: SignedIn, kind: str, owner: UUID, code: int, pk: UUID) -> HttpResponse:
    """Figures that read otherwise today than in an issued report, each before and after with its records."""
    subject = subject_of(request, kind, owner, code)
    row = issues_of(subject).get(pk=pk)
    context = {"subject": subject, "issue": row, "rows": corrections(Material(subject), row)}
    return render(request, "reports/corrected.html", context)
