"""Places are integer intervals: a place lies in another when its interval does."""

from __future__ import annotations

import uuid
from types import SimpleNamespace
from typing import Any

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


def level_choices() -> tuple[tuple[int, str], ...]:
    """Levels of the tree."""
    return LEVELS


def setting_choices() -> tuple[tuple[str, str], ...]:
    """Town or country."""
    return SETTINGS


def stage_choices() -> tuple[tuple[str, str], ...]:
    """Stages a school teaches."""
    return STAGES


class Place(models.Model):
    """A county, a town, a school …; ``[lo, hi)`` is its position for ever."""

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

    class Meta:
        indexes = [models.Index(fields=["key"], name="place_by_name"), models.Index(fields=["level", "lo"])]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = school_key(self.name)
        super().save(*args, **kwargs)

    @property
    def brief(self) -> str:
        """The short name where there is one."""
        return self.short or self.name

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
