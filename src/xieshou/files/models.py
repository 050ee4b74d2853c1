"""Photos of records: rebuilt from pixels, kept by content, opened by a view."""

from __future__ import annotations

import uuid

from django.db import models

from xieshou.places.models import Place
from xieshou.scoping.models import ScopedModel


class Photo(ScopedModel):
    """One cleaned photo of a record. Class S when children can be recognised: shown only to the record's schools."""

    scoped_by = ("owner__lo",)
    reached_by = "record"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.CharField(max_length=24)
    record = models.UUIDField(db_index=True)
    owner = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=60)
    by_label = models.CharField(max_length=40)
    key = models.UUIDField(unique=True)
    path = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64, db_index=True)
    likeness = models.BigIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    children = models.BooleanField(default=True)
    at = models.DateTimeField(auto_now_add=True)
    removed = models.BooleanField(default=False)

    class Meta(ScopedModel.Meta):
        ordering = ["at"]

    def __str__(self) -> str:
        return str(self.pk)
