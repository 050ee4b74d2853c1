"""What a report rests on: papers by their numbers, partners, and the term of the agreement."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from xieshou.documents.model import Figure, Inline, Inlines, Text
from xieshou.kernel.periods import Period
from xieshou.pairings.models import Agreement, PolicyDocument
from xieshou.pairings.selectors import agreement_of, papers

from .organisation import pairings
from .subjects import Subject, day_within

MOST_PAPERS = 3


def agreements_of(subject: Subject) -> list[Agreement]:
    """Signed agreements of the report's pairs."""
    day = day_within(subject.span, timezone.localdate())
    found = (agreement_of(pairing, day) for pairing in pairings(subject))
    return [agreement for agreement in found if agreement is not None and agreement.state == "signed"]


def basis_of(subject: Subject) -> list[PolicyDocument]:
    """The agreement's own paper, else the newest of the county that are in force, oldest first."""
    for agreement in agreements_of(subject):
        if agreement.basis is not None:
            return [agreement.basis]
    day = day_within(subject.span, timezone.localdate())
    found = [paper for paper in papers(day) if paper.place.covers(subject.place) and paper.issued_on <= day]
    return found[:MOST_PAPERS][::-1]


def whole_years(period: Period) -> int:
    """Years that a stretch of days holds from its first day on."""
    first, after = period.starts, date.fromordinal(period.ends.toordinal() + 1)
    return after.year - first.year - ((after.month, after.day) < (first.month, first.day))


def _cited(subject: Subject) -> list[Inline]:
    parts: list[Inline] = []
    for paper in basis_of(subject):
        parts.append(Text("、" if parts else "根据"))
        if paper.number:
            parts.append(Figure(paper.number, "", f"{subject.url}papers/#p{paper.pk}", key="paper"))
        parts.append(Text(f"《{paper.title}》"))
    return parts


def _agreed(subject: Subject) -> list[Inline]:
    found = agreements_of(subject)
    if len(found) != 1:
        return []
    period, url = found[0].period, f"{subject.url}papers/#a{found[0].pk}"
    parts: list[Inline] = [Text("协议期为"), Figure(period.label, "", url, key="agreement.term")]
    if years := whole_years(period):
        parts += [Text("，满"), Figure(str(years), "年", url, key="agreement.years")]
    return parts


def _partners(subject: Subject) -> list[Inline]:
    if subject.kind == "school":
        names = [subject.called(pairing.other(subject.place)).told for pairing in pairings(subject)]
        return [Text(f"我校与{'、'.join(names)}结对")] if names else []
    return [Text("两校结对")] if subject.kind == "pair" else []


def opening(subject: Subject) -> Inlines:
    """Basis, partners and term of the agreement, and that a report follows."""
    parts: list[Inline] = []
    for clause in (_cited(subject), _partners(subject), _agreed(subject)):
        parts += [*([Text("，")] if parts and clause else []), *clause]
    closing = f"现将{subject.span.name}工作{'情况报告' if subject.kind == 'county' else '总结'}如下。"
    return (*parts, Text(f"。{closing}" if parts else closing))
