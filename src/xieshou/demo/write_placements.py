"""Who was sent where: duties and batches of the county, and each placement on the day it began."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import partial
from typing import Any

from xieshou.placements.operations.amend_placement import end_placement
from xieshou.placements.operations.plan_county import set_batch, set_duty
from xieshou.placements.operations.record_placement import record_placement
from xieshou.places.models import Place

from .calendar import TermDays
from .content.pairs import DUTIES, SENDS
from .diary import Diary
from .ground import Ground, actor_of
from .spec import SendSpec

BEGINS = timedelta(days=35)
ENDED_EARLY = ("城关镇第一小学", "枫林镇中心小学", "语文")


def add_placements(ground: Ground, county: Place, diary: Diary) -> None:
    """Everything about placements of all years."""
    for year in ground.years:
        day = date(year, 8, 25)
        for name, posts in DUTIES:
            if ground.has(name):
                diary.add(day, partial(_duty, ground, county, name, year, posts))
    sends = [spec for spec in SENDS if ground.has(spec.giver, spec.host)]
    batches: dict[tuple[int, int], Any] = {}
    for term in ground.terms:
        here = [spec for spec in sends if spec.every == "term" or term.ordinal == 1]
        diary.add(term.period.starts, partial(_batch, ground, county, term, here, batches))
        for spec in here:
            starts = term.period.starts + (BEGINS if spec.days else timedelta())
            diary.add(starts, partial(_send, ground, county, term, spec, starts, batches))
    ended = date(ground.years[0] + 1, 3, 20)
    if ground.today > ended and len(ground.years) > 1:
        diary.add(ended, lambda: _end_early(ground, ended))


def _duty(ground: Ground, county: Place, name: str, year: int, posts: int) -> None:
    set_duty(actor_of(county), county=county, school=ground.schools[name], year=year, planned_posts=posts)


def _batch(
    ground: Ground, county: Place, term: TermDays, sends: list[SendSpec], batches: dict[tuple[int, int], Any]
) -> None:
    own = [spec for spec in sends if county.covers(ground.schools[spec.giver])]
    year_end = [one.period.ends for one in ground.terms if one.year == term.year][-1]
    batches[term.year, term.ordinal] = set_batch(
        actor_of(county),
        county=county,
        year=term.year,
        number=term.ordinal,
        planned_posts=len(own) + 2,
        starts=term.period.starts,
        ends=year_end,
        basis=f"云教人〔{term.period.starts.year}〕{20 + term.ordinal}号",
    )


def _name(ground: Ground, spec: SendSpec, year: int) -> str:
    """The one named in the newest year; in earlier years a colleague of the same subject went."""
    if year == ground.years[-1] or spec.kind != "teaching":
        return spec.name
    staff = ground.staff[ground.schools[spec.giver].pk]
    alike = Counter(one.name for one in staff)
    named = {one.name for one in SENDS}
    free = [s.name for s in staff if s.subject == spec.subject and alike[s.name] == 1 and s.name not in named]
    going = {one.name for rows in ground.placed.values() for one in rows if one.starts.year == year}
    return next((name for name in free[::-1] if name not in going), spec.name)


def _send(
    ground: Ground, county: Place, term: TermDays, spec: SendSpec, day: date, batches: dict[tuple[int, int], Any]
) -> None:
    owner, host = ground.schools[spec.giver], ground.schools[spec.host]
    last = [one.period.ends for one in ground.terms if one.year == term.year][-1]
    ends = day + timedelta(days=spec.days) if spec.days else term.period.ends if spec.every == "term" else last
    row = record_placement(
        actor_of(owner),
        owner=owner,
        host=host,
        by="人事干事",
        name=_name(ground, spec, term.year),
        batch=batches[term.year, term.ordinal] if county.covers(owner) else None,
        kind=spec.kind,
        subject=spec.subject,
        starts=day,
        ends=ends,
        weekly_lessons=spec.weekly,
        project=spec.project,
        duties=spec.duties,
        lodging=spec.lodging,
    )
    ground.placed.setdefault((owner.pk, host.pk), []).append(row)


def _end_early(ground: Ground, day: date) -> None:
    """One of the first year came home before the time."""
    if not ground.has(*ENDED_EARLY[:2]):
        return
    owner, host = (ground.schools[name] for name in ENDED_EARLY[:2])
    found = [p for p in ground.placed[owner.pk, host.pk] if p.subject == ENDED_EARLY[2] and p.period.contains(day)]
    for one in found[:1]:
        one.refresh_from_db()
        end_placement(actor_of(owner), placement=one, actual_end=day, because="照顾住院的家人，本人申请")
