"""帮扶维度 of a county's own, beside the fixed ones of the catalogue."""

from __future__ import annotations

from django.db import models

from xieshou.places.models import Place
from xieshou.scoping.models import Editable

LONGEST = 8


class Dimension(Editable):
    """A dimension that one county added; lanes and needs carry its name, so that a name is all a reader needs."""

    scoped_by = ("county__lo",)
    opens_below = ("county__lo", "county__hi")

    county = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=LONGEST)
    retired = models.BooleanField(default=False)

    class Meta(Editable.Meta):
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["county", "label"], name="dimension_once")]

    def __str__(self) -> str:
        return self.label
