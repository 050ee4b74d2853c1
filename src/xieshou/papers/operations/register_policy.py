"""Register a policy document that plans, agreements and reports cite."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings

from xieshou.files.attaching import CleanFile
from xieshou.files.storage import keep
from xieshou.kernel.text import clean_line
from xieshou.papers.models import PolicyDocument
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

DATES = ("in_force_from", "in_force_to")
COLUMNS = {"title", "issuer", "issued_on", "number", "implements", "pilot", *DATES}
FARTHEST = 20  # how many papers lie between the nation's and a school's, and more


def filled(paper: PolicyDocument, values: dict[str, Any]) -> PolicyDocument:
    """The paper with these values, as every entrance must bring it; raises Refused with the field and a sentence."""
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
    _refuse_ring(paper)
    return paper


def _refuse_ring(paper: PolicyDocument) -> None:
    """A paper carries out an older one; two that carry out each other have no beginning."""
    above = paper.implements
    for _ in range(FARTHEST):
        if above is None:
            return
        if above.pk == paper.pk:
            raise Refused("E-POL-103 文件不能落实它自己，也不能落实由它落实的文件。", "implements")
        above = PolicyDocument.objects.filter(pk=above.implements_id).first() if above.implements_id else None


def _keep(paper: PolicyDocument, file: CleanFile | None, without: bool = False) -> dict[str, str]:
    """Put the cleaned file on disk and its name in the row; what was kept before stays on disk, for backups."""
    if without and file is None:
        paper.file, paper.file_size = "", 0
        return {"file": "removed"}
    if file is None:
        return {}
    paper.file, paper.file_size = keep(settings.FILES_ROOT, file.data, file.suffix), len(file.data)
    return {"file": file.sha256}


@operation("policy.register", "登记文件")
def register_policy(
    actor: Actor,
    *,
    place: Place,
    title: str,
    issuer: str,
    issued_on: date,
    number: str = "",
    file: CleanFile | None = None,
    **more: Any,
) -> PolicyDocument:
    """``more``: in_force_from, in_force_to, implements (another document), pilot."""
    values = {"title": title, "issuer": issuer, "issued_on": issued_on, "number": number, **more}
    paper = filled(PolicyDocument(place=place), values)
    kept = _keep(paper, file)
    paper.save()
    current_deed().note(paper, title=paper.title, number=paper.number, **kept)
    return paper


@operation("policy.amend", "修改文件登记")
def amend_policy(
    actor: Actor,
    *,
    paper: PolicyDocument,
    version: int | None = None,
    file: CleanFile | None = None,
    without_file: bool = False,
    **values: Any,
) -> PolicyDocument:
    """Mend what was registered wrongly, write down that it ends, or put another file in the place of the first."""
    row: PolicyDocument = PolicyDocument.locked(paper.pk)
    row.advance(version)
    kept = _keep(filled(row, values), file, without_file)
    row.save()
    current_deed().note(row, title=row.title, number=row.number, **kept)
    return row


def office_number(number: str) -> str:
    """文号 with the brackets of GB/T 9704: 〔2026〕."""
    return clean_line(number, 60).translate(str.maketrans("[]【】（）()", "〔〕〔〕〔〕〔〕"))
