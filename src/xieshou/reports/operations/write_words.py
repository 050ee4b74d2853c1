"""Keep the author's own words of a report, and issue a report as it stands."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from django.conf import settings
from django.utils import timezone

from xieshou.audit.models import Head
from xieshou.documents.docx import to_docx
from xieshou.documents.model import figures, open_slots
from xieshou.files.storage import keep
from xieshou.kernel.text import clean_text
from xieshou.reports.build import PROMPTS, build
from xieshou.reports.models import Draft, Issue
from xieshou.reports.own_words import IDENTITY, LONGEST, doubtful
from xieshou.reports.subjects import Subject
from xieshou.scoping.operations import Actor, Refused, current_deed, operation


def draft_of(subject: Subject) -> Draft | None:
    """The words kept for a report, if there are any."""
    found: Draft | None = Draft.objects.filter(
        place=subject.place, pairing=subject.pairing, span=subject.span.code
    ).first()
    return found


@operation("report.write", "写总结里自己的话")
def write_words(
    actor: Actor, *, subject: Subject, words: Mapping[str, str], by: str, version: int | None = None
) -> Draft:
    """Keep the words slot by slot; plain text only."""
    kept = {}
    for slot, text in words.items():
        if slot not in PROMPTS:
            raise Refused("E-RPT-101 没有这一处。")
        try:
            kept[slot] = clean_text(text, LONGEST)
        except ValueError as fault:
            raise Refused(str(fault), slot) from fault
        if IDENTITY.search(kept[slot]):
            raise Refused("E-RPT-102 有像身份证号或手机号的数字。总结里不写个人号码，删去再保存。", slot)
    draft = draft_of(subject)
    if draft is None:
        draft = Draft(place=subject.place, pairing=subject.pairing, span=subject.span.code)
    else:
        draft = Draft.locked(draft.pk)
        draft.advance(version)
    draft.words = {**draft.words, **kept}
    draft.author = by
    draft.save()
    current_deed().note(draft, slots=sorted(kept))
    return draft


@operation("report.issue", "定稿")
def issue_report(actor: Actor, *, subject: Subject, by: str) -> Issue:
    """Store the report as it leaves: printing it again gives the same bytes."""
    draft = draft_of(subject)
    own = draft.words if draft else {}
    document = build(subject, own)
    missing = list(open_slots(document))
    wrong = [doubt for doubt in doubtful(subject, own) if doubt.verdict == "contradicted"]
    if wrong:
        raise Refused(f"E-RPT-103 还有{len(wrong)}处和记录对不上：“{wrong[0].said}”。{wrong[0].why}改好再定稿。")
    if len(missing) == len(PROMPTS):
        raise Refused("E-RPT-104 自己的话一处都还没有写。至少写一处再定稿。")
    data = to_docx(document)
    head = Head.objects.filter(county_lo__lte=subject.place.lo).order_by("-county_lo", "-year").first()
    issue = Issue(
        place=subject.place,
        pairing=subject.pairing,
        span=subject.span.code,
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
