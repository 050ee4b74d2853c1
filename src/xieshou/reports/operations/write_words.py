"""Keep the author's own words of a report."""

from __future__ import annotations

from collections.abc import Mapping

from xieshou.claims.own_words import LONGEST
from xieshou.kernel.text import clean_text
from xieshou.people.scanning import numbers_in
from xieshou.reports.build import PROMPTS
from xieshou.reports.models import Draft
from xieshou.scoping.operations import Actor, NotAllowed, Refused, current_deed, operation
from xieshou.subjects.subject import Subject


def draft_of(subject: Subject) -> Draft | None:
    """The words kept for a report, if there are any."""
    found: Draft | None = Draft.objects.filter(**subject.kept_by).first()
    return found


def of_own(actor: Actor, subject: Subject) -> None:
    """Refuse whoever is not the teacher that the report is about."""
    if subject.person is None or getattr(actor, "staff_id", None) != subject.person.pk:
        raise NotAllowed("a teacher's own report")


@operation("report.write", "写总结里自己的话")
def write_words(
    actor: Actor, *, subject: Subject, words: Mapping[str, str], by: str, version: int | None = None
) -> Draft:
    """Keep the words slot by slot; plain text only."""
    if subject.person is not None:
        raise NotAllowed("a teacher's report is written by that teacher")
    return _keep(subject, words, by, version)


@operation("report.write_own", "写个人总结里自己的话")
def write_own_words(
    actor: Actor, *, subject: Subject, words: Mapping[str, str], by: str, version: int | None = None
) -> Draft:
    """The same for the report about oneself."""
    of_own(actor, subject)
    return _keep(subject, words, by, version)


def _keep(subject: Subject, words: Mapping[str, str], by: str, version: int | None) -> Draft:
    kept = {slot: _checked(slot, text) for slot, text in words.items()}
    draft = draft_of(subject)
    if draft is None:
        draft = Draft(**subject.kept_by)
    else:
        draft = Draft.locked(draft.pk)
        draft.advance(version)
    draft.words = {**draft.words, **kept}
    draft.author = by
    draft.save()
    current_deed().note(draft, slots=sorted(kept))
    return draft


def _checked(slot: str, text: str) -> str:
    if slot not in PROMPTS:
        raise Refused("E-RPT-101 没有这一处。")
    try:
        clean = clean_text(text, LONGEST)
    except ValueError as fault:
        raise Refused(str(fault), slot) from fault
    if numbers_in(clean):
        raise Refused("E-RPT-102 有像身份证号或手机号的数字。总结里不写个人号码，删去再保存。", slot)
    return clean
