"""Slips: each lets somebody without an account say one word on one record; and the knocks that found nothing."""

from __future__ import annotations

import hashlib
import uuid

from django.db import models

from xieshou.places.models import Place
from xieshou.scoping.models import ScopedModel

LINK, PAPER = "link", "paper"
WAYS = ((LINK, "链接"), (PAPER, "纸质"))
WAY_LABELS = dict(WAYS)


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


class Slip(ScopedModel):
    """One act on one record for one place, by link or on paper; who used it and what was said stays."""

    ANSWERS = (("confirmed", "属实"), ("disputed", "有出入"))

    scoped_by = ("owner__lo", "place__lo")
    written_by = ("owner__lo", "place__lo")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    way = models.CharField(max_length=8, choices=WAYS)
    act = models.CharField(max_length=24)
    record = models.UUIDField(db_index=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    stamp = models.CharField(max_length=64)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=ANSWERS, blank=True)
    said_by = models.CharField(max_length=60, blank=True)
    said_on = models.DateField(null=True, blank=True)
    remark = models.CharField(max_length=200, blank=True)
    registered_by = models.CharField(max_length=60, blank=True)

    class Meta(ScopedModel.Meta):
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.act} {self.pk}"

    @property
    def number(self) -> str:
        """What stands on the paper, to find the slip again."""
        return self.pk.hex[:8].upper()


class Knock(models.Model):
    """A token that opened nothing, or an answer that was tried; the limit lives in the database, not in a cache."""

    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["address", "at"])]

    def __str__(self) -> str:
        return f"{self.address} {self.at}"
