"""A plan's title, days and texts, and the rows of its measures and calendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from xieshou.pairings.models import Need
from xieshou.plans.models import Measure, Plan, Promise
from xieshou.web.entry import EntryForm
from xieshou.web.forms import DayInput, Pick
from xieshou.web.rows import RowForm

from .lines import LineField, TextField

NAMES = ("title", "sort", "starts", "ends", "theme", "basis", "guiding", "organisation", "guarantees")


class PlanForm(EntryForm):
    """Everything of a plan but its rows."""

    title = LineField(label="名称", max_length=120)
    sort = forms.ChoiceField(label="哪一种", choices=Plan.SORTS, widget=Pick)
    starts = forms.DateField(label="从", widget=DayInput)
    ends = forms.DateField(label="到", widget=DayInput)
    theme = LineField(label="本期主题", max_length=120, required=False)
    basis = TextField(label="依据的文件", required=False, rows=3, help_text="一行一份，写上书名号和文号。")
    guiding = TextField(label="指导思想", required=False, rows=6)
    organisation = TextField(label="组织机构", required=False, rows=6)
    guarantees = TextField(label="工作保障", required=False, rows=5)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] <= given["starts"]:
            self.add_error("ends", "结束日期要晚于开始日期。")
        return given


def texts_of(plan: Plan) -> dict[str, Any]:
    """A plan's own values, as the form begins with them."""
    return {name: getattr(plan, name) for name in NAMES}


class MeasureLine(RowForm):
    """A measure: its heading, what is done, and the need it answers."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    heading = LineField(label="标题", max_length=60, required=False, widget=forms.TextInput({"list": "headings"}))
    text = TextField(label="内容", max_length=600, required=False, rows=3)
    lead = forms.BooleanField(label="是标题下总的话，不编号", required=False)
    need = forms.ChoiceField(label="回应哪条需求，可不选", required=False)

    def __init__(self, *args: Any, needs: Sequence[Need] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs = {str(need.pk): need for need in needs}
        choices = [("", "不对应"), *((pk, f"{need.school.brief}：{need.text}") for pk, need in self.needs.items())]
        self.fields["need"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("text") and not given.get("heading"):
            self.add_error("heading", "写上标题，比如学校管理。")
        given["need"] = self.needs.get(given.get("need", ""))
        return given


class CalendarLine(RowForm):
    """A line of the calendar: from when to when, what, and the promise it serves."""

    starts = forms.DateField(label="从", required=False, widget=DayInput)
    ends = forms.DateField(label="到，只一天可不填", required=False, widget=DayInput)
    text = LineField(label="做什么", max_length=300, required=False)
    target = forms.ChoiceField(label="哪一项承诺，可不选", required=False)

    def __init__(self, *args: Any, promises: Iterable[Promise] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.promises = {str(promise.pk): promise for promise in promises}
        choices = [("", "不对应"), *((pk, promise.name) for pk, promise in self.promises.items())]
        self.fields["target"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("text") and not given.get("starts") and "starts" not in self.errors:
            self.add_error("starts", "写上哪天开始。")
        given["ends"] = given.get("ends") or given.get("starts")
        if given.get("text") and given.get("starts") and given["ends"] < given["starts"]:
            self.add_error("ends", "结束早于开始。")
        given["target"] = self.promises.get(given.get("target", ""))
        return given


def measure_rows(measures: Iterable[Measure]) -> list[dict[str, Any]]:
    """Measures as the rows begin with them."""
    return [
        {"id": m.pk, "heading": m.heading, "text": m.text, "lead": m.lead, "need": m.need_id or ""} for m in measures
    ]
