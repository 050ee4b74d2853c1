"""How many pupils, teachers and classes each school has in a school year; a page of them at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from xieshou.office.rosters.fields import CountField
from xieshou.places.models import Figures, Place
from xieshou.terms.operations.open_year import Headcount
from xieshou.web.keyed import KeyedForm

FIGURES = (("pupils", "学生数"), ("teachers", "教师数"), ("classes", "班级数"))
SCHOOLS_A_PAGE = 200  # three fields a school; a form may bring 2 000


def small(field: forms.Field, label: str) -> forms.Field:
    """A field in a cell of a table, whose heads name it."""
    field.widget.attrs.update({"class": "in", "aria-label": label})
    return field


def pages(schools: Sequence[Place]) -> list[Sequence[Place]]:
    """The schools of each page; one page where there are none."""
    return [schools[first : first + SCHOOLS_A_PAGE] for first in range(0, max(len(schools), 1), SCHOOLS_A_PAGE)]


class HeadcountForm(KeyedForm):
    """A row of each school."""

    def __init__(self, year: int, schools: Sequence[Place], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.schools = year, list(schools)
        self._figures()

    def _figures(self) -> None:
        rows = Figures.objects.filter(school__in=self.schools).order_by("year")
        self.last = {row.school_id: row for row in rows if row.year < self.year}
        known = {row.school_id: row for row in rows if row.year == self.year}
        for school in self.schools:
            for column, word in FIGURES:
                name = f"f-{school.pk}-{column}"
                field = small(CountField(f"{school.told}{word}"), f"{school.told}{word}")
                before = getattr(self.last.get(school.pk), column, None)
                field.widget.attrs["placeholder"] = "" if before is None else str(before)
                self.fields[name] = field
                self.initial[name] = getattr(known.get(school.pk), column, None)

    @property
    def figure_rows(self) -> list[tuple[Place, list[BoundField]]]:
        """A row of each school."""
        return [(one, [self[f"f-{one.pk}-{column}"] for column, _ in FIGURES]) for one in self.schools]

    def told(self) -> list[Headcount]:
        """The headcounts that were written."""
        rows = [
            Headcount(one, *(self.cleaned_data[f"f-{one.pk}-{column}"] for column, _ in FIGURES))
            for one in self.schools
        ]
        return [row for row in rows if any(n is not None for n in (row.pupils, row.teachers, row.classes))]
