"""People sent and things given, as sentences."""

from __future__ import annotations

from xieshou.catalogue import catalogue
from xieshou.catalogue.figures_people_goods import PEOPLE_AND_GOODS, PLACEMENT_KINDS
from xieshou.documents.model import Block, Inlines, RunIn, Text
from xieshou.ledger.overview import Overview

from .figures import door, joined
from .subjects import Subject

GIVEN = tuple(i.code for i in PEOPLE_AND_GOODS if i.code.split(".")[0] in {"books", "computers", "desks", "goods"})


def _one(overview: Overview, code: str, lead: str) -> Inlines:
    amount = overview.total(code)
    return (Text(lead), door(overview.question(code), amount)) if amount else ()


def paragraphs(subject: Subject, overview: Overview) -> list[Block]:
    """人员交流 and 捐赠; each only where there is a record."""
    blocks: list[Block] = []
    people = [_one(overview, f"{code}.sent", f"派出{label}") for code, label, _ in PLACEMENT_KINDS]
    total = _one(overview, "placement.sent", f"{subject.voice}派出教师和干部")
    sent = joined([total, *people])
    if total:
        blocks.append(RunIn("人员交流", sent))
    money = _one(overview, "donation.fen", "捐赠资金")
    goods = [_one(overview, code, catalogue.indicators[code].label) for code in GIVEN]
    given = joined([money, *goods])
    if given:
        blocks.append(RunIn("捐赠支持", given))
    return blocks
