"""Say what a class of schools owes from a day on; what was asked before ends on the eve."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone

from xieshou.dimensions.selectors import dimension_choices
from xieshou.duties.models import DutyRule
from xieshou.kernel.dates import show
from xieshou.kernel.text import clean_line
from xieshou.places.models import COUNTY, SETTINGS, STAGES, Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

MOST = 99


@operation("duty_rule.set", "定帮扶任务的规则")
def set_duty_rule(
    actor: Actor,
    *,
    county: Place,
    setting: str,
    stage: str,
    partners: int,
    since: date,
    dimensions: Sequence[str] = (),
    basis: str = "",
    version: int | None = None,
) -> DutyRule:
    """One rule a class; 0 partners lifts the duty of that class from the day on.

    ``version`` is that of the rule that was shown, 0 where none was; raises Conflict where another stands now.
    """
    if county.level != COUNTY:
        raise Refused("E-DTY-101 帮扶任务由县里定。")
    if setting not in dict(SETTINGS) or stage not in ("", *dict(STAGES)):
        raise Refused("E-DTY-102 没有这一类学校。请重新选。", "stage")
    if not 0 <= partners <= MOST:
        raise Refused("E-DTY-103 帮几所要在0到99之间。", "partners")
    if set(dimensions) - dict(dimension_choices(dimensions)).keys():
        raise Refused("E-DTY-104 没有这个维度。请重新选。", "dimensions")
    Place.objects.select_for_update(of=("self",)).get(pk=county.pk)  # two first rules of a class would both find none
    row = DutyRule(county=county, setting=setting, stage=stage)
    stands = DutyRule.objects.select_for_update(of=("self",)).filter(
        county=county, setting=setting, stage=stage, until__isnull=True
    )
    for one in stands:
        if since < one.since:
            raise Refused(
                f"E-DTY-105 这一类的规则从{show(one.since, timezone.localdate())}起定过，日子不能更早。", "since"
            )
        one.advance(version)
        if one.since == since:
            row = one  # said again on the same day: mended
            continue
        one.until = since - timedelta(days=1)
        one.save()
    row.partners, row.dimensions, row.since = partners, list(dimensions), since
    row.basis = clean_line(basis, 120)
    row.save()
    current_deed().note(row, named=row.named, partners=partners, dimensions=row.dimensions, since=str(since))
    return row
