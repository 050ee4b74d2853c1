"""Basis, period and organisation: the first paragraphs of a report."""

from __future__ import annotations

from django.utils import timezone

from xieshou.documents.model import Block, Figure, Inline, Inlines, Paragraph, Text
from xieshou.pairings.models import Pairing
from xieshou.pairings.selectors import agreement_of, group_of, pairings_of, papers, seats

from .subjects import Subject, day_within



def pairings(subject: Subject) -> list[Pairing]:
    """Pairs that a school's or a pair's report speaks of."""
    if subject.pairing is not None:
        return [subject.pairing]
    if subject.kind == "county":
        return []
    return list(pairings_of(subject.place, day_within(subject.span, timezone.localdate())))


def _basis(subject: Subject) -> str:
    """根据〔文号〕《…》, from the register: the agreement's own paper, else the county's newest in force."""
    day = day_within(subject.span, timezone.localdate())
    for pairing in pairings(subject):
        agreement = agreement_of(pairing, day)
        if agreement is not None and agreement.basis is not None:
            return f"根据{agreement.basis.number}《{agreement.basis.title}》"
    paper = next((p for p in papers(day) if p.place.covers(subject.place)), None)
    return f"根据{paper.number}《{paper.title}》" if paper else ""


def opening(subject: Subject) -> Inlines:
    """Basis, partners and term of the agreement, and that a report follows."""
    parts = [basis] if (basis := _basis(subject)) else []
    day = day_within(subject.span, timezone.localdate())
    if subject.kind == "school":
        partners = [pairing.other(subject.place).name for pairing in pairings(subject)]
        if partners:
            parts.append(f"我校与{'、'.join(partners)}结对")
    if subject.kind == "pair" and subject.pairing is not None:
        parts.append("两校结对")
    agreements = [a for p in pairings(subject) if (a := agreement_of(p, day)) and a.state == "signed"]
    if len(agreements) == 1:
        parts.append(f"协议期为{agreements[0].period.label}")
    closing = f"现将{subject.span.name}工作{'情况报告' if subject.kind == 'county' else '总结'}如下。"
    text = "，".join(parts)
    return (Text(f"{text}。{closing}" if text else closing),)


def paragraphs(subject: Subject) -> list[Block]:
    """The steering group as it sat in the period, with those who came or left."""
    group = group_of(subject.place, subject.pairing)
    if group is None:
        return []
    period = subject.span.period
    people = seats(group, period.starts, period.ends)
    now = [person for person in people if person.until is None or person.until >= period.ends]
    heads = "、".join(f"{p.post}{p.name}" for p in now if p.role == "head")
    deputies = "、".join(f"{p.post}{p.name}" for p in now if p.role == "deputy")
    url = f"/groups/{group.pk}/"
    parts: list[Inline] = [Text(f"{subject.voice}成立{group.name}，")]
    if heads:
        parts.append(Text(f"组长为{heads}，"))
    if deputies:
        parts.append(Text(f"副组长为{deputies}，"))
    parts += [Text("共"), Figure(str(len(now)), "人", url), Text("。")]
    for person in people:
        if person.until is not None and person.until < period.ends:
            parts.append(Text(f"{person.until.month}月{person.until.day}日起，{person.name}不再担任。"))
        elif person.since > period.starts:
            parts.append(Text(f"{person.since.month}月{person.since.day}日起，增加{person.name}。"))
    if group.office:
        parts.append(Text(f"办公室设在{group.office}。"))
    return [Paragraph(tuple(parts))]
