"""The scope that is active: which intervals of the place tree may be read and written now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


class ScopeError(RuntimeError):
    """A scoped table was touched while no scope was active."""


class OutOfScope(PermissionError):
    """A row outside the active scope was about to be written."""


class ScopeLeak(RuntimeError):
    """A query joins another scoped table, whose rows would escape their own condition."""


@dataclass(frozen=True)
class Scope:
    """Half-open intervals ``[lo, hi)`` of the place tree, or the whole tree."""

    spans: tuple[tuple[int, int], ...] = ()
    everything: bool = False
    why: str = ""

    def covers(self, *positions: int) -> bool:
        """Whether any of the positions lies inside."""
        return self.everything or any(lo <= position < hi for position in positions for lo, hi in self.spans)


_current: ContextVar[Scope | None] = ContextVar("scope", default=None)


def active() -> Scope | None:
    """The active scope, if there is one."""
    return _current.get()


def current() -> Scope:
    """The active scope; raises ScopeError without one, so that forgetting it shows nothing."""
    scope = _current.get()
    if scope is None:
        raise ScopeError("no scope is active")
    return scope


@contextmanager
def use(scope: Scope) -> Iterator[Scope]:
    """Make ``scope`` the active one."""
    token = _current.set(scope)
    try:
        yield scope
    finally:
        _current.reset(token)


@contextmanager
def unscoped(why: str) -> Iterator[Scope]:
    """Open the whole tree; ``why`` is the reason a reviewer looks for."""
    with use(Scope(everything=True, why=why)) as scope:
        yield scope
