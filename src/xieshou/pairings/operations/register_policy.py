"""Register a policy document that plans, agreements and reports cite."""

from __future__ import annotations

from datetime import date
from typing import Any

from xieshou.kernel.text import clean_line
from xieshou.pairings.models import PolicyDocument
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation


@operation("policy.register", "登记文件")
def register_policy(
    actor: Actor, *, place: Place, title: str, issuer: str, issued_on: date, number: str = "", **more: Any
) -> PolicyDocument:
    """``more``: in_force_from, in_force_to, implements (another document), pilot."""
    title = clean_line(title, 200).strip("《》")
    if not title:
        raise Refused("E-POL-101 文件名还没有写。", "title")
    starts, ends = more.get("in_force_from"), more.get("in_force_to")
    if starts and ends and ends < starts:
        raise Refused("E-POL-102 失效日期早于生效日期。", "in_force_to")
    paper = PolicyDocument(
        place=place, title=title, issuer=clean_line(issuer, 80), issued_on=issued_on, number=office_number(number), **more
    )
    paper.save()
    current_deed().note(paper, title=title, number=paper.number)
    return paper


def office_number(number: str) -> str:
    """文号 with the brackets of GB/T 9704: 〔2026〕."""
    return clean_line(number, 60).translate(str.maketrans("[]【】（）()", "〔〕〔〕〔〕〔〕"))
