"""Gifts by category, as a table of a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xieshou.documents.model import Block, Cell, Figure, Table
from xieshou.kernel.amounts import format_amounts
from xieshou.ledger.asking import Ask
from xieshou.ledger.overview import Overview
from xieshou.ledger.sources import Section
from xieshou.web.trace import url_of

from .facts import CASH, TIMES
from .selectors import Heap, by_category, gifts


def donations(overview: Overview) -> tuple[Block, ...]:
    """What the place or bond gave and received in the period; nothing when there was nothing."""
    ids = [record for _, record in overview.records(TIMES)]
    heaps = by_category(gifts().filter(pk__in=ids).order_by("on", "created_at")) if ids else []
    if not heaps:
        return ()
    head, rows = _rows(heaps, overview.question(TIMES))
    return (Table(head, rows, caption="捐赠情况", numeric=frozenset({1, 3, 4}), total=True),)


def _rows(heaps: Sequence[Heap], ask: Ask) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Money and the value of goods stand in two columns: one was paid, the other is an estimate."""
    cash = [heap.fen if heap.category == CASH else 0 for heap in heaps]
    goods = [0 if heap.category == CASH else heap.fen for heap in heaps]
    amounts, word = format_amounts([*cash, *goods, sum(cash), sum(goods)], "fen")
    shown = ["" if amount == "0" else amount for amount in amounts]
    rows: list[tuple[Cell, ...]] = []
    for place, heap in enumerate(heaps):
        times = (Figure(str(heap.times), "次", url_of(replace(ask, subject=heap.category))),)
        unvalued = f"{heap.unvalued}次未估价" if heap.unvalued else ""
        rows.append((heap.category, times, heap.number_in_words, shown[place], shown[len(heaps) + place], unvalued))
    total = (Figure(str(sum(heap.times for heap in heaps)), "次", url_of(ask)),)
    rows.append(("合计", total, "", shown[-2], shown[-1], ""))
    return ("类别", "次数", "数量", f"资金（{word}）", f"物资估价（{word}）", "说明"), tuple(rows)


DONATIONS = Section("donations", "捐赠情况", donations, weight=60)
