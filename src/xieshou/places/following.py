"""What follows when a school passes into another: each app above says what it will do, and does it in the same step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from xieshou.scoping.operations import Actor

from .models import Place


@dataclass(frozen=True)
class Passing:
    """A school that ends on the eve of ``on``, and who goes on for it, if anybody; of a split only ``staff`` go.

    ``moved``: the heir is the school itself at another place, not another that takes it in.
    """

    old: Place
    heir: Place | None
    on: date
    staff: frozenset[UUID] | None = None
    moved: bool = False

    @property
    def eve(self) -> date:
        """The last day of what was."""
        return self.on - timedelta(days=1)


@dataclass(frozen=True)
class Follower:
    """An app that keeps something of a school: what it foresees, in sentences, and how it carries it over."""

    foresee: Callable[[Passing], list[str]]
    carry: Callable[[Actor, Passing], None]


FOLLOWERS: list[Follower] = []


def foreseen(passing: Passing) -> list[str]:
    """Everything that will happen, before it does."""
    return [line for follower in FOLLOWERS for line in follower.foresee(passing)]


def carry(actor: Actor, passing: Passing) -> None:
    """Let everybody follow; runs inside the operation that changes the school."""
    for follower in FOLLOWERS:
        follower.carry(actor, passing)
