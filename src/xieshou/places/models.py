"""Places are integer intervals: a place lies in another when its interval does."""

from __future__ import annotations

import uuid
from copy import copy
from datetime import date
from types import SimpleNamespace
from typing import Any, Self

from django.db import models

from xieshou.kernel.names import school_key

NATION, PROVINCE, CITY, COUNTY, TOWN, SCHOOL, CAMPUS = range(7)
LEVELS = (
    (NATION, "国家"),
    (PROVINCE, "省"),
    (CITY, "市"),
    (COUNTY, "县"),
    (TOWN, "乡镇"),
    (SCHOOL, "学校"),
    (CAMPUS, "校区"),
)
# Room for children, given once and never renumbered (design §6: 2²⁰ in a county).
ROOM = {NATION: 2**52, PROVINCE: 2**40, CITY: 2**30, COUNTY: 2**20, TOWN: 2**13, SCHOOL: 2**5, CAMPUS: 1}
SETTINGS = (("town", "县城"), ("country", "乡村"))
STAGES = (
    ("kindergarten", "幼儿园"),
    ("primary", "小学"),
    ("middle", "初中"),
    ("high", "高中"),
    ("nine", "九年一贯制"),
    ("secondary", "完全中学"),
    ("special", "特殊教育学校"),
    ("other", "其他"),
)
KINDS = (("public", "公办"), ("private", "民办"), ("point", "教学点"))
UNITS = (("campus", "校区"), ("attached", "附属单位"), ("point", "教学点"))
CHANGES = (("renamed", "更名"), ("moved", "迁址"), ("merged", "合并"), ("split", "分设"), ("closed", "停办"))


def level_choices() -> tuple[tuple[int, str], ...]:
    """Levels of the tree."""
    return LEVELS


def setting_choices() -> tuple[tuple[str, str], ...]:
    """Town or country."""
    return SETTINGS


def stage_choices() -> tuple[tuple[str, str], ...]:
    """Stages a school teaches."""
    return STAGES


def kind_choices() -> tuple[tuple[str, str], ...]:
    """What a school, or a unit of one, is."""
    return tuple(dict((*KINDS, *UNITS)).items())


def change_choices() -> tuple[tuple[str, str], ...]:
    """What may become of a school."""
    return CHANGES


class Place(models.Model):
    """A county, a town, a school …; ``[lo, hi)`` is its position for ever.

    ``former`` (name, short name, last day) and ``forebears`` (key, lo, hi, the day taken in) are read off the table of
    changes, so that no page asks for them: what a school was called on a day, and whose records it shows as its own.
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    level = models.PositiveSmallIntegerField(choices=level_choices)
    name = models.CharField(max_length=80)
    short = models.CharField(max_length=20, blank=True)
    key = models.CharField(max_length=100, editable=False)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lo = models.BigIntegerField(unique=True)
    hi = models.BigIntegerField()
    setting = models.CharField(max_length=8, blank=True, choices=setting_choices)
    stage = models.CharField(max_length=16, blank=True, choices=stage_choices)
    code = models.CharField(max_length=20, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    outside = models.BooleanField(default=False)
    kind = models.CharField(max_length=8, blank=True, choices=kind_choices)
    opened = models.DateField(null=True, blank=True)
    closed = models.DateField(null=True, blank=True)
    former = models.JSONField(default=list, blank=True, editable=False)
    forebears = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["key"], name="place_by_name"), models.Index(fields=["level", "lo"])]

    def __str__(self) -> str:
        return self.told

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = school_key(self.name)
        super().save(*args, **kwargs)

    @property
    def brief(self) -> str:
        """The short name where there is one."""
        return self.short or self.name

    @property
    def told(self) -> str:
        """The full name, with the town where another school of the county has the same name."""
        return self.short if self.short.endswith(self.name) else self.name

    @property
    def is_school(self) -> bool:
        """Whether records may be credited to it."""
        return self.level >= SCHOOL

    @property
    def office(self) -> str:
        """What the bureau of a county signs with."""
        return f"{self.name}教育局" if self.level == COUNTY else self.name

    @property
    def shown(self) -> SimpleNamespace:
        """The place as a sign says it: a county by its bureau."""
        return SimpleNamespace(name=self.office, short=self.short, setting=self.setting or "town")

    def covers(self, other: Place) -> bool:
        """Whether ``other`` lies inside."""
        return self.lo <= other.lo < self.hi

    @property
    def line(self) -> tuple[int, ...]:
        """Keys of the school and of its forebears."""
        return (self.pk, *(pk for pk, *_ in self.forebears))

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Intervals of the place and of its forebears."""
        return ((self.lo, self.hi), *((lo, hi) for _, lo, hi, _ in self.forebears))

    def spans_by(self, day: date | None) -> tuple[tuple[int, int], ...]:
        """The same, as they were joined by a day; before its first day a school stands for all its forebears."""
        return ((self.lo, self.hi), *((lo, hi) for _, lo, hi, _ in self._joined_by(day)))

    def line_by(self, day: date | None) -> tuple[int, ...]:
        """Keys of the school and of those forebears."""
        return (self.pk, *(pk for pk, *_ in self._joined_by(day)))

    def _joined_by(self, day: date | None) -> list[list[Any]]:
        if day is None or (self.opened is not None and day < self.opened):
            return list(self.forebears)
        return [one for one in self.forebears if one[3] <= day.isoformat()]

    def as_called(self, day: date) -> Self:
        """The place under the name it had on a day."""
        for name, short, until in self.former:
            if day.isoformat() <= until:
                then = copy(self)
                then.name, then.short = name, short
                return then
        return self


class Change(models.Model):
    """What became of a school on a day: ``heir`` goes on for it, ``name`` is what it was called before."""

    sort = models.CharField(max_length=8, choices=change_choices)
    on = models.DateField()
    school = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    heir = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.get_sort_display()} {self.on}"


class Figures(models.Model):
    """Headcounts of a school in a school year (2025 means 2025—2026)."""

    school = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    pupils = models.PositiveIntegerField(null=True, blank=True)
    teachers = models.PositiveIntegerField(null=True, blank=True)
    classes = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "year"], name="figures_once_a_year")]

    def __str__(self) -> str:
        return f"{self.school} {self.year}"
