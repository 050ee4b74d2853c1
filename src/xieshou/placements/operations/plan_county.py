"""What the county plans: which school owes how many posts, and the batches they are sent in."""

from __future__ import annotations

from datetime import date

from xieshou.kernel.text import clean_line
from xieshou.placements.models import Batch, Duty
from xieshou.places.models import COUNTY, Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

MOST_POSTS = 9999
YEARS = range(2000, 2100)


def _check(county: Place, year: int, planned_posts: int) -> None:
    if county.level != COUNTY:
        raise Refused("E-SND-130 任务和批次由县里定。")
    if year not in YEARS:
        raise Refused("E-SND-131 学年写开学那一年，比如2026。", "year")
    if not 0 <= planned_posts <= MOST_POSTS:
        raise Refused("E-SND-132 人数要在0到9999之间。", "planned_posts")


@operation("duty.set", "定派遣任务")
def set_duty(actor: Actor, *, county: Place, school: Place, year: int, planned_posts: int, remark: str = "") -> Duty:
    """Say how many posts a school owes in a school year; 0 lifts the duty."""
    _check(county, year, planned_posts)
    if not school.is_school or not county.covers(school):
        raise Refused("E-SND-133 只能给本县的学校定任务。", "school")
    row = Duty.objects.select_for_update(of=("self",)).filter(county=county, school=school, year=year).first()
    duty = row or Duty(county=county, school=school, year=year)
    if row is not None:
        duty.advance(None)
    duty.planned_posts, duty.remark = planned_posts, clean_line(remark, 120)
    duty.save()
    current_deed().note(duty, school=school.pk, year=year, planned_posts=planned_posts, remark=duty.remark)
    return duty


@operation("batch.set", "定派遣批次")
def set_batch(
    actor: Actor,
    *,
    county: Place,
    year: int,
    number: int,
    planned_posts: int,
    starts: date,
    ends: date,
    name: str = "",
    basis: str = "",
) -> Batch:
    """Open the batch of this number in a school year, or change it."""
    _check(county, year, planned_posts)
    if number < 1:
        raise Refused("E-SND-134 批次从第1批写起。", "number")
    if ends < starts:
        raise Refused("E-SND-135 结束日期不能早于开始日期。", "ends")
    row = Batch.objects.select_for_update(of=("self",)).filter(county=county, year=year, number=number).first()
    batch = row or Batch(county=county, year=year, number=number)
    if row is not None:
        batch.advance(None)
    batch.planned_posts, batch.starts, batch.ends = planned_posts, starts, ends
    batch.name = clean_line(name, 60) or f"{year}年第{number}批"
    batch.basis = clean_line(basis, 120)
    batch.save()
    current_deed().note(batch, year=year, number=number, planned_posts=planned_posts, name=batch.name)
    return batch
