"""A whole plan on one page: its texts, its measures a heading at a time, its quotas, its months a line each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django import forms

from xieshou.drafting.months import Unreadable, read_months
from xieshou.plans.operations.write_plan import CalendarDraft, MeasureDraft, PromiseDraft
from xieshou.web.rows import RowForm, Rows

from .lines import LineField, TextField
from .quotas import QuotaFields
from .texts import PlanForm

LONGEST_MEASURE = 600
# 1、 · (2) · ③、 before a line that was copied from a paper; the product numbers by itself.
_NUMBERED = re.compile(r"^\s*(?:[①-⑳]|[（(]\d{1,2}[)）]|\d{1,2}(?=[、.．]))\s*[、.．]?\s*")


class ComposeForm(PlanForm):
    """A plan's texts with its quotas and its months."""

    months = TextField(
        label="月度安排",
        required=False,
        rows=10,
        help_text="一行一件事，前面写月份，比如“10—12月：中层干部跟班学习”。换年就单写一行“2027年”，不写按顺序往后算。",
    )

    def __init__(self, *args: Any, drafts: Sequence[PromiseDraft], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quotas = QuotaFields(self, drafts)
        self.calendar: list[CalendarDraft] = []

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        self.quotas.check(given)
        if given.get("starts") and given.get("months"):
            try:
                self.calendar = read_months(given["months"], given["starts"])
            except Unreadable as told:
                self.add_error("months", str(told))
        return given

    def texts(self) -> dict[str, Any]:
        """Values without quotas and months."""
        return {name: value for name, value in self.values().items() if name in PlanForm.base_fields}


class HeadingLine(RowForm):
    """A heading with the words that lead it and its measures, one a line."""

    text_field = "measures"

    heading = LineField(label="标题", max_length=60, required=False, widget=forms.TextInput({"list": "headings"}))
    lead = TextField(label="想做到什么，可不填", max_length=LONGEST_MEASURE, required=False, rows=2)
    measures = TextField(label="措施，一行一条", required=False, rows=4)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if (given.get("measures") or given.get("lead")) and not given.get("heading"):
            self.add_error("heading", "写上标题，比如学校管理。")
        if given.get("lead") and not given.get("measures"):
            self.add_error("measures", "这个标题下至少写一条措施。")
        for number, line in enumerate(given.get("measures", "").splitlines(), 1):
            if len(line) > LONGEST_MEASURE:
                self.add_error("measures", f"第{number}条有{len(line)}个字，最多{LONGEST_MEASURE}个。分成两条。")
        return given

    def drafts(self) -> list[MeasureDraft]:
        """The words that lead the heading, then its measures."""
        given = self.cleaned_data
        lines = (_NUMBERED.sub("", line).strip() for line in given["measures"].splitlines())
        lead = [MeasureDraft(given["heading"], given["lead"], lead=True)] if given["lead"] else []
        return [*lead, *(MeasureDraft(given["heading"], line) for line in lines if line)]


def heading_rows(measures: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Measures as rows by heading."""
    by_heading = groupby(measures, lambda measure: measure[0])
    return [{"heading": heading, "measures": "\n".join(text for _, text in rows)} for heading, rows in by_heading]


def places_of(offered: Sequence[tuple[str, str]], rows: Rows) -> tuple[list[MeasureDraft], dict[int, int]]:
    """All measures as written; and where each offered one stands now: its line under its row, where there is one."""
    drafts: list[MeasureDraft] = []
    places: dict[int, int] = {}
    headings = [list(group) for _, group in groupby(range(len(offered)), lambda number: offered[number][0])]
    for number, row in enumerate(rows.forms):
        own = row.drafts() if row.written else []
        lines = [len(drafts) + at for at, draft in enumerate(own) if not draft.lead]
        for offered_at, line in zip(headings[number] if number < len(headings) else [], lines, strict=False):
            places[offered_at] = line
        drafts += own
    return drafts, places
