"""What one answer asks several times is read once; a write forgets it all, and nothing outlives the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from .scope import active

P = ParamSpec("P")
T = TypeVar("T")
_kept: ContextVar[dict[Any, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def answering() -> Iterator[None]:
    """Remember what is read until the answer is written."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


@contextmanager
def writing() -> Iterator[None]:
    """A write reads everything afresh; afterwards nothing read before it is remembered."""
    kept = _kept.get()
    token = _kept.set(None)
    try:
        yield
    finally:
        _kept.reset(token)
        if kept is not None:
            kept.clear()


def once(read: Callable[P, T]) -> Callable[P, T]:
    """A reading that is the same for one scope and the same arguments; nobody changes what it returns."""

    @wraps(read)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> T:
        kept = _kept.get()
        if kept is None:
            return read(*args, **kwargs)
        key = (remembered, active(), args, tuple(sorted(kwargs.items())))
        if key not in kept:
            kept[key] = read(*args, **kwargs)
        found: T = kept[key]
        return found

    return remembered
