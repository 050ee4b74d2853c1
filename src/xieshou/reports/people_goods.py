"""People sent and things given, as sentences."""

from __future__ import annotations

from xieshou.catalogue import catalogue
from xieshou.catalogue.figures_people_goods import PEOPLE_AND_GOODS, PLACEMENT_KINDS
from xieshou.documents.model import Block, Inlines, RunIn, Text
from xieshou.ledger.overview import Overview
from xieshou.subjects.figures import door, joined
from xieshou.subjects.material import Material
from xieshou.subjects.subject import Subject

GIVEN = tuple(i.code for i in PEOPLE_AND_GOODS if i.code.split(".")[0] in {"books", "computers", "desks", "goods"})
SENT = "placement.sent"


def _one(overview: Overview, code: str, lead: str) -> Inlines:
    amount = overview.total(code)
    return (Text(lead), door(overview.question(code), amount)) if amount else ()


def paragraphs(material: Material) -> list[Block]:
    """人员交流 and 捐赠; each only where there is a record."""
    blocks: list[Block] = []
    subject, overview = material.subject, material.overview
    if overview.total(SENT):
        sent = _by_side(subject, overview) if subject.kind == "school" else _of_all(subject, overview)
        blocks.append(RunIn("人员交流", sent))
    money = _one(overview, "donation.fen", "捐赠资金")
    goods = [_one(overview, code, catalogue.indicators[code].label) for code in GIVEN]
    given = joined([money, *goods])
    if given:
        blocks.append(RunIn("捐赠支持", given))
    return blocks


def _of_all(subject: Subject, overview: Overview) -> Inlines:
    whole = _one(overview, SENT, f"{subject.voice}派出教师和干部")
    return joined([whole, *(_one(overview, f"{code}.sent", f"派出{label}") for code, label, _ in PLACEMENT_KINDS)])


def _by_side(subject: Subject, overview: Overview) -> Inlines:
    """A school tells apart whom it sent and whom it received."""
    found: list[Inlines] = []
    for side, word in (("gave", "派出"), ("received", "接收")):
        part = overview.of_side(side)
        for code, label, _ in PLACEMENT_KINDS:
            found.append(_one(part, f"{code}.sent", f"{subject.voice}{word}{label}"))
    return joined(found)
