"""Set the measures and the calendar of a plan as whole lists of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from xieshou.kernel.text import clean_line, clean_text
from xieshou.plans.models import CalendarItem, Measure, Plan
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

from .write_plan import CalendarDraft, MeasureDraft, reopen


@dataclass(frozen=True)
class MeasureRow(MeasureDraft):
    """A measure as edited; ``id`` names the one that stands, so that its promises keep pointing at it."""

    id: UUID | None = None


@dataclass(frozen=True)
class CalendarRow(CalendarDraft):
    """A line as edited; ``target`` is the promise it serves."""

    target: Any = None


@operation("measure.set", "写措施")
def set_measures(actor: Actor, *, plan: Plan, measures: Sequence[MeasureRow], version: int | None = None) -> Plan:
    """Write all measures in their order; one that is no longer named goes, its promises stay without it."""
    row: Plan = Plan.locked(plan.pk)
    row.advance(version)
    standing = {measure.pk: measure for measure in Measure.objects.filter(plan=row)}
    for order, draft in enumerate(measures):
        measure = standing.pop(draft.id, None) if draft.id else None
        measure = measure or Measure(plan=row)
        measure.order, measure.need, measure.lead = order, draft.need, draft.lead
        measure.heading, measure.text = clean_line(draft.heading, 60), clean_text(draft.text, 600)
        if not measure.heading or not measure.text:
            raise Refused(f"E-PLN-107 第{order + 1}条措施的标题和内容都要写。")
        measure.save()
    for gone in standing.values():
        gone.delete()
    row.save()
    reopen(row)
    current_deed().note(row, measures=len(measures))
    return row


@operation("calendar.set", "排月度安排")
def set_calendar(actor: Actor, *, plan: Plan, lines: Sequence[CalendarRow], version: int | None = None) -> Plan:
    """Write the calendar anew. What was promised is untouched, so nobody has to accept again."""
    row: Plan = Plan.locked(plan.pk)
    row.advance(version)
    CalendarItem.objects.filter(plan=row).delete()
    for number, line in enumerate(lines):
        if line.ends < line.starts:
            raise Refused(f"E-PLN-105 月度安排第{number + 1}行的结束早于开始。")
        item = CalendarItem(plan=row, order=number, starts=line.starts, ends=line.ends, promise=line.target)
        item.text = clean_line(line.text, 300)
        item.save()
    row.save()
    current_deed().note(row, lines=len(lines))
    return row
