"""A school goes to another town or county: a new position, the old one ends, and nothing posted is rewritten."""

from __future__ import annotations

from datetime import date

from xieshou.places.models import SCHOOL, Place
from xieshou.places.succession import begin, end, fresh_name, locked, note, shut
from xieshou.scoping.operations import Actor, Refused, operation


@operation("place.move", "学校迁址")
def move_school(actor: Actor, *, school: Place, parent: Place, on: date, setting: str = "", reason: str = "") -> Place:
    """The school at its new place; the place it left keeps its totals and the records behind them."""
    old = locked(school, on)
    if parent.pk == old.parent_id:
        raise Refused("E-PLC-116 本来就在这里。请选要迁去的乡镇。", "parent")
    name = fresh_name(parent, old.name)
    setting = setting or old.setting
    shut(old, on)
    heir = begin(actor, old, parent=parent, level=SCHOOL, name=name, on=on, setting=setting, former=old.former)
    note("moved", old, heir, on, reason)
    end(actor, old, heir, on, moved=True)
    return heir
