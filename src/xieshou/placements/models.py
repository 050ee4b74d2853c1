"""派遣: who was sent from which school to which, for what, from when to when; and what the county planned."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models

from xieshou.catalogue.figures_people_goods import PLACEMENT_KINDS
from xieshou.catalogue.headings import subject_choices
from xieshou.kernel.names import search_key
from xieshou.kernel.periods import Period, school_year_label
from xieshou.pairings.models import Pairing
from xieshou.people.models import Staff
from xieshou.places.models import Place
from xieshou.scoping.models import Editable
from xieshou.scoping.operations import touch

KIND_LABELS = {code: label for code, label, _ in PLACEMENT_KINDS}


def kind_choices() -> list[tuple[str, str]]:
    """Ways to send somebody; a function, so that a new one needs no migration."""
    return list(KIND_LABELS.items())


class Batch(Editable):
    """一批: one paper of the county, one list, dates of its own."""

    scoped_by = ("county__lo",)
    opens_below = ("county__lo", "county__hi")

    county = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    planned_posts = models.PositiveIntegerField()
    starts = models.DateField()
    ends = models.DateField()
    basis = models.CharField(max_length=120, blank=True)

    class Meta(Editable.Meta):
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["county", "year", "number"], name="batch_once"),
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="batch_forward"),
        ]

    def __str__(self) -> str:
        return self.name


class Duty(Editable):
    """What the county asks of a school in a school year: how many posts to send."""

    scoped_by = ("county__lo", "school__lo")

    county = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    planned_posts = models.PositiveIntegerField()
    remark = models.CharField(max_length=120, blank=True)

    class Meta(Editable.Meta):
        ordering = ["year", "school__lo"]
        constraints = [models.UniqueConstraint(fields=["county", "school", "year"], name="duty_once")]

    def __str__(self) -> str:
        return f"{self.school} {school_year_label(self.year)} {self.planned_posts}"


class Placement(Editable):
    """One person in another school for a stretch of days. ``owner`` is the sending school."""

    scoped_by = ("owner__lo",)
    reached_by = "id"
    reach_source = "placement"
    visible_with = {
        "placements_batch": "a placement names the batch it was sent with",
        "pairings_pairing": "a placement names its pair",
    }

    owner = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=60)
    person = models.CharField(max_length=100, editable=False)
    kind = models.CharField(max_length=16, choices=kind_choices)
    post = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=20, blank=True, choices=subject_choices)
    starts = models.DateField()
    ends = models.DateField()
    actual_end = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=120, blank=True)
    weekly_lessons = models.PositiveSmallIntegerField(null=True, blank=True)
    project = models.CharField(max_length=120, blank=True)
    duties = models.CharField(max_length=300, blank=True)
    lodging = models.CharField(max_length=120, blank=True)
    pairing = models.ForeignKey(Pairing, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.CharField(max_length=60)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=120, blank=True)

    class Meta(Editable.Meta):
        ordering = ["-starts", "name"]
        indexes = [
            models.Index(fields=["owner", "starts"]),
            models.Index(fields=["host", "starts"]),
            models.Index(fields=["batch"]),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="placement_forward"),
            models.CheckConstraint(condition=~models.Q(owner=models.F("host")), name="placement_elsewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.name}到{self.host.as_called(self.starts).brief}{self.label}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.person = str(self.staff_id) if self.staff_id else f"{self.owner_id}:{search_key(self.name)}"
        touch(self)
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """The kind's word."""
        return KIND_LABELS[self.kind]

    @property
    def last_day(self) -> date:
        """The day it really ended, or is to end."""
        return self.actual_end or self.ends

    @property
    def period(self) -> Period:
        """Both days included."""
        return Period(self.starts, self.last_day)

    @property
    def bond(self) -> uuid.UUID | None:
        """The pairing's id, as facts carry it."""
        found: uuid.UUID | None = self.pairing_id
        return found
