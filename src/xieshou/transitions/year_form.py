"""What one dialogue asks for a new school year: terms by stage, what comes along and what ends, headcounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from xieshou.kernel.periods import a_year_later, named_a_year_later, school_year
from xieshou.office.rosters.fields import LineField
from xieshou.places.models import STAGES, Place
from xieshou.terms.models import Term
from xieshou.terms.operations.open_year import FEWEST, MOST, TermDays
from xieshou.terms.turning import TURNERS
from xieshou.web.forms import DayInput, PickMany

from .headcounts import HeadcountForm, small

ALL = "all"
OWN = ("kindergarten", "high")
COLUMNS = ("name", "starts", "ends")
EACH = 500  # more than so many are offered all or none: a browser sends a field for each


@dataclass(frozen=True)
class TermTable:
    """The rows of one stage; open where they are filled."""

    label: str
    rows: list[list[BoundField]]
    is_open: bool


class YearForm(HeadcountForm):
    """Everything of a school year at once; of very many schools the headcounts of the first."""

    def __init__(
        self, county: Place, year: int, schools: Sequence[Place], offered: Sequence[Any], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(year, schools, *args, **kwargs)
        self.county = county
        self.labels = {ALL: "全县"} | {code: label for code, label in STAGES if code in self._stages()}
        for stage in self.labels:
            self._terms(stage, offered if stage == ALL else ())
        self.at_once: dict[str, list[str]] = {}
        for turner in TURNERS:
            self._offers(turner.code, turner.heading, turner.offers(county, school_year(year)))

    def _stages(self) -> set[str]:
        rows = Term.objects.filter(county=self.county, year__in=(self.year, self.year - 1)).exclude(stage="")
        return {*OWN, *rows.values_list("stage", flat=True)}

    def _known(self, stage: str, offered: Sequence[Any]) -> list[tuple[str, date, date]]:
        """Terms of the year, else last year's a year later, else the usual ones."""
        code = "" if stage == ALL else stage
        rows = Term.objects.filter(county=self.county, stage=code, year__in=(self.year, self.year - 1))
        now = [(row.name, row.starts, row.ends) for row in rows if row.year == self.year]
        last = [
            (named_a_year_later(row.name), a_year_later(row.starts), a_year_later(row.ends))
            for row in rows
            if row.year < self.year
        ]
        return now or last or [(one.name, one.starts, one.ends) for one in offered]

    def _terms(self, stage: str, offered: Sequence[Any]) -> None:
        known = self._known(stage, offered)
        for number in range(MOST):
            label = f"{self.labels[stage]}第{number + 1}学期"
            name = f"t-{stage}-{number}"
            self.fields[f"{name}-name"] = small(
                LineField(label=f"{label}名称", limit=40, required=False), f"{label}名称"
            )
            for column, word in (("starts", "开始"), ("ends", "结束")):
                field = forms.DateField(label=f"{label}{word}", required=False, widget=DayInput)
                self.fields[f"{name}-{column}"] = small(field, f"{label}{word}")
            if number < len(known):
                self.initial.update({f"{name}-{c}": value for c, value in zip(COLUMNS, known[number], strict=True)})

    def _offers(self, code: str, heading: str, offers: Sequence[Any]) -> None:
        if not offers:
            return
        chosen = [one.id for one in offers if one.chosen]
        choices = [(one.id, one.label) for one in offers]
        if len(chosen) > EACH:
            self.at_once[code], chosen = chosen, [ALL]
            choices = [(ALL, f"{len(self.at_once[code])}份都要")]
        self.fields[f"o-{code}"] = forms.MultipleChoiceField(
            label=heading, required=False, widget=PickMany, choices=choices
        )
        self.initial[f"o-{code}"] = chosen

    def clean(self) -> dict[str, Any]:
        """A term has a name and both days; each stage has two to four, or none of its own."""
        given = super().clean() or self.cleaned_data
        for stage, label in self.labels.items():
            rows = [[given.get(f"t-{stage}-{n}-{column}") for column in COLUMNS] for n in range(MOST)]
            half = any(any(row) and not all(row) for row in rows)
            count = sum(all(row) for row in rows)
            if half:
                self.add_error(None, f"E-TRM-111 {label}有一个学期没有写全，名称、开始、结束都要写。")
            elif count < FEWEST and (stage == ALL or count):
                self.add_error(None, f"E-TRM-110 {label}一学年要有{FEWEST}到{MOST}个学期，现在是{count}个。")
        return given

    @property
    def term_tables(self) -> list[TermTable]:
        """The tables of terms, the county's first."""
        tables = []
        for stage, label in self.labels.items():
            rows = [[self[f"t-{stage}-{n}-{column}"] for column in COLUMNS] for n in range(MOST)]
            tables.append(TermTable(label, rows, stage == ALL or bool(rows[0][0].value())))
        return tables

    @property
    def offer_fields(self) -> list[BoundField]:
        """What may be chosen."""
        return [self[name] for name in self.fields if name.startswith("o-")]

    def terms(self) -> list[TermDays]:
        """The terms that were written."""
        found = []
        for stage in self.labels:
            for number in range(MOST):
                name, starts, ends = (self.cleaned_data[f"t-{stage}-{number}-{column}"] for column in COLUMNS)
                if name:
                    found.append(TermDays("" if stage == ALL else stage, name, starts, ends))
        return found

    def chosen(self) -> dict[str, list[str]]:
        """What comes along, by app."""
        found = {turner.code: self.cleaned_data.get(f"o-{turner.code}", []) for turner in TURNERS}
        return {code: self.at_once[code] if ALL in ids else ids for code, ids in found.items()}
