"""Agreements: the draft with its clauses, the day of signing, the day and reason of an early end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from xieshou.papers.models import PolicyDocument
from xieshou.papers.selectors import papers
from xieshou.web.entry import EntryForm
from xieshou.web.forms import DayInput
from xieshou.web.rows import RowForm

LINES = {"rows": "2"}


class AgreementForm(EntryForm):
    """Everything of an agreement but its clauses."""

    number = forms.CharField(label="编号", max_length=60, required=False)
    basis = forms.ModelChoiceField(
        label="依据",
        queryset=PolicyDocument.objects.none(),
        required=False,
        empty_label="不选",
        widget=forms.Select({"data-select": ""}),
    )
    starts = forms.DateField(label="从", widget=DayInput)
    ends = forms.DateField(label="到", widget=DayInput)
    rhythm = forms.CharField(label="会商", max_length=300, required=False, widget=forms.Textarea(LINES))
    money = forms.CharField(label="经费", max_length=300, required=False, widget=forms.Textarea(LINES))
    appraisal = forms.CharField(label="考核", max_length=300, required=False, widget=forms.Textarea(LINES))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis"].queryset = papers(today)  # type: ignore[attr-defined]  # a model choice field


class ClauseForm(RowForm):
    """A clause: a heading and what is agreed."""

    columns = ("标题", "内容")

    heading = forms.CharField(label="标题", max_length=60, required=False, widget=forms.TextInput({"size": "8"}))
    text = forms.CharField(
        label="内容", max_length=600, required=False, widget=forms.Textarea({"rows": "3", "cols": "60"})
    )


class SignForm(EntryForm):
    """Both sides signed on paper."""

    on = forms.DateField(label="签订日期", widget=DayInput)


class EndForm(EntryForm):
    """An early end."""

    on = forms.DateField(label="终止日期", widget=DayInput)
    because = forms.CharField(label="为什么终止", max_length=200)
