"""What comes along when a school year turns: each app above says what it offers, and carries what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xieshou.kernel.periods import Period
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor


@dataclass(frozen=True)
class Offer:
    """One thing that may be chosen: its id, what it is called, and whether it is chosen beforehand."""

    id: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Turner:
    """An app's part of the dialogue; ``carry`` gets the ids chosen among its offers and the new year's days."""

    code: str
    heading: str
    offers: Callable[[Place, Period], list[Offer]]
    carry: Callable[[Actor, Sequence[str], Period], None]


TURNERS: list[Turner] = []
