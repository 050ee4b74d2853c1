"""A table of records between being read and being in: its rows in chunks, with what is wrong and what was made."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone

from xieshou.accounts.models import User
from xieshou.places.models import Place
from xieshou.scoping.models import Editable, ScopedModel

KEPT_FOR = timedelta(days=7)
SILENT = timedelta(seconds=90)  # a job that has said nothing for so long has died with its machine


class Load(Editable):
    """One table. Its state says which step is under way or done."""

    STATES = (
        ("reading", "正在读表"),
        ("unread", "没有读成"),
        ("checking", "正在核对"),
        ("ready", "等您确认"),
        ("writing", "正在录入"),
        ("done", "已录入"),
        ("undoing", "正在撤回"),
        ("undone", "已撤回"),
    )
    RUNNING = ("reading", "checking", "writing", "undoing")

    scoped_by = ("place__lo",)

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=20)
    filename = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    tables = models.JSONField(default=list)
    said = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=STATES, default="reading")
    total = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    doubtful = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    touched = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta(Editable.Meta):
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.filename

    @property
    def running(self) -> bool:
        """Whether a job works on it."""
        return self.state in self.RUNNING

    @property
    def stalled(self) -> bool:
        """Whether the job that should work on it has died."""
        return self.running and timezone.now() - self.touched > SILENT

    @property
    def may_undo(self) -> bool:
        """Whether all of it can still be taken back."""
        return self.state == "done" and self.done_at is not None and self.done_at + KEPT_FOR > timezone.now()


class Upload(ScopedModel):
    """The file of a table until its rows are kept; a column, so that whichever machine does the work has it."""

    scoped_by = ("load__place__lo",)
    visible_with = {"bulk_load": "a file is read with its load, whose condition is the same"}

    load = models.OneToOneField(Load, on_delete=models.CASCADE, primary_key=True, related_name="+")
    data = models.BinaryField()

    def __str__(self) -> str:
        return str(self.pk)


class Chunk(ScopedModel):
    """Up to five hundred rows: each a table's number, the row's number as the spreadsheet counts, and its cells."""

    scoped_by = ("load__place__lo",)
    visible_with = {"bulk_load": "a chunk is read with its load, whose condition is the same"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    rows = models.JSONField()
    remarks = models.JSONField(default=list)  # [place in rows, field, why, mends, whether it forbids the row]
    made = models.JSONField(default=dict)  # place in rows → id of the record
    checked = models.BooleanField(default=False)
    written = models.BooleanField(default=False)
    undone = models.BooleanField(default=False)

    class Meta(ScopedModel.Meta):
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["load", "number"], name="chunk_once")]
        # What is left is found without walking through the rows themselves.
        indexes = [
            models.Index(fields=["load", "checked", "number"], name="chunk_to_check"),
            models.Index(fields=["load", "written", "number"], name="chunk_to_write"),
            models.Index(fields=["load", "undone", "number"], name="chunk_to_undo"),
        ]

    def __str__(self) -> str:
        return str(self.number)
