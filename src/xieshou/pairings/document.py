"""The agreement as paper: parties, basis, clauses, meetings, money, appraisal, signatures."""

from __future__ import annotations

from collections.abc import Sequence

from xieshou.documents.model import Block, Document, Heading, Paragraph, RunIn, Table, Text, chinese_date

from .models import Agreement, Clause
from .sides import names_of

CLOSING = "本协议一式三份，双方各存一份，报县教育局一份，自双方签字盖章之日起生效。没有写到的，双方商定后另附。"


def _said(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _clauses(clauses: Sequence[Clause]) -> list[Block]:
    return [RunIn(clause.heading, (Text(clause.text),)) if clause.heading else _said(clause.text) for clause in clauses]


def _opening(agreement: Agreement, first: str, second: str) -> list[Block]:
    basis = f"根据{basis_words(agreement)}，" if agreement.basis else ""
    return [
        _said(f"甲方：{first}"),
        _said(f"乙方：{second}"),
        _said(f"{basis}双方自愿结成帮扶对子，互相学习，共同办好两校，经商定，签订本协议。"),
    ]


def basis_words(agreement: Agreement) -> str:
    """《…》（文号) of the paper an agreement rests on."""
    paper = agreement.basis
    if paper is None:
        return ""
    return f"《{paper.title}》（{paper.number}）" if paper.number else f"《{paper.title}》"


def agreement_document(agreement: Agreement, clauses: Sequence[Clause]) -> Document:
    """Build the paper of an agreement, with lines for hands and seals."""
    first, second = names_of(agreement.pairing)
    term = f"自{chinese_date(agreement.starts)}起，至{chinese_date(agreement.ends)}止。"
    blocks = _opening(agreement, first, second)
    blocks += [Heading(1, "帮扶期限"), _said(term), Heading(1, "帮扶内容"), *_clauses(clauses)]
    for heading, text in (("会商", agreement.rhythm), ("经费", agreement.money), ("考核", agreement.appraisal)):
        if text:
            blocks += [Heading(1, heading), _said(text)]
    blocks += [Heading(1, "其他"), _said(CLOSING)]
    if agreement.ended_on:
        blocks.append(_said(f"本协议于{chinese_date(agreement.ended_on)}终止。原因：{agreement.end_reason}。"))
    day = chinese_date(agreement.signed_on) if agreement.signed_on else "    年  月  日"
    signing = ((first + "\n" * 4, second + "\n" * 4), ("代表签字：\n\n", "代表签字：\n\n"), (day, day))
    blocks.append(Table(("甲方（盖章）", "乙方（盖章）"), signing))
    return Document("城乡学校结对帮扶协议书", number=agreement.number, blocks=tuple(blocks))
