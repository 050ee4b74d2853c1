"""A report's own words, and the reports that were issued."""

from __future__ import annotations

import uuid

from django.db import models

from xieshou.pairings.models import Community, Pairing
from xieshou.people.models import Staff
from xieshou.places.models import Place
from xieshou.scoping.models import Editable, ScopedModel


class Draft(Editable):
    """What a person adds to a report: words by slot. Everything else is computed."""

    scoped_by = ("place__lo", "pairing__first__lo", "pairing__second__lo")
    reached_by = "community_id"
    reach_source = "community"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    pairing = models.ForeignKey(Pairing, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    community = models.ForeignKey(Community, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    span = models.CharField(max_length=8)
    words = models.JSONField(default=dict, blank=True)
    author = models.CharField(max_length=60, blank=True)

    class Meta(Editable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["place", "pairing", "span"], name="draft_of_a_pair_once"),
            models.UniqueConstraint(fields=["community", "span"], name="draft_of_a_group_once"),
            models.UniqueConstraint(fields=["person", "span"], name="draft_of_a_person_once"),
            models.UniqueConstraint(
                fields=["place", "span"],
                condition=models.Q(pairing__isnull=True, community__isnull=True, person__isnull=True),
                name="draft_of_a_place_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.span}"


class Issue(ScopedModel):
    """A report as it left: the moment of its figures, the chain's head, and the file itself."""

    scoped_by = ("place__lo", "pairing__first__lo", "pairing__second__lo")
    reached_by = "community_id"
    reach_source = "community"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    pairing = models.ForeignKey(Pairing, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    community = models.ForeignKey(Community, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    span = models.CharField(max_length=8)
    title = models.CharField(max_length=160)
    as_of = models.DateTimeField()
    issued_at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=60)
    path = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    chain_head = models.CharField(max_length=64, blank=True)
    figures = models.JSONField(default=dict)

    class Meta(ScopedModel.Meta):
        ordering = ["-issued_at"]

    def __str__(self) -> str:
        return self.title
