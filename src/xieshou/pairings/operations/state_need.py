"""State a need or a strength of a school, by dimension."""

from __future__ import annotations

from datetime import date
from typing import Any

from xieshou.catalogue.headings import DIMENSION_LABELS
from xieshou.kernel.text import clean_line
from xieshou.pairings.models import Need
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation


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
    text = clean_line(text, 300)
    if not text:
        raise Refused("E-NED-101 写一句需要什么，或有什么长处。", "text")
    if dimension not in DIMENSION_LABELS:
        raise Refused("E-NED-102 没有这个维度。请重新选。", "dimension")
    need = Need(
        school=school, sort=sort, dimension=dimension, text=text, stated_on=stated_on, basis=basis, pairing=pairing
    )
    need.save()
    current_deed().note(need, text=text)
    return need
