"""The roster of people sent, as a table of a report."""

from __future__ import annotations

from dataclasses import replace

from xieshou.documents.model import Block, Table
from xieshou.ledger.asking import Ask, records
from xieshou.ledger.sources import Section

from .models import Placement
from .selectors import overlapping, placements

HEAD = ("姓名", "派出学校", "接收学校", "形式", "学科", "起止", "周课时")


def roster(ask: Ask) -> tuple[Block, ...]:
    """Everybody under way at some time of the question's period, of its place or bond; nothing when nobody was."""
    ever = records(replace(ask.about("placement.sent"), period=None))
    found = placements().filter(pk__in=[record for _, record, _ in ever])
    if ask.period is not None:
        found = overlapping(found, ask.period)
    rows = tuple(_row(one) for one in found.order_by("starts", "owner__lo", "name"))
    return (Table(HEAD, rows, caption="人员名单", numeric=frozenset({6})),) if rows else ()


def _row(one: Placement) -> tuple[str, ...]:
    weekly = f"{one.weekly_lessons}节" if one.weekly_lessons else ""
    return (one.name, one.owner.name, one.host.name, one.label, one.subject, one.period.label, weekly)


ROSTER = Section("roster", "人员名单", roster, weight=40)
