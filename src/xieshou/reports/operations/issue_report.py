"""Issue a report as it stands: figures of one moment, the file, and what it was checked for."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.utils import timezone

from xieshou.audit.models import Head
from xieshou.claims.own_words import doubtful
from xieshou.documents.docx import to_docx
from xieshou.documents.gate import stopped
from xieshou.documents.model import Document, Own, figures
from xieshou.files.storage import keep
from xieshou.reports.build import build
from xieshou.reports.gate import hits_of
from xieshou.reports.models import Issue
from xieshou.scoping.operations import Actor, NotAllowed, Refused, current_deed, operation
from xieshou.subjects.material import Material
from xieshou.subjects.subject import Subject

from .write_words import draft_of, of_own


@operation("report.issue", "定稿")
def issue_report(actor: Actor, *, subject: Subject, by: str) -> Issue:
    """Store the report as it leaves: printing it again gives the same bytes."""
    if subject.person is not None:
        raise NotAllowed("a teacher's report is issued by that teacher")
    return _issue(subject, by)


@operation("report.issue_own", "个人总结定稿")
def issue_own_report(actor: Actor, *, subject: Subject, by: str) -> Issue:
    """The same for the report about oneself."""
    of_own(actor, subject)
    return _issue(subject, by)


def _issue(subject: Subject, by: str) -> Issue:
    draft = draft_of(subject)
    own = draft.words if draft else {}
    material = Material(subject)
    document = build(material, own)
    _ready(material, document, own)
    data = to_docx(document)
    head = Head.objects.filter(county_lo__lte=subject.place.lo).order_by("-county_lo", "-year").first()
    issue = Issue(
        **subject.kept_by,
        title=subject.title.replace("\n", ""),
        as_of=subject.as_of,
        by=by,
        path=keep(settings.FILES_ROOT, data, ".docx"),
        sha256=hashlib.sha256(data).hexdigest(),
        chain_head=head.head if head else "",
        figures={figure.url: f"{figure.text}{figure.unit}" for figure in figures(document)},
    )
    issue.save()
    current_deed().note(issue, sha256=issue.sha256, as_of=str(subject.as_of), at=str(timezone.now()))
    return issue


def _ready(material: Material, document: Document, own: dict[str, str]) -> None:
    wrong = [doubt for doubt in doubtful(material, own) if doubt.verdict == "contradicted"]
    if wrong:
        raise Refused(f"E-RPT-103 还有{len(wrong)}处和记录对不上：“{wrong[0].said}”。{wrong[0].why}改好再定稿。")
    places = [block for block in document.blocks if isinstance(block, Own)]
    if not any(place.paragraphs for place in places):
        raise Refused("E-RPT-104 自己的话一处都还没有写。至少写一处再定稿。")
    if sentence := stopped(hits_of(material, document), told=True):
        raise Refused(sentence)
