"""What a slip may do: record apps register their acts, and say what a stranger is shown of a record."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from xieshou.places.models import Place
from xieshou.scoping.operations import Actor
from xieshou.scoping.scope import Scope

from .models import Slip

USE = "slip.use"


@dataclass(frozen=True)
class About:
    """A record as the other side may see it. When ``stamp`` changes, slips made before open nothing any more."""

    title: str
    lines: tuple[tuple[str, str], ...]
    stamp: str
    owner: Place
    recorded_by: str


@dataclass(frozen=True)
class Said:
    """What was said: true, or one sentence on what differs."""

    true: bool
    by: str
    way: str
    remark: str = ""


@dataclass(frozen=True)
class Act:
    """One act on records of one sort, whose pages stand under ``pages``.

    ``about`` answers None where the record does not wait for this place's word.
    """

    code: str
    pages: str
    actions: frozenset[str]
    about: Callable[[UUID, Place], About | None]
    say: Callable[[Actor, UUID, Place, Said], None]


ACTS: dict[str, Act] = {}


def register(act: Act) -> None:
    """Open an act to slips."""
    ACTS[act.code] = act


def stamp_of(values: Any) -> str:
    """A digest of what counts in a record."""
    return hashlib.sha256(repr(values).encode()).hexdigest()


@dataclass(frozen=True)
class Bearer:
    """Whoever holds a slip: may do its one act, at its one place, and is named by it in the audit chain."""

    slip: Slip

    def scope_for(self, action: str) -> Scope | None:
        """The slip's place, for its own act alone."""
        if action != USE and action not in ACTS[self.slip.act].actions:
            return None
        return self.scope

    @property
    def scope(self) -> Scope:
        """The slip's place."""
        return Scope(spans=((self.slip.place.lo, self.slip.place.hi),))

    @property
    def label(self) -> str:
        """For the audit trail."""
        return f"slip:{self.slip.pk.hex}"

    @property
    def home_lo(self) -> int:
        """The county of the school that made the slip."""
        lo: int = self.slip.owner.lo
        return lo
