"""What was decided about two records that looked like one event."""

from __future__ import annotations

from django.db import models

from xieshou.activities.models import Activity, ActivityPart


class Merge(ActivityPart):
    """The other record was withdrawn in favour of this one; ``brought`` is what came over, to be taken back."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    other = models.UUIDField(db_index=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField(auto_now_add=True)
    brought = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta(ActivityPart.Meta):
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.other} → {self.activity_id}"


class ToldApart(ActivityPart):
    """Two records are two events, and why."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    other = models.UUIDField()
    because = models.CharField(max_length=120)
    by = models.CharField(max_length=60)
    at = models.DateTimeField(auto_now_add=True)

    class Meta(ActivityPart.Meta):
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["activity", "other"], name="told_apart_once")]

    def __str__(self) -> str:
        return f"{self.activity_id} ≠ {self.other}"
