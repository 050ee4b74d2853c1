"""Set one of the county's numbers from a day on."""

from __future__ import annotations

from datetime import date

from xieshou.kernel.text import clean_line
from xieshou.places.models import COUNTY, Place
from xieshou.progress.models import Rule
from xieshou.progress.samples import SAMPLES
from xieshou.scoping.operations import Actor, Refused, current_deed, operation


@operation("rule.set", "改提醒规则")
def set_rule(actor: Actor, *, county: Place, code: str, value: int, source: str, since: date) -> Rule:
    """From ``since`` on the county counts by this number; what held before stays readable."""
    sample = SAMPLES.get(code)
    if sample is None or county.level != COUNTY:
        raise Refused("E-RUL-101 没有这条规则。请重新选。", "code")
    if not sample.least <= value <= sample.most:
        raise Refused(f"E-RUL-102 {sample.label}应在{sample.least}到{sample.most}{sample.unit}之间。", "value")
    source = clean_line(source, 120)
    if not source:
        raise Refused("E-RUL-103 写一句依据：哪份文件，或者哪次会议。", "source")
    row = Rule.objects.filter(county=county, code=code, since=since).first()
    if row is None:
        row = Rule(county=county, code=code, since=since)
    row.value, row.source = value, source
    row.save()
    current_deed().note(row, code=code, value=value, source=source, since=str(since))
    return row
