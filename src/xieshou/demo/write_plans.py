"""Plans of every pair and year: quotas, measures that answer needs, a calendar, sent and accepted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from xieshou.clauses.reader import clause_saying
from xieshou.kernel.periods import school_year, school_year_label
from xieshou.places.models import Place
from xieshou.plans.models import Plan, Promise
from xieshou.plans.operations.set_promise import replan_promise
from xieshou.plans.operations.write_plan import (
    CalendarDraft,
    Contents,
    MeasureDraft,
    PromiseDraft,
    accept_plan,
    send_plan,
    write_plan,
)

from .calendar import in_school_year, month_end
from .content import papers
from .content.programs import QUOTAS
from .diary import Diary
from .ground import Bond, Ground, actor_of
from .spec import Quota

SENT_AFTER, ACCEPTED_AFTER = timedelta(days=3), timedelta(days=8)
RAINED = ("城关镇第二小学", "柳河乡中心小学", "听评课")


def add_plans(ground: Ground, bond: Bond, diary: Diary) -> None:
    """A plan a year, written by the school that is helped; the newest may be unaccepted or missing."""
    written: dict[int, Plan] = {}
    for year in ground.years:
        newest = year == ground.years[-1]
        state = bond.spec.plan if newest else "accepted"
        if not bond.spec.quotas or state == "missing":
            continue
        day = date(year, 9, 3)
        diary.add(day, _Writing(ground, bond, year, written))
        diary.add(day + SENT_AFTER, partial(_send, bond, written, year))
        if state == "accepted":
            diary.add(day + ACCEPTED_AFTER, partial(_accept, bond, written, year))
        if newest and (bond.spec.first, bond.spec.second) == RAINED[:2]:
            diary.add(ground.today - timedelta(days=20), partial(_replan, bond, written, year))


def add_community_plans(ground: Ground, members: Sequence[Place], diary: Diary) -> None:
    """The core school's plan for the community, accepted by its first member on the same day."""
    for year in ground.years:
        diary.add(date(year, 9, 3), partial(_community_plan, ground, members, year))


def _community_plan(ground: Ground, members: Sequence[Place], year: int) -> None:
    core, member = members[0], members[1]
    span = school_year(year)
    promises = [
        PromiseDraft(q.name, q.indicator, q.minimum, measure=n) for n, q in enumerate(QUOTAS["COMMUNITY_QUOTAS"])
    ]
    measures = [MeasureDraft(quota.heading, papers.MEASURES[quota.heading][0]) for quota in QUOTAS["COMMUNITY_QUOTAS"]]
    plan = write_plan(
        actor_of(core),
        school=core,
        title=f"{ground.community}{school_year_label(year)}工作计划",
        sort="annual",
        starts=span.starts,
        ends=span.ends,
        contents=Contents(measures, promises),
        community=ground.community,
        guiding=papers.GUIDING,
        guarantees=papers.GUARANTEES,
    )
    send_plan(actor_of(core), plan=plan)
    accept_plan(actor_of(member), plan=plan, school=member, by="教导处")


def _send(bond: Bond, written: dict[int, Plan], year: int) -> None:
    send_plan(actor_of(bond.second), plan=written[year])


def _accept(bond: Bond, written: dict[int, Plan], year: int) -> None:
    accept_plan(actor_of(bond.first), plan=written[year], school=bond.first, by=bond.contact(bond.first))


def _replan(bond: Bond, written: dict[int, Plan], year: int) -> None:
    """Rain took a visit away: three become two."""
    plan = written.get(year)
    promise = Promise.objects.filter(plan=plan, name=RAINED[2]).first() if plan else None
    if promise is not None:
        changes: dict[str, Any] = {"minimum": 2, "reason": "rain", "note": "连下两周雨，山路塌方，少去一次"}
        replan_promise(actor_of(bond.second), promise=promise, by=bond.contact(bond.second), **changes)


class _Writing:
    """Writes the plan of a year and keeps it for those that follow."""

    def __init__(self, ground: Ground, bond: Bond, year: int, written: dict[int, Plan]) -> None:
        self.ground, self.bond, self.year, self.written = ground, bond, year, written

    def __call__(self) -> Plan:
        bond, year, span = self.bond, self.year, school_year(self.year)
        plan = write_plan(
            actor_of(bond.second),
            school=bond.second,
            title=f"与{bond.first.brief}结对帮扶{school_year_label(year)}工作计划",
            sort="annual",
            starts=span.starts,
            ends=span.ends,
            contents=self.contents(),
            pairing=bond.pairing,
            agreement=bond.agreement,
            copied_from=self.written.get(year - 1),
            theme=papers.THEMES[year % len(papers.THEMES)],
            guiding=papers.GUIDING,
            organisation=papers.ORGANISATION,
            guarantees=papers.GUARANTEES,
        )
        self.written[year] = plan
        return plan

    def contents(self) -> Contents:
        """Measures under the headings that are used, the quotas, and the months they fall into."""
        quotas = self.bond.spec.quotas
        headings = list(dict.fromkeys(quota.heading for quota in quotas))
        measures = [self._measure(heading) for heading in headings]
        promises = [self._promise(quota, headings.index(quota.heading)) for quota in quotas]
        return Contents(measures, promises, self._calendar(quotas))

    def _measure(self, heading: str) -> MeasureDraft:
        text, dimension = papers.MEASURES[heading]
        answered = [n for n in self.bond.needs if n.sort == "need" and n.dimension == dimension]
        return MeasureDraft(heading, text, answered[0] if answered else None)

    def _promise(self, quota: Quota, measure: int) -> PromiseDraft:
        doer = self.bond.side(quota.doer) if quota.doer else None
        return PromiseDraft(
            quota.name,
            quota.indicator,
            quota.minimum,
            quota.maximum,
            per=quota.per,
            each=quota.each,
            subjects=quota.subjects,
            counting=quota.counting,
            doer=doer,
            responsible=self.bond.contact(doer or self.bond.second),
            measure=measure,
            clause=clause_saying(quota.indicator, self.bond.agreement),
        )

    def _calendar(self, quotas: tuple[Quota, ...]) -> list[CalendarDraft]:
        lines = []
        for first, last, text, serves in papers.CALENDAR:
            found = [n for n, quota in enumerate(quotas) if serves and quota.name.startswith(serves)]
            if serves and not found:
                continue
            starts = in_school_year(self.year, first, 1)
            ends = month_end(in_school_year(self.year, last, 1))
            lines.append(CalendarDraft(starts, ends, text, found[0] if found else None))
        return lines
