"""Write, sign, renew and end the agreement of a pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from xieshou.kernel.text import clean_line, clean_text
from xieshou.pairings.models import Agreement, Clause, Pairing
from xieshou.papers.operations.register_policy import office_number
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

LINES = ("rhythm", "money", "appraisal")


@dataclass(frozen=True)
class Wording:
    """A clause in its own words."""

    text: str
    heading: str = ""


def _write_clauses(agreement: Agreement, clauses: Sequence[Wording]) -> None:
    """Keep clauses that stand, so that promises made from them keep pointing at them."""
    standing = list(agreement.clauses.all())
    wanted = [clause for clause in clauses if clause.text.strip()]
    for order, wording in enumerate(wanted):
        row = standing[order] if order < len(standing) else Clause(agreement=agreement)
        row.order, row.heading = order, clean_line(wording.heading, 60)
        row.text = clean_text(wording.text, 600)
        row.save()
    for extra in standing[len(wanted) :]:
        extra.delete()


@operation("agreement.write", "起草协议")
def write_agreement(
    actor: Actor,
    *,
    pairing: Pairing,
    starts: date,
    ends: date,
    clauses: Sequence[Wording],
    number: str = "",
    basis: Any = None,
    renews: Agreement | None = None,
    agreement: Agreement | None = None,
    version: int | None = None,
    **lines: str,
) -> Agreement:
    """Write a new draft or change one; a signed agreement is renewed, not rewritten. Either side may draft."""
    if ends <= starts:
        raise Refused("E-AGR-101 终止日期要晚于起始日期。", "ends")
    row: Agreement = Agreement(pairing=pairing)
    if agreement is not None:
        row = Agreement.locked(agreement.pk)
        if row.state != "draft":
            raise Refused("E-AGR-102 协议已经签了，不能改写。要改，续签一份新的。")
        row.advance(version)
    row.starts, row.ends, row.basis, row.renews = starts, ends, basis, renews or row.renews
    row.number = office_number(number)
    for name in LINES:
        setattr(row, name, clean_line(lines.get(name, ""), 300))
    row.save()
    _write_clauses(row, clauses)
    current_deed().note(row, starts=str(starts), ends=str(ends), clauses=len(clauses))
    return row


@operation("agreement.sign", "签订协议")
def sign_agreement(actor: Actor, *, agreement: Agreement, on: date, version: int | None = None) -> Agreement:
    """Both sides have signed on paper on this day."""
    row: Agreement = Agreement.locked(agreement.pk)
    if row.state != "draft":
        raise Refused("E-AGR-103 这份协议已经签过了。")
    if not row.clauses.exists():
        raise Refused("E-AGR-104 协议里还没有条款。")
    if on > timezone.localdate():
        raise Refused("E-AGR-107 签订日期不能晚于今天。", "on")
    row.advance(version)
    row.state, row.signed_on = "signed", on
    row.save()
    current_deed().note(row, signed=str(on))
    return row


@operation("agreement.end", "终止协议")
def end_agreement(
    actor: Actor, *, agreement: Agreement, on: date, because: str, version: int | None = None
) -> Agreement:
    """End early, with a reason."""
    row: Agreement = Agreement.locked(agreement.pk)
    because = clean_line(because, 200)
    if not because:
        raise Refused("E-AGR-105 写一句为什么终止。", "because")
    if row.state != "signed":
        raise Refused("E-AGR-106 只有已签的协议才能终止。")
    if not row.starts <= on <= row.ends:
        raise Refused("E-AGR-108 终止日期要在协议期内。", "on")
    row.advance(version)
    row.state, row.ended_on, row.end_reason = "ended", on, because
    row.save()
    current_deed().note(row, ended=str(on), because=because)
    return row
