"""What a report rests on: papers by their numbers, partners, and the term of the agreement."""

from __future__ import annotations

from datetime import date

from xieshou.documents.model import Figure, Inline, Inlines, Text
from xieshou.kernel.periods import Period
from xieshou.pairings.sides import opposite
from xieshou.papers import selectors as papers
from xieshou.papers.models import PolicyDocument
from xieshou.subjects.material import Material


def basis_of(material: Material) -> list[PolicyDocument]:
    """The papers that the report opens with."""
    agreed = next((one.basis for one in material.agreements if one.basis is not None), None)
    return papers.basis_of(agreed, material.subject.place, material.day)


def whole_years(period: Period) -> int:
    """Years that a stretch of days holds from its first day on."""
    first, after = period.starts, date.fromordinal(period.ends.toordinal() + 1)
    return after.year - first.year - ((after.month, after.day) < (first.month, first.day))


def _cited(material: Material) -> list[Inline]:
    parts: list[Inline] = []
    for paper in basis_of(material):
        parts.append(Text("、" if parts else "根据"))
        if paper.number:
            parts.append(Figure(paper.number, "", f"{material.subject.url}papers/#p{paper.pk}", key="paper"))
        parts.append(Text(f"《{paper.title}》"))
    return parts


def _agreed(material: Material) -> list[Inline]:
    found = material.agreements
    if len(found) != 1:
        return []
    period, url = found[0].period, f"{material.subject.url}papers/#a{found[0].pk}"
    parts: list[Inline] = [Text("协议期为"), Figure(period.label, "", url, key="agreement.term")]
    if years := whole_years(period):
        parts += [Text("，满"), Figure(str(years), "年", url, key="agreement.years")]
    return parts


def _partners(material: Material) -> list[Inline]:
    subject = material.subject
    if subject.kind == "school":
        names = [opposite(pairing, subject.place, material.day).name for pairing in material.pairings]
        return [Text(f"我校与{'、'.join(names)}结对")] if names else []
    return [Text("两校结对")] if subject.kind == "pair" else []


def opening(material: Material) -> Inlines:
    """Basis, partners and term of the agreement, and that a report follows; a basis alone is no sentence yet."""
    parts: list[Inline] = []
    said = [_partners(material), _agreed(material)]
    for clause in (_cited(material), *said):
        parts += [*([Text("，")] if parts and clause else []), *clause]
    subject = material.subject
    whose = "本人" if subject.kind == "teacher" else ""
    closing = f"现将{whose}{subject.span.name}工作{'情况报告' if subject.kind == 'county' else '总结'}如下。"
    stop = "。" if any(said) else "，"
    return (*parts, Text(f"{stop}{closing}" if parts else closing))
