"""A call of the bureau, and what each school owes for it."""

from __future__ import annotations

from datetime import date

from django.db import models

from xieshou.blankforms.column import Column
from xieshou.kernel.periods import Period
from xieshou.places.models import Place
from xieshou.scoping.models import Editable

SORTS = (
    ("form", "上级的表"),
    ("own", "自己列的几项"),
    ("plan", "工作计划"),
    ("summary", "工作总结"),
    ("half", "半年小结"),
    ("check", "自查报告"),
    ("paper", "其他材料"),
)
TABLES = ("form", "own")


def sort_choices() -> tuple[tuple[str, str], ...]:
    """What may be asked for."""
    return SORTS


class Call(Editable):
    """One paper or table that schools owe by a day. The workbook is the superior's own, without anything that runs."""

    scoped_by = ("place__lo",)
    reached_by = "id"
    reach_source = "call"

    STATES = (("draft", "还没发"), ("sent", "收表中"), ("closed", "收齐了"))

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=8, choices=sort_choices)
    title = models.CharField(max_length=100)
    asks = models.CharField(max_length=300, blank=True)
    due = models.DateField()
    state = models.CharField(max_length=8, choices=STATES, default="draft")
    starts = models.DateField()
    ends = models.DateField()
    filename = models.CharField(max_length=120, blank=True)
    path = models.CharField(max_length=120, blank=True)
    offered = models.JSONField(default=dict, blank=True)
    columns = models.JSONField(default=list, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    by = models.CharField(max_length=60)

    class Meta(Editable.Meta):
        ordering = ["due", "created_at"]
        constraints = [models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="call_forward")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_table(self) -> bool:
        """Whether it is answered cell by cell."""
        return self.sort in TABLES

    @property
    def one_each(self) -> bool:
        """Whether each school fills a sheet of its own."""
        return any(kept.get("cell") for kept in self.columns)

    @property
    def period(self) -> Period:
        """The days that columns without days of their own are about."""
        return Period(self.starts, self.ends)

    @property
    def layout(self) -> list[Column]:
        """The columns of its table."""
        return [Column.read(kept) for kept in self.columns]


class Due(Editable):
    """What one school owes for a call: its answers, and the known figures as they stood when they were last seen."""

    scoped_by = ("school__lo",)
    visible_with = {"collection_call": "what a school owes is read with the call, which reaches the school"}

    STATES = (("owed", "还没交"), ("handed", "交了"), ("returned", "退回"), ("accepted", "通过"))

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=STATES, default="owed")
    answers = models.JSONField(default=dict, blank=True)
    known = models.JSONField(default=dict, blank=True)
    file = models.CharField(max_length=120, blank=True)
    file_size = models.PositiveIntegerField(default=0)
    remark = models.CharField(max_length=300, blank=True)
    handed_on = models.DateField(null=True, blank=True)
    handed_by = models.CharField(max_length=60, blank=True)
    judged_by = models.CharField(max_length=60, blank=True)

    class Meta(Editable.Meta):
        ordering = ["call__due", "school__lo"]
        constraints = [models.UniqueConstraint(fields=["call", "school"], name="due_once")]

    def __str__(self) -> str:
        return f"{self.school} {self.call}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for the school."""
        return self.state in ("owed", "returned")

    def is_late(self, today: date) -> bool:
        """Whether the day has passed and nothing was handed in."""
        return self.is_open and self.call.due < today
