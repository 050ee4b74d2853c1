"""Terms of a county; a school year is an integer (2025 means 2025—2026)."""

from __future__ import annotations

from django.db import models

from xieshou.kernel.periods import Period, school_year_label
from xieshou.places.models import STAGES, Place


def stage_choices() -> tuple[tuple[str, str], ...]:
    """Stages that may have terms of their own."""
    return STAGES


class Term(models.Model):
    """One term of a county; ``code`` is comparable over counties (20252: second term of 2025—2026).

    Without ``stage`` it holds for every stage that has no terms of its own in that year.
    """

    county = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=16, blank=True, choices=stage_choices)
    year = models.PositiveSmallIntegerField()
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        ordering = ["starts"]
        constraints = [
            models.UniqueConstraint(fields=["county", "stage", "year", "ordinal"], name="term_once"),
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="term_forward"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> int:
        """Comparable over counties."""
        return self.year * 10 + self.ordinal

    @property
    def period(self) -> Period:
        """Both days included."""
        return Period(self.starts, self.ends)

    @property
    def year_label(self) -> str:
        """2025—2026学年."""
        return school_year_label(self.year)
