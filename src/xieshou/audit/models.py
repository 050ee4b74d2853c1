"""A chain of digests per county and year; payload and salt lie beside it and may be erased together."""

from __future__ import annotations

from django.db import models

from xieshou.places.models import Place
from xieshou.scoping.models import ScopedModel


class Entry(ScopedModel):
    """One change of one operation, chained to the one before."""

    scoped_by = ("county_lo",)

    county_lo = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    action = models.CharField(max_length=60)
    model = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    head = models.CharField(max_length=64)

    class Meta(ScopedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["county_lo", "year", "sequence"], name="audit_sequence")]
        indexes = [models.Index(fields=["object_id"])]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action}"


class Payload(ScopedModel):
    """What was changed, and the salt of its digest; readable where its entry is."""

    scoped_by = ("entry__county_lo",)

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+", primary_key=True)
    salt = models.CharField(max_length=32)
    body = models.JSONField()

    def __str__(self) -> str:
        return str(self.pk)


class Head(models.Model):
    """The newest link of a chain; locked last in every operation."""

    county = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    county_lo = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county_lo", "year"], name="audit_head_once")]

    def __str__(self) -> str:
        return f"{self.county_lo} {self.year} {self.sequence}"
