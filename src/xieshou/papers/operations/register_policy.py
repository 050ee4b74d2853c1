"""Register a policy document that plans, agreements and reports cite."""

from __future__ import annotations

from datetime import date
from typing import Any

from xieshou.kernel.text import clean_line
from xieshou.papers.models import PolicyDocument
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

DATES = ("in_force_from", "in_force_to")
COLUMNS = {"title", "issuer", "issued_on", "number", "implements", "pilot", *DATES}


def _filled(paper: PolicyDocument, values: dict[str, Any]) -> PolicyDocument:
    if unknown := values.keys() - COLUMNS:
        raise TypeError(f"no such columns: {unknown}")
    for name, value in values.items():
        setattr(paper, name, value)
    paper.title = clean_line(paper.title, 200).strip("《》")
    paper.issuer, paper.number = clean_line(paper.issuer, 80), office_number(paper.number)
    if not paper.title:
        raise Refused("E-POL-101 文件名还没有写。", "title")
    if paper.in_force_from and paper.in_force_to and paper.in_force_to < paper.in_force_from:
        raise Refused("E-POL-102 失效日期早于生效日期。", "in_force_to")
    if paper.implements_id == paper.pk:
        raise Refused("E-POL-103 文件不能是落实它自己的。", "implements")
    return paper


@operation("policy.register", "登记文件")
def register_policy(
    actor: Actor, *, place: Place, title: str, issuer: str, issued_on: date, number: str = "", **more: Any
) -> PolicyDocument:
    """``more``: in_force_from, in_force_to, implements (another document), pilot."""
    values = {"title": title, "issuer": issuer, "issued_on": issued_on, "number": number, **more}
    paper = _filled(PolicyDocument(place=place), values)
    paper.save()
    current_deed().note(paper, title=paper.title, number=paper.number)
    return paper


@operation("policy.amend", "修改文件登记")
def amend_policy(actor: Actor, *, paper: PolicyDocument, version: int | None = None, **values: Any) -> PolicyDocument:
    """Mend what was registered wrongly."""
    row: PolicyDocument = PolicyDocument.locked(paper.pk)
    row.advance(version)
    _filled(row, values).save()
    current_deed().note(row, title=row.title, number=row.number)
    return row


def office_number(number: str) -> str:
    """文号 with the brackets of GB/T 9704: 〔2026〕."""
    return clean_line(number, 60).translate(str.maketrans("[]【】（）()", "〔〕〔〕〔〕〔〕"))
