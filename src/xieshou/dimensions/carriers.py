"""Tables above that carry a dimension's name; they register here, so that renaming one reaches their rows."""

from __future__ import annotations

from xieshou.scoping.models import ScopedModel

CARRIERS: list[type[ScopedModel]] = []


def carry(*models: type[ScopedModel]) -> None:
    """Say that these tables have a column ``dimension``."""
    CARRIERS.extend(models)


def lanes_with(label: str) -> int:
    """How many rows in sight carry a dimension."""
    return sum(model.objects.filter(dimension=label).count() for model in CARRIERS)
