"""Base of every table whose rows belong to somebody, and the reach of records of many schools."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from functools import cache
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from . import condition
from .scope import OutOfScope, ScopeLeak, current


class ScopedQuerySet(models.QuerySet[Any]):
    """A queryset whose bulk writes are checked like single ones: more may be readable than may be written."""

    def writable(self) -> ScopedQuerySet:
        """Only the rows that may be written now."""
        scope = current()
        if scope.everything:
            return self
        inside = Q(pk__in=[])
        for path in self.model.write_paths():
            for lo, hi in scope.spans:
                inside |= Q(**{f"{path}__gte": lo, f"{path}__lt": hi})
        return self.filter(inside)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        rows = list(objs)
        for row in rows:
            row.assert_in_scope()
        if (args[2:] or kwargs.get("update_conflicts")) and not current().everything:
            raise ScopeLeak("a conflicting row may lie outside the scope")
        return super().bulk_create(rows, *args, **kwargs)

    def update(self, **values: Any) -> int:
        deciding = {path.split("__")[0] for path in self.model.write_paths()}
        if deciding & {name.removesuffix("_id") for name in values} and not current().everything:
            raise ScopeLeak("a row is moved to another place by saving it, one at a time")
        if self.query.is_sliced:
            return super().update(**values)
        return super(ScopedQuerySet, self.writable()).update(**values)

    def _update(self, *values: Any) -> int:
        """The UPDATE of a saved row."""
        updated: int = super(ScopedQuerySet, self.writable())._update(*values)  # type: ignore[misc]  # Django's own step of save
        return updated

    def delete(self) -> tuple[int, dict[str, int]]:
        return super(ScopedQuerySet, self if self.query.is_sliced else self.writable()).delete()

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        return self._as_written("raw", *args, **kwargs)

    def extra(self, *args: Any, **kwargs: Any) -> Any:
        return self._as_written("extra", *args, **kwargs)

    def _as_written(self, how: str, *args: Any, **kwargs: Any) -> Any:
        if not current().everything:
            raise ScopeLeak(f"{how} SQL carries no condition")
        return getattr(super(), how)(*args, **kwargs)


@cache
def _closed(model: type[ScopedModel]) -> ScopedQuerySet:
    """Every row of a table under its condition, put together once: its value is decided when SQL is made of it."""
    return ScopedQuerySet(model).filter(condition.InScope(model))


class ScopedManager(models.Manager[Any]):
    """Shows nothing outside the active scope."""

    def get_queryset(self) -> ScopedQuerySet:
        rows: ScopedQuerySet = _closed(self.model).all()  # type: ignore[arg-type]  # a class is hashable
        return rows if self._db is None else rows.using(self._db)

    def none(self) -> ScopedQuerySet:
        return ScopedQuerySet(self.model, using=self._db).none()


class ScopedModel(models.Model):
    """Rows closed by default.

    ``scoped_by``: to-one paths to integer positions; any of them inside the scope makes the row readable.
    ``reached_by``: column holding a record's id that ``Reach`` opens to every school of the record.
    ``opens_below``: paths to the two ends of an interval, or of several; whoever stands inside one may read (a county's
    paper, by its schools).
    ``written_by``: paths that decide who may write, any of them; the first of ``scoped_by`` by default.
    ``visible_with``: other scoped models that may be joined, each with the reason.
    """

    scoped_by: ClassVar[tuple[str, ...]] = ()
    reached_by: ClassVar[str] = ""
    reach_source: ClassVar[str] = ""
    opens_below: ClassVar[tuple[str, ...]] = ()
    written_by: ClassVar[tuple[str, ...]] = ()
    visible_with: ClassVar[dict[str, str]] = {}

    objects: ClassVar[ScopedManager] = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    @classmethod
    def write_paths(cls) -> tuple[str, ...]:
        """Paths to the positions that decide who may write."""
        return cls.written_by or cls.scoped_by[:1]

    @classmethod
    def scope_routes(cls) -> set[tuple[str, ...]]:
        """Relations on the way to the scope columns, which every query of this table may join."""
        paths = (*cls.scoped_by, *cls.written_by, cls.reached_by, *cls.opens_below)
        steps = [tuple(path.split("__")[:-1]) for path in paths]
        return {way[:end] for way in steps for end in range(1, len(way) + 1)}

    def positions(self) -> list[int]:
        """The places that decide who may write this row."""
        found: list[int] = []
        for path in self.write_paths():
            value: Any = self
            for part in path.split("__"):
                value = getattr(value, part, None)
            if value is not None:
                found.append(int(value))
        return found

    def assert_in_scope(self) -> None:
        """Raise OutOfScope when the row may not be written now."""
        scope = current()
        if not scope.everything and not scope.covers(*self.positions()):
            raise OutOfScope(f"{type(self).__name__} {self.pk} is outside the active scope")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.assert_in_scope()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        rows: Any = type(self).objects.all()
        if not rows.writable().filter(pk=self.pk).exists():
            raise OutOfScope(f"{type(self).__name__} {self.pk} is outside the active scope")
        return super().delete(*args, **kwargs)


class Conflict(Exception):
    """Somebody else changed the row first."""

    def __init__(self, theirs: models.Model) -> None:
        super().__init__("E-VER-101 这条刚被别人改过。看两边，选一个。")
        self.theirs = theirs


class Editable(ScopedModel):
    """A record with a version, so that two honest people never overwrite each other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(ScopedModel.Meta):
        abstract = True

    @classmethod
    def locked(cls, pk: Any) -> Self:
        """The row, locked until the transaction ends; ``DoesNotExist`` when it may not be seen."""
        row: Self = cls.objects.select_for_update(of=("self",)).get(pk=pk)
        row.assert_in_scope()
        return row

    def advance(self, version: int | None) -> None:
        """Take the next version, or raise Conflict if ``version`` is no longer the current one."""
        seen = self.version if version is None else version
        moved = type(self).objects.filter(pk=self.pk, version=seen).update(version=seen + 1)
        if not moved:
            raise Conflict(type(self).objects.get(pk=self.pk))
        self.version = seen + 1


class Reach(models.Model):
    """Which schools a record of many schools concerns; written by operations only."""

    source = models.CharField(max_length=24)
    record = models.UUIDField()
    school = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    place_lo = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "school"], name="reach_once")]
        indexes = [models.Index(fields=["source", "place_lo", "record"], name="reach_by_place")]

    def __str__(self) -> str:
        return f"{self.source} {self.record} → {self.place_lo}"


def set_reach(source: str, record: uuid.UUID, schools: Iterable[Any]) -> None:
    """Replace a record's reach by these schools."""
    Reach.objects.filter(record=record).delete()
    add_reach(source, record, schools)


def add_reach(source: str, record: uuid.UUID, schools: Iterable[Any]) -> None:
    """The reach of a record that has none yet."""
    unique = {school.pk: school for school in schools}
    Reach.objects.bulk_create(
        Reach(source=source, record=record, school=school, place_lo=school.lo) for school in unique.values()
    )


class OperationKey(models.Model):
    """A write that was asked for once, whatever the network repeated."""

    key = models.UUIDField(primary_key=True)
    actor = models.CharField(max_length=40)
    action = models.CharField(max_length=60)
    body = models.CharField(max_length=64)
    answer = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.action} {self.key}"
