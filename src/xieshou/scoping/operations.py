"""The one way to write: grant, narrower scope, transaction, key, change, facts, audit."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import OperationalError, connection, models, transaction

from .memory import writing
from .models import OperationKey
from .scope import Scope, unscoped, use

Result = TypeVar("Result")
DEADLOCK_TRIES = 3
NO_RECORD = "none:0"  # kept for an operation that answers no single record


class NotAllowed(PermissionError):
    """The actor has no grant for the action."""


class NotAnOperation(RuntimeError):
    """A counted record was saved outside an operation."""


class LedgerNotPosted(RuntimeError):
    """An operation ended with a changed record whose facts were not posted."""


class KeyReused(RuntimeError):
    """The same key came again with another body."""

    def __init__(self, stored: models.Model | None) -> None:
        super().__init__("E-KEY-101 这一份刚才存过，内容不一样了。改刚才那条，还是另存一条？")
        self.stored = stored


class Refused(ValueError):
    """A rule forbids the write; the message is a sentence for the person."""

    def __init__(self, sentence: str, field_name: str = "") -> None:
        super().__init__(sentence)
        self.field_name = field_name


class Actor(Protocol):
    """Whoever acts: a signed-in user, a token's principal or the system."""

    def scope_for(self, action: str) -> Scope | None:
        """The places where the action is granted, or None."""

    @property
    def label(self) -> str:
        """Name and id for the audit trail."""

    @property
    def home_lo(self) -> int:
        """Position in whose county the actor's deeds are logged."""


@dataclass(frozen=True)
class SystemActor:
    """The system itself: repairs, demonstration data, the first account."""

    why: str
    home_lo: int = 0

    def scope_for(self, action: str) -> Scope | None:
        """Everything; the reason is kept."""
        return Scope(everything=True, why=self.why)

    @property
    def label(self) -> str:
        """Name for the audit trail."""
        return f"system: {self.why}"


@dataclass
class Deed:
    """What one operation did, for the fence and the audit chain."""

    action: str
    actor: Actor
    dirty: dict[tuple[str, Any], models.Model] = field(default_factory=dict)
    changed: list[tuple[str, str, Mapping[str, Any]]] = field(default_factory=list)
    after: list[Callable[[], None]] = field(default_factory=list)

    def note(self, record: models.Model, /, **payload: Any) -> None:
        """Name a changed object and what changed, for the audit trail."""
        self.changed.append((record._meta.label_lower, str(record.pk), payload))


ACTIONS: dict[str, str] = {}
SEALS: list[Callable[[Deed], None]] = []
_deed: ContextVar[Deed | None] = ContextVar("deed", default=None)


def current_deed() -> Deed:
    """The operation under way; raises NotAnOperation outside one."""
    deed = _deed.get()
    if deed is None:
        raise NotAnOperation("counted records are written by operations only")
    return deed


def touch(record: models.Model) -> None:
    """A counted record changed: its facts must be posted before the operation ends."""
    current_deed().dirty[(record._meta.label, record.pk)] = record


def posted(record: models.Model) -> None:
    """The record's facts are posted."""
    current_deed().dirty.pop((record._meta.label, record.pk), None)


def _plain(value: Any) -> Any:
    """A value in a form whose text does not depend on the process."""
    if isinstance(value, models.Model):
        return f"{value._meta.label}:{value.pk}"
    if isinstance(value, Mapping):
        return {str(name): _plain(value[name]) for name in sorted(value, key=str)}
    if isinstance(value, (list, tuple, models.QuerySet)):
        return [_plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(str(_plain(item)) for item in value)
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, (str, int, bool, float, type(None))):
        return value
    if isinstance(value, (date, Decimal, UUID)):
        return str(value)
    return repr(value)


def _body(arguments: Mapping[str, Any]) -> str:
    return hashlib.sha256(repr(_plain(arguments)).encode()).hexdigest()


