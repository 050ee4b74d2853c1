"""A plan as the beginning of the next year's: every day, term and quota a year later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from xieshou.kernel.periods import a_year_later
from xieshou.plans.models import CalendarItem, Measure, Plan, Promise
from xieshou.plans.operations.write_plan import CalendarDraft, Contents, MeasureDraft, PromiseDraft
from xieshou.plans.selectors import calendar_of, measures_of


def next_month_end(item: CalendarItem) -> date:
    """A line that ends with its February ends with the next one, be it longer or shorter."""
    following = date.fromordinal(item.ends.toordinal() + 1)
    return date.fromordinal(a_year_later(following).toordinal() - 1) if following.day == 1 else a_year_later(item.ends)


SAME = ("name", "indicator", "minimum", "maximum", "per", "each", "counting", "doer", "responsible", "clause", "heads")


def drafts_of(promises: Sequence[Promise], measures: Sequence[Measure]) -> list[PromiseDraft]:
    """Promises as drafts of another plan, by position."""
    under = {measure.pk: place for place, measure in enumerate(measures)}
    within = {promise.pk: place for place, promise in enumerate(promises)}
    return [
        PromiseDraft(
            **{name: getattr(promise, name) for name in SAME}, subjects=tuple(promise.subjects),
            measure=under.get(promise.measure_id) if promise.measure_id else None,
            within=within.get(promise.within_id) if promise.within_id else None,
        )
        for promise in promises
    ]  # fmt: skip


def next_contents(plan: Plan, kept: Sequence[PromiseDraft], chosen: Sequence[UUID]) -> Contents:
    """Measures and calendar a year later, with the promises that are kept; ``chosen`` are their keys, in order."""
    return Contents(
        [MeasureDraft(one.heading, one.text, one.need, one.lead) for one in measures_of(plan)],
        kept,
        [
            CalendarDraft(
                a_year_later(item.starts), next_month_end(item), item.text,
                chosen.index(item.promise_id) if item.promise_id in chosen else None,
            )
            for item in calendar_of(plan)
        ],
    )  # fmt: skip
