"""The county's own numbers for saying what is late, each with its source and the day from which it holds."""

from __future__ import annotations

import uuid

from django.db import models

from xieshou.places.models import Place
from xieshou.scoping.models import ScopedModel

from .samples import SAMPLES


def code_choices() -> list[tuple[str, str]]:
    """Rules that a county may set."""
    return [(code, sample.label) for code, sample in SAMPLES.items()]


class Rule(ScopedModel):
    """One number of one county from a day on; earlier ones stay readable."""

    scoped_by = ("county__lo",)
    opens_below = ("county__lo", "county__hi")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    county = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20, choices=code_choices)
    value = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=120)
    since = models.DateField()

    class Meta(ScopedModel.Meta):
        ordering = ["code", "since"]
        constraints = [models.UniqueConstraint(fields=["county", "code", "since"], name="rule_once_a_day")]

    def __str__(self) -> str:
        return f"{self.code} {self.value} {self.since}"
