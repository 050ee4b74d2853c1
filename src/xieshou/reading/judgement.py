"""What is said of one figure, and the measures by which it is held against an amount."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xieshou.reading.agreement import agrees, within
from xieshou.reading.cues import base_unit
from xieshou.reading.figures import FigureRead, Zones
from xieshou.reading.statements import Names, Statement

Verdict = Literal["borne_out", "contradicted", "no_record", "not_a_claim"]


@dataclass(frozen=True)
class Judgement:
    """What the ledger says to one figure or wording, with the reason in a sentence the writer can read."""

    figure: FigureRead
    verdict: Verdict
    statement: Statement | None
    said: str
    recorded: Decimal | None
    why: str
    cells: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class Place:
    """A figure with the text around it and the names the report knows."""

    figure: FigureRead
    names: Names
    partners: frozenset[tuple[str, ...]] = frozenset()

    @property
    def zone(self) -> Zones:
        """The text around the figure."""
        return self.figure.zone


Groups = dict[tuple[str, str], list[Statement]]


def plain_judgement(figure: FigureRead, verdict: Verdict, why: str, statement: Statement | None = None) -> Judgement:
    """A judgement that holds the figure against no amount."""
    return Judgement(figure, verdict, statement, figure.text, None, why)


def written(amount: Decimal, figure: FigureRead, statement: Statement) -> str:
    """An amount in the unit and scale in which the figure is written."""
    unit, scale = base_unit(figure.unit or statement.units[0])
    shown = (amount / scale).normalize()
    return f"{shown:f}{figure.unit or unit}"


def limits(figure: FigureRead) -> tuple[Decimal, ...]:
    """The figure, or both ends of its range, with 万 multiplied out."""
    scale = base_unit(figure.unit)[1]
    values = figure.value if isinstance(figure.value, tuple) else (figure.value,)
    return tuple(value * scale for value in values)


def borne_out_by(amount: Decimal, figure: FigureRead) -> bool:
    """Whether an amount bears out a figure, range and modifier included."""
    said = limits(figure)
    if len(said) == 2:
        return within(amount, *said)
    return agrees(amount, said[0], figure.modifier, base_unit(figure.unit)[1])
