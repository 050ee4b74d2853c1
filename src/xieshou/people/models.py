"""Staff with their posts; and pupils with their guardians, whose identity is opened by purpose only."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models

from xieshou.kernel.names import initials, search_key, sort_key
from xieshou.places.models import STAGES, Place
from xieshou.scoping.models import Editable, ScopedModel

TEACHING_STAGES = tuple(
    (code, label) for code, label in STAGES if code in ("kindergarten", "primary", "middle", "high")
)


def stage_choices() -> tuple[tuple[str, str], ...]:
    """Stages a person teaches in."""
    return TEACHING_STAGES


class Staff(Editable):
    """A member of staff; an account is optional and points here.

    ``school`` is where the person belongs; a further school, where a post is held, may read the row through the reach.
    """

    scoped_by = ("school__lo",)
    reached_by = "id"
    reach_source = "staff"

    school = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    key = models.CharField(max_length=80, editable=False)
    initials = models.CharField(max_length=60, editable=False)
    order = models.CharField(max_length=120, editable=False)
    number = models.CharField(max_length=20, blank=True)
    post = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=20, blank=True)
    since = models.DateField(null=True, blank=True)
    left = models.DateField(null=True, blank=True)

    class Meta(Editable.Meta):
        ordering = ["order"]
        indexes = [models.Index(fields=["school", "key"], name="staff_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "number"], condition=~models.Q(number=""), name="staff_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.index_name()
        super().save(*args, **kwargs)

    def index_name(self) -> None:
        """Set what the name is found and sorted by; `save` does, a write in bulk must."""
        self.key, self.initials, self.order = search_key(self.name), initials(self.name), sort_key(self.name)


class Post(ScopedModel):
    """A post beside the present one of ``Staff``: held earlier, or held now in another school."""

    scoped_by = ("school__lo",)
    reached_by = "staff_id"
    reach_source = "staff"
    visible_with = {"people_staff": "a post shows the name of who holds it, in the school where it is held"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=20, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta(ScopedModel.Meta):
        ordering = ["-since"]

    def __str__(self) -> str:
        return f"{self.title} {self.since}"


class Pupil(Editable):
    """A pupil of a school: class S. Read by the school's own list, which is opened by purpose, and by the name gate."""

    scoped_by = ("school__lo",)

    school = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    key = models.CharField(max_length=80, editable=False)
    grade = models.CharField(max_length=20)
    class_name = models.CharField(max_length=20)

    class Meta(Editable.Meta):
        ordering = ["grade", "class_name", "key"]
        indexes = [models.Index(fields=["school", "grade", "class_name"], name="pupil_by_class")]

    def __str__(self) -> str:
        return "学生"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = search_key(self.name)
        super().save(*args, **kwargs)


class Guardian(ScopedModel):
    """A guardian of a pupil: class S, read where the pupil is."""

    scoped_by = ("pupil__school__lo",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    key = models.CharField(max_length=80, editable=False)

    class Meta(ScopedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["pupil", "key"], name="guardian_once")]

    def __str__(self) -> str:
        return "监护人"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = search_key(self.name)
        super().save(*args, **kwargs)


class PersonsOwn(ScopedModel):
    """Base of what belongs to one person: readable wherever the person is."""

    scoped_by = ("staff__school__lo",)
    reached_by = "staff_id"
    reach_source = "staff"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta(ScopedModel.Meta):
        abstract = True


class Teaching(PersonsOwn):
    """A subject somebody teaches in a stage."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="teachings")
    stage = models.CharField(max_length=16, choices=stage_choices)
    subject = models.CharField(max_length=20)

    class Meta(PersonsOwn.Meta):
        ordering = ["stage", "subject"]
        constraints = [models.UniqueConstraint(fields=["staff", "stage", "subject"], name="teaching_once")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}{self.subject}"


class Honour(PersonsOwn):
    """An honour of somebody, with its level and date; the day or month may be unknown, then it is the first."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="honours")
    level = models.CharField(max_length=8)
    title = models.CharField(max_length=60)
    on = models.DateField()

    class Meta(PersonsOwn.Meta):
        ordering = ["-on", "title"]

    def __str__(self) -> str:
        return f"{self.level}{self.title} {self.on:%Y-%m}"
