"""Facts are append-only; value now is their sum, value at T the sum of those recorded by T."""

from __future__ import annotations

from django.db import models

from xieshou.places.models import Place
from xieshou.scoping.models import ScopedModel

SIDES = (("gave", "支援"), ("received", "受援"), ("joined", "参加"))


def side_choices() -> tuple[tuple[str, str], ...]:
    """What a school did in a record."""
    return SIDES


class Fact(ScopedModel):
    """What one record contributes to one indicator of one school, in the smallest unit, signed."""

    scoped_by = ("place_lo",)
    reached_by = "source_id"

    source = models.CharField(max_length=24)
    source_id = models.UUIDField()
    indicator = models.CharField(max_length=40)
    school = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=8, choices=side_choices)
    place_lo = models.BigIntegerField()
    counts_up_to = models.PositiveSmallIntegerField()
    partner = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    bond = models.UUIDField(null=True)
    bearer = models.UUIDField(null=True)
    subject = models.CharField(max_length=20, blank=True)
    term = models.PositiveIntegerField()
    on = models.DateField()
    amount = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    operation = models.CharField(max_length=60)
    reason = models.CharField(max_length=200, blank=True)

    class Meta(ScopedModel.Meta):
        indexes = [
            models.Index(fields=["source_id"], name="fact_source"),
            models.Index(fields=["term", "place_lo", "indicator", "counts_up_to", "amount"], name="fact_by_place"),
            models.Index(fields=["bond", "indicator", "on"], name="fact_by_bond"),
            models.Index(fields=["indicator", "place_lo", "on"], name="fact_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.amount:+d} {self.on}"


class Total(ScopedModel):
    """Sums per term, school, indicator, subject and counting level, kept in the posting transaction.

    A projection: it can be dropped, rebuilt from the facts and verified against them.
    """

    scoped_by = ("place_lo",)

    term = models.PositiveIntegerField()
    place_lo = models.BigIntegerField()
    indicator = models.CharField(max_length=40)
    subject = models.CharField(max_length=20, blank=True)
    side = models.CharField(max_length=8)
    counts_up_to = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField()

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["term", "indicator", "place_lo", "counts_up_to", "side", "subject"], name="total_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.term} {self.amount}"
