"""A workbook or a paste between being read and being confirmed, and afterwards what it made."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from xieshou.places.models import Place
from xieshou.scoping.models import Editable

KEPT_FOR = timedelta(days=7)


class Batch(Editable):
    """One intake: its rows until it is applied, then the keys of what it made, so that it can be undone."""

    STATES = (("staged", "待导入"), ("applied", "已导入"), ("undone", "已撤回"))

    scoped_by = ("place__lo",)

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=60)
    by_label = models.CharField(max_length=40, db_index=True)
    filename = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=STATES, default="staged")
    tables = models.JSONField(default=list)
    unread = models.JSONField(default=list)
    made = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta(Editable.Meta):
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.filename
