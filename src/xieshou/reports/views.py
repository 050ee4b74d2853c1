"""Reports of schools, pairs and the county: read, add own words, download, issue."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xieshou.documents.docx import to_docx
from xieshou.documents.html import to_html
from xieshou.documents.model import open_slots
from xieshou.files.storage import open_kept
from xieshou.pairings.models import Pairing
from xieshou.places.models import COUNTY, SCHOOL, Place
from xieshou.progress.doors import progress_door
from xieshou.scoping.scope import current
from xieshou.web.keyed import KeyedForm
from xieshou.web.pages import SignedIn, attempt, page

from .build import PROMPTS, build, with_remarks
from .models import Issue
from .operations.write_words import draft_of, issue_report, write_words
from .own_words import doubtful, remarks
from .promises import promises_of
from .subjects import Subject, span_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def subject_of(request: SignedIn, kind: str, owner: UUID, code: int) -> Subject:
    """The subject of an address, inside what the viewer may see; Http404 otherwise."""
    pairing = None
    if kind not in {"school", "pair", "county"}:
        raise Http404
    if kind == "pair":
        pairing = Pairing.objects.select_related("first", "second").get(pk=owner)
        inside = [side for side in (pairing.first, pairing.second) if current().covers(side.lo)]
        place = request.user.place if request.user.place.is_school else [*inside, pairing.first][0]
    else:
        place = Place.objects.get(uid=owner, level=COUNTY if kind == "county" else SCHOOL)
        if not current().covers(place.lo):
            raise Http404
    span = span_of(place, str(code))
    if span is None:
        raise Http404
    return Subject(kind, place, span, _moment(request), pairing)


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
    editable = request.user.may("report.write", subject.place.lo)
    draft = draft_of(subject)
    own = dict(draft.words) if draft else {}
    form = WordsForm(request.POST or None)
    if request.method == "POST":
        if not editable:
            raise Http404
        if form.is_valid():
            given = form.cleaned_data
            saved = attempt(
                form,
                lambda: write_words(
                    request.user,
                    key=given["key"],
                    subject=subject,
                    words=form.words(),
                    by=request.user.name,
                    version=given["version"],
                ),
            )
            if saved is not None:
                return redirect(f"{subject.url}#own")
        own = {**own, **{slot: request.POST.get(f"own-{slot}", "") for slot in PROMPTS}}
    doubts = doubtful(subject, own)
    document = with_remarks(build(subject, own), remarks(doubts))
    context = {
        "subject": subject,
        "paper": to_html(document, editable=editable),
        "doubts": doubts,
        "open": len(list(open_slots(document))),
        "editable": editable,
        "form": form,
        "version": draft.version if draft else "",
        "issues": Issue.objects.filter(place=subject.place, pairing=subject.pairing, span=subject.span.code),
    }
    return render(request, "reports/report.html", context)


def _file(name: str, data: bytes) -> HttpResponse:
    answer = HttpResponse(data, content_type=WORD)
    answer.headers["Content-Disposition"] = f"attachment; filename=report.docx; filename*=UTF-8''{quote(name)}.docx"
    return answer


@page("report.view")
def word(request: SignedIn, kind: str, owner: UUID, code: int) -> HttpResponse:
    """The report as a Word file."""
    subject = subject_of(request, kind, owner, code)
    draft = draft_of(subject)
    return _file(subject.title.replace("\n", ""), to_docx(build(subject, draft.words if draft else {})))


@page("report.view")
def promises(request: SignedIn, kind: str, owner: UUID, code: int) -> HttpResponse:
    """The promises behind “12项承诺，完成7项”."""
    subject = subject_of(request, kind, owner, code)
    state = request.GET.get("state", "")
    found = [(pairing, row) for pairing, row in promises_of(subject) if state in ("", row.state)]
    rows = [(pairing, row, progress_door(row, subject.span.last)) for pairing, row in found]
    return render(request, "reports/promises.html", {"subject": subject, "rows": rows, "state": state})


@page("report.issue", ("POST",))
def issue(request: SignedIn, kind: str, owner: UUID, code: int) -> HttpResponse:
    """Issue the report as it stands."""
    subject = subject_of(request, kind, owner, code)
    form = KeyedForm(request.POST)
    form.is_valid()
    done = attempt(form, lambda: issue_report(request.user, subject=subject, by=request.user.name))
    if done is None:
        context = {"subject": subject, "form": form, "heading": "还不能定稿", "back": subject.url}
        return render(request, "reports/refused.html", context, status=422)
    return redirect(f"{subject.url}#issued")


@page("report.view")
def issued(request: SignedIn, pk: UUID) -> HttpResponse:
    """An issued report, byte for byte as it left."""
    row = Issue.objects.get(pk=pk)
    with open_kept(settings.FILES_ROOT, row.path) as file:
        return _file(row.title, file.read())
