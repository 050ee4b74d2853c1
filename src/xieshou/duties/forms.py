"""The rule of one class of schools."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from xieshou.dimensions.selectors import dimension_choices
from xieshou.places.models import SETTINGS, STAGES
from xieshou.web.entry import EntryForm
from xieshou.web.forms import DayInput, Pick, PickMany


class RuleForm(EntryForm):
    """Which schools, how many they help, in which dimensions, from when."""

    setting = forms.ChoiceField(label="哪里的学校", choices=SETTINGS, widget=Pick, initial="town")
    stage = forms.ChoiceField(
        label="哪一类", required=False, choices=[("", "各类都算，另有规则的除外"), *STAGES],
        widget=forms.Select({"data-select": ""}),
    )  # fmt: skip
    partners = forms.IntegerField(
        label="每所至少帮几所", min_value=0, max_value=99, help_text="写0就是这一类从这天起没有任务。"
    )
    dimensions = forms.MultipleChoiceField(label="要有哪些维度", required=False, widget=PickMany)
    since = forms.DateField(label="从哪一天起", widget=DayInput)
    basis = forms.CharField(label="依据哪份文件", max_length=120, required=False)

    def __init__(self, *args: Any, changes: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if changes:  # the class of the rule that was opened stays
            del fields["setting"], fields["stage"]
        fields["dimensions"].choices = dimension_choices(self.initial.get("dimensions", ()))
        self.initial.setdefault("since", timezone.localdate())
