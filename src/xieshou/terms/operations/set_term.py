"""Enter or change a term of a county."""

from __future__ import annotations

from datetime import date

from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation
from xieshou.scoping.scope import OutOfScope, current
from xieshou.terms.changes import AFTER
from xieshou.terms.models import Term


@operation("term.set", "设置学期")
def set_term(
    actor: Actor, *, county: Place, year: int, ordinal: int, name: str, starts: date, ends: date, stage: str = ""
) -> Term:
    """One term of the county, or of one stage; refuses one that overlaps another of the same."""
    if not current().everything and not current().covers(county.lo):
        raise OutOfScope(f"{county.name} is outside the active scope")
    term = keep_term(county, stage, year, ordinal, name, starts, ends)
    follow_change(county)
    current_deed().note(term, name=name, starts=str(starts), ends=str(ends))
    return term


def keep_term(county: Place, stage: str, year: int, ordinal: int, name: str, starts: date, ends: date) -> Term:
    """Write one term; what follows from a county's terms is left to :func:`follow_change`."""
    if ends <= starts:
        raise Refused("E-TRM-101 学期的结束日期要晚于开始日期。", "ends")
    others = Term.objects.filter(county=county, stage=stage).exclude(year=year, ordinal=ordinal)
    clash = others.filter(starts__lte=ends, ends__gte=starts).first()
    if clash:
        raise Refused(f"E-TRM-102 和{clash.name}（{clash.starts}至{clash.ends}）重叠了。请改日期。", "starts")
    term, _ = Term.objects.update_or_create(
        county=county, stage=stage, year=year, ordinal=ordinal, defaults={"name": name, "starts": starts, "ends": ends}
    )
    return term


def follow_change(county: Place) -> None:
    """Let apps above do what a change of the county's terms asks of them."""
    for follow in AFTER:
        follow(county)
