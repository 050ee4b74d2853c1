"""Papers of the bureaus: number, issuer, when they hold, and what they carry out."""

from __future__ import annotations

from datetime import date

from django.db import models

from xieshou.places.models import Place
from xieshou.scoping.models import Editable


class PolicyDocument(Editable):
    """A paper that a plan, an agreement or a report rests on."""

    scoped_by = ("place__lo",)
    opens_below = ("place__lo", "place__hi")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=80)
    issued_on = models.DateField()
    in_force_from = models.DateField(null=True, blank=True)
    in_force_to = models.DateField(null=True, blank=True)
    implements = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pilot = models.BooleanField(default=False)
    file = models.CharField(max_length=120, blank=True)
    file_size = models.PositiveIntegerField(default=0)

    class Meta(Editable.Meta):
        ordering = ["-issued_on"]

    def __str__(self) -> str:
        return f"{self.number}《{self.title}》"

    def holds(self, day: date) -> bool:
        """Whether the paper is in force on a day, so that what is written then may rest on it."""
        begun = self.in_force_from is None or self.in_force_from <= day
        return begun and (self.in_force_to is None or day <= self.in_force_to)
