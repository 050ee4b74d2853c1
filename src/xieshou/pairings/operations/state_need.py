"""State a need or a strength of a school, by dimension."""

from __future__ import annotations

from datetime import date
from typing import Any

from xieshou.dimensions.selectors import dimension_choices
from xieshou.kernel.text import clean_line
from xieshou.pairings.models import Need
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation


def filled(need: Need, values: dict[str, Any]) -> Need:
    """The need with these values, as every entrance must bring it; raises Refused with the field and a sentence."""
    offered = dict(dimension_choices([need.dimension]))
    for name in ("sort", "dimension", "text", "stated_on", "basis", "pairing"):
        if name in values:
            setattr(need, name, values[name])
    need.text = clean_line(need.text, 300)
    if not need.text:
        raise Refused("E-NED-101 写一句需要什么，或有什么长处。", "text")
    if need.dimension not in offered:
        raise Refused("E-NED-102 没有这个维度。请重新选。", "dimension")
    if need.pairing is not None and not need.pairing.has(need.school):
        raise Refused("E-NED-103 这一对里没有本校。请重新选。", "pairing")
    return need


@operation("need.state", "填写需求与优势")
def state_need(
    actor: Actor,
    *,
    school: Place,
    sort: str,
    dimension: str,
    text: str,
    stated_on: date,
    basis: str = "other",
    pairing: Any = None,
) -> Need:
    """One need or strength; ``pairing`` is open until the school is paired."""
    values = {"sort": sort, "dimension": dimension, "text": text, "basis": basis, "pairing": pairing}
    need = filled(Need(school=school, stated_on=stated_on), values)
    need.save()
    current_deed().note(need, text=need.text)
    return need


@operation("need.amend", "修改需求与优势")
def amend_need(actor: Actor, *, need: Need, version: int | None = None, **values: Any) -> Need:
    """Say it better, or after another look at the lessons."""
    row: Need = Need.locked(need.pk)
    row.advance(version)
    filled(row, values).save()
    current_deed().note(row, text=row.text)
    return row
