"""Rows of any scoped table, filled from the table's own columns and written past the product's rules."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import models

from tests.world import World
from xieshou.places.models import SCHOOL, Place
from xieshou.scoping.models import ScopedModel

# What the columns alone do not tell; a new table whose constraints refuse a generic row gets a line here.
SAMPLES: dict[str, dict[str, Any]] = {}


def scoped_models() -> list[type[ScopedModel]]:
    """Every closed table of the installation."""
    return [model for model in apps.get_models() if issubclass(model, ScopedModel)]


def scoped_keys(model: type[models.Model]) -> list[models.ForeignKey]:
    """Forward relations to closed tables."""
    keys = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    return [field for field in keys if issubclass(field.related_model, ScopedModel)]


class Planter:
    """Plants rows ``far`` (all of county A), ``near`` (of county B, pointing at far rows), ``chain`` (at near rows)."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rows: dict[tuple[str, str], Any] = {}
        self.numbers = itertools.count(1)
        self.rank = 1

    def school(self, where: str) -> Place:
        """A school nobody else has, in county A for a far row and in county B for the others."""
        county = self.world.county_a if where == "far" else self.world.county_b
        lo = county.lo + 2**19 + 32 * next(self.numbers)
        place = Place(level=SCHOOL, name=f"探{lo}", parent=county, lo=lo, hi=lo + 32)
        place.save()
        return place

    def row(self, model: type[models.Model], where: str) -> Any:
        """The row of a table at one distance, planted when first asked for."""
        key = (model._meta.label, where)
        if key not in self.rows:
            self.rows[key] = self.plant(model, where)
        return self.rows[key]

    def plant(self, model: type[models.Model], where: str, **given: Any) -> Any:
        """A new row; ``given`` overrides columns."""
        values = dict(self._values(model, where, given))
        self.rank += 1
        row = model(**values)
        try:
            models.QuerySet(model).bulk_create([row])
        except Exception as refused:
            raise AssertionError(
                f"add a sample of {model._meta.label} to SAMPLES in {__name__}: {refused}"
            ) from refused
        return models.QuerySet(model).get(pk=row.pk)

    def _values(self, model: type[models.Model], where: str, given: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        fixed = {**SAMPLES.get(model._meta.label, {}), **given}
        for order, field in enumerate(model._meta.concrete_fields):
            if field.name in fixed:
                yield field.name, fixed[field.name]
            elif isinstance(field, models.ForeignKey):
                yield field.name, self._target(model, field, where)
            elif not isinstance(field, models.AutoField):
                yield field.name, self._plain(field, order, where)

    def _target(self, model: type[models.Model], field: models.ForeignKey, where: str) -> Any:
        target = field.related_model
        if target is Place:
            return self.school(where)
        if target is model:  # a row that continues another points at one of county A, or at nothing
            return None if where == "far" else self.row(model, "far")
        if not issubclass(target, ScopedModel):
            return models.QuerySet(target).first()
        on_the_way = (field.name,) in model.scope_routes()
        if field.unique or (on_the_way and where == "chain"):
            return self.plant(target, "far" if where == "far" else "near")
        return self.row(target, "near" if where == "chain" or (where == "near" and on_the_way) else "far")

    def _plain(self, field: models.Field, order: int, where: str) -> Any:
        number = next(self.numbers)
        if field.name in ("place_lo", "county_lo"):
            return self.school(where).lo
        if field.flatchoices:
            return field.flatchoices[0][0]
        if isinstance(field, models.UUIDField):
            return uuid4()
        if isinstance(field, (models.DateTimeField, models.DateField)):
            day = date(2026, 3, 1) + timedelta(days=order + 30 * self.rank)
            moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
            return moment if isinstance(field, models.DateTimeField) else day
        if isinstance(field, (models.CharField, models.TextField)):
            return f"{where}{number}"[: field.max_length or 40]
        if isinstance(field, models.IntegerField):
            return self.rank * 50 + order  # columns rise in their order, and rows differ
        default = field.get_default()
        return {} if default is None and isinstance(field, models.JSONField) else default