def _load(answer: str) -> models.Model | None:
    if answer in ("", NO_RECORD):
        return None
    label, pk = answer.split(":", 1)
    model: Any = apps.get_model(label)
    with unscoped("the answer that this key already received"):
        found: models.Model | None = model.objects.filter(pk=pk).first()
        return found


def _inserted(row: OperationKey) -> bool:
    """Whether the key was free; where it is not, nothing is written. By hand, for Django does not say which it was."""
    fields = OperationKey._meta.concrete_fields
    values = [one.get_db_prep_save(one.pre_save(row, add=True), connection) for one in fields]
    columns, marks = (
        ", ".join(connection.ops.quote_name(str(one.column)) for one in fields),
        ", ".join(["%s"] * len(fields)),
    )
    table = connection.ops.quote_name(OperationKey._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks}) ON CONFLICT DO NOTHING", values)
        return bool(cursor.rowcount)


def _claim(key: UUID, actor: Actor, action: str, body: str) -> tuple[bool, models.Model | None]:
    """Take the key; ``(False, answer)`` when the same request was served before."""
    row = OperationKey(key=key, actor=actor.label[:40], action=action, body=body)
    if _inserted(row):
        return True, None
    stored = OperationKey.objects.select_for_update().get(key=key)
    if stored.body == body and stored.actor == row.actor and stored.action == action:
        return not stored.answer, _load(stored.answer)
    owner = stored.actor == row.actor and stored.action == action
    raise KeyReused(_load(stored.answer) if owner else None)


def operation(action: str, label: str) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Declare a write. The function's first argument is the actor; the rest are keywords.

    ``key`` (a UUID made by the client) is taken out here: the same key and body answer what was stored.
    Raises NotAllowed, OutOfScope, Conflict, KeyReused or Refused; nothing is half-saved.
    """
    if action in ACTIONS:
        raise ValueError(f"action {action!r} is declared twice")
    ACTIONS[action] = label

    def wrap(write: Callable[..., Result]) -> Callable[..., Result]:
        @wraps(write)
        def run(actor: Actor, /, *, key: UUID | None = None, **arguments: Any) -> Result:
            scope = actor.scope_for(action)
            if scope is None:
                raise NotAllowed(action)
            outer = _deed.get()
            if outer is not None:
                with use(scope):
                    return write(actor, **arguments)
            for attempt in _attempts():
                with attempt:
                    return _outermost(write, actor, scope, action, key, arguments)
            raise AssertionError("unreachable: the last attempt raises")

        run.action = action  # type: ignore[attr-defined]  # read by views and tests
        return run

    return wrap


class _Attempt:
    """One try; swallows a deadlock unless it is the last."""

    def __init__(self, last: bool) -> None:
        self.last = last

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        again = isinstance(error, OperationalError) and "deadlock" in str(error) and not self.last
        if again:
            time.sleep(0.05)
        return again


def _attempts() -> Iterator[_Attempt]:
    for number in range(DEADLOCK_TRIES):
        yield _Attempt(last=number == DEADLOCK_TRIES - 1)


def _outermost(
    write: Callable[..., Result],
    actor: Actor,
    scope: Scope,
    action: str,
    key: UUID | None,
    arguments: dict[str, Any],
) -> Result:
    deed = Deed(action, actor)
    token = _deed.set(deed)
    try:
        with writing(), use(scope), transaction.atomic():
            if key is not None:
                fresh, answer = _claim(key, actor, action, _body(arguments))
                if not fresh:
                    return answer  # type: ignore[return-value]  # the stored answer is of the operation's own type
            result = write(actor, **arguments)
            if deed.dirty:
                raise LedgerNotPosted(", ".join(repr(record) for record in deed.dirty.values()))
            if key is not None:
                stored = f"{result._meta.label}:{result.pk}" if isinstance(result, models.Model) else NO_RECORD
                OperationKey.objects.filter(key=key).update(answer=stored)
            for seal in SEALS:
                seal(deed)
    finally:
        _deed.reset(token)
    for late in deed.after:
        late()
    return result
