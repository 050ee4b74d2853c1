"""What the bureau of the demonstration asks of its town schools."""

from __future__ import annotations

from datetime import date

from xieshou.places.models import Place
from xieshou.scoping.operations import Actor

from .operations.set_duty_rule import set_duty_rule


def ask_sample(actor: Actor, county: Place, since: date, basis: str) -> None:
    """Each junior high school of the town helps one other, in teaching research among the rest."""
    given = {"setting": "town", "stage": "middle", "partners": 1, "dimensions": ("research",)}
    set_duty_rule(actor, county=county, since=since, basis=basis, **given)
