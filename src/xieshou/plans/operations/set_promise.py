"""Add a promise, change what it counts, or re-plan its number with a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone

from xieshou.kernel.text import clean_line
from xieshou.plans.models import Measure, Plan, Promise, Replan
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

from .write_plan import PromiseDraft, checked_inner, checked_promise, promise_row, reopen


def _plan_of(promise: Promise, version: int | None) -> Plan:
    plan: Plan = Plan.locked(promise.plan_id)
    plan.advance(version)
    return plan


@operation("promise.set", "设置承诺")
def set_promise(
    actor: Actor,
    *,
    plan: Plan,
    draft: PromiseDraft,
    promise: Promise | None = None,
    measure: Measure | None = None,
    inner: PromiseDraft | None = None,
    version: int | None = None,
) -> Promise:
    """Add a promise to a plan, or change one while the plan is a draft; later its number is re-planned.

    ``measure`` is the one it stands under; the draft's own position counts only when a plan is written whole.
    ``inner`` is what a part of it has to be: 其中信息技术整合不少于2次.
    """
    row: Plan = Plan.locked(plan.pk)
    if promise is not None and row.state == "accepted":
        raise Refused("E-PRM-110 双方已定的承诺不能直接改。用“调整”，写上原因。")
    row.advance(version)
    last = Promise.objects.filter(plan=row).aggregate(last=Max("order"))["last"]
    fresh = promise_row(row, 0 if last is None else last + 1, checked_promise(draft))
    fresh.measure = measure
    if draft.doer is not None and row.pairing is not None and not row.pairing.has(draft.doer):
        raise Refused("E-PRM-115 做的一方要是两校之一。", "doer")
    if promise is not None:
        kept = Promise.objects.get(pk=promise.pk, plan=row)
        fresh.pk, fresh.order = kept.pk, kept.order
        fresh._state.adding = False
    fresh.save()
    _set_inner(fresh, inner)
    reopen(row)
    current_deed().note(fresh, name=fresh.name, minimum=fresh.minimum, inner=inner.indicator if inner else "")
    return fresh


def _set_inner(whole: Promise, inner: PromiseDraft | None) -> None:
    """Write the part anew, or take it away; a part that only changes its number keeps its row."""
    standing = Promise.objects.filter(within=whole)
    if inner is None:
        standing.delete()
        return
    row = promise_row(whole.plan, whole.order, checked_promise(inner))
    row.within, row.measure = checked_inner(row, whole), whole.measure
    kept = standing.filter(indicator=row.indicator).first()
    standing.exclude(pk=kept.pk if kept else None).delete()
    if kept is not None:
        row.pk, row._state.adding = kept.pk, False
    row.save()


@operation("promise.drop", "删去承诺")
def drop_promise(actor: Actor, *, promise: Promise, version: int | None = None) -> Plan:
    """Take a promise out of a plan that is not yet settled."""
    plan = _plan_of(promise, version)
    if plan.state == "accepted":
        raise Refused("E-PRM-111 双方已定的承诺不能删。用“调整”，写上原因。")
    current_deed().note(promise, dropped=promise.name)
    Promise.objects.filter(pk=promise.pk).delete()
    return plan


@operation("promise.replan", "调整承诺")
def replan_promise(
    actor: Actor,
    *,
    promise: Promise,
    minimum: int,
    reason: str,
    by: str,
    effective: date | None = None,
    note: str = "",
    version: int | None = None,
) -> Promise:
    """Another number from a day on, with the reason; what was promised before stays readable."""
    if reason not in dict(Replan.REASONS):
        raise Refused("E-PRM-112 选一个原因：天气、考试、经费、人员变动，或其他。", "reason")
    if reason == "other" and not note.strip():
        raise Refused("E-PRM-113 选了“其他”，写一句是什么原因。", "note")
    plan = _plan_of(promise, version)
    row: Promise = Promise.objects.get(pk=promise.pk)
    if minimum < 1:
        raise Refused("E-PRM-102 次数至少是1。不做了，就在措施里说明。", "minimum")
    if minimum == row.minimum:
        raise Refused(f"E-PRM-114 现在就是{minimum}，没有变。", "minimum")
    changes: dict[str, Any] = {"old_minimum": row.minimum, "new_minimum": minimum, "reason": reason, "by": by}
    today = timezone.localdate()
    Replan(plan=plan, promise=row, on=today, effective=effective or today, note=clean_line(note, 200), **changes).save()
    row.minimum = minimum
    if row.maximum is not None and row.maximum < minimum:
        row.maximum = minimum
    row.save()
    current_deed().note(row, **changes)
    return row
