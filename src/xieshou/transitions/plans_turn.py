"""When a school year turns: last year's plans become drafts of the new one."""

from __future__ import annotations

from collections.abc import Sequence

from xieshou.drafting.copying import drafts_of, next_contents, next_month_end
from xieshou.drafting.forms.texts import texts_of
from xieshou.kernel.periods import Period, a_year_later, named_a_year_later
from xieshou.places.models import Place
from xieshou.plans.models import CalendarItem, Plan
from xieshou.plans.operations.write_plan import write_plan
from xieshou.plans.selectors import measures_of, promises_of
from xieshou.scoping.operations import Actor
from xieshou.terms.turning import Offer


def offers(county: Place, year: Period) -> list[Offer]:
    """Yearly plans of the county's schools that end as the year begins and were not copied yet."""
    copied = Plan.objects.filter(copied_from__isnull=False).order_by().values("copied_from")
    last = Plan.objects.filter(sort="annual", starts__lt=year.starts, ends__gte=_a_year_before(year))
    inside = last.filter(school__lo__gte=county.lo, school__lo__lt=county.hi, school__closed__isnull=True)
    return [
        Offer(str(plan.pk), f"{plan.school.brief}：{plan.title}", True)
        for plan in inside.exclude(pk__in=copied).select_related("school").order_by("school__lo", "title")
    ]


def _a_year_before(year: Period) -> object:
    return year.starts.replace(year=year.starts.year - 1, day=1)


def carry(actor: Actor, chosen: Sequence[str], year: Period) -> None:
    """Copy the chosen plans with all they hold; those of a pair that has ended stay behind."""
    found = Plan.objects.filter(pk__in=list(chosen)).select_related("school", "pairing")
    for plan in found:
        if plan.pairing is not None and plan.pairing.until is not None:
            continue
        _copy(actor, plan)


def _copy(actor: Actor, plan: Plan) -> None:
    measures, promises = measures_of(plan), promises_of(plan)
    write_plan(
        actor,
        school=plan.school,
        pairing=plan.pairing,
        community=plan.community,
        agreement=plan.agreement,
        copied_from=plan,
        contents=next_contents(plan, drafts_of(promises, measures), [one.pk for one in promises]),
        **{
            **texts_of(plan),
            "title": named_a_year_later(plan.title),
            "sort": plan.sort,
            "starts": a_year_later(plan.starts),
            "ends": next_month_end(CalendarItem(ends=plan.ends)),
        },
    )
