"""A school is called something else from a day on; what it was called until then is kept."""

from __future__ import annotations

from datetime import date, timedelta

from xieshou.places.models import Place
from xieshou.places.naming import keep_apart
from xieshou.places.succession import fresh_name, locked, note
from xieshou.scoping.operations import Actor, Refused, operation


@operation("place.rename", "学校更名")
def rename_school(actor: Actor, *, school: Place, name: str, on: date, short: str = "", reason: str = "") -> Place:
    """The new name from a day on; reports of earlier days keep the old one."""
    row = locked(school, on)
    name = fresh_name(row.parent, name, but=row)
    if name == row.name:
        raise Refused("E-PLC-114 名字和原来一样。", "name")
    eve = (on - timedelta(days=1)).isoformat()
    if row.former and row.former[-1][2] >= eve:
        raise Refused("E-PLC-115 这一天或更晚已经更过名了，日期要更晚。", "on")
    note("renamed", row, row, on, reason)
    row.former = [*row.former, [row.name, row.short, eve]]
    if row.name not in row.aliases:
        row.aliases = [*row.aliases, row.name]
    row.name, row.short = name, short
    row.save()
    keep_apart(row)
    return row
