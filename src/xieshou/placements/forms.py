"""Forms of placements: recording and mending one, ending or withdrawing it, and the county's plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from xieshou.accounts.models import User
from xieshou.catalogue.headings import subject_choices
from xieshou.pairings.selectors import others_for
from xieshou.people.selectors import staff_of, tell_apart
from xieshou.places.models import Place
from xieshou.places.selectors import county_of, schools_in
from xieshou.web.forms import DayInput, Pick
from xieshou.web.keyed import FoldedForm, KeyedForm

from .models import Batch, Placement, kind_choices


class PlacementForm(FoldedForm):
    """Who goes where, as what, from when to when; the rest may be left out."""

    kind = forms.ChoiceField(label="哪种形式", choices=kind_choices, widget=Pick)
    owner = forms.ModelChoiceField(label="派出学校", queryset=Place.objects.none(), empty_label="选一所学校")
    name = forms.CharField(
        label="派谁去", max_length=60, widget=forms.TextInput({"list": "names", "autocomplete": "off"})
    )
    host = forms.ModelChoiceField(
        label="到哪所学校", queryset=Place.objects.none(), widget=forms.Select({"data-select": ""})
    )
    subject = forms.ChoiceField(label="学科", required=False)
    starts = forms.DateField(label="从哪一天", widget=DayInput)
    ends = forms.DateField(label="到哪一天", widget=DayInput)
    weekly_lessons = forms.IntegerField(label="每周上几节课", required=False, min_value=0, max_value=40)
    post = forms.CharField(label="在那里的职务", max_length=40, required=False)
    project = forms.CharField(label="带着的课题", max_length=120, required=False)
    duties = forms.CharField(label="在那里做什么", max_length=300, required=False, widget=forms.Textarea({"rows": "3"}))
    lodging = forms.CharField(label="住在哪里", max_length=120, required=False)
    batch = forms.ModelChoiceField(label="批次", queryset=Batch.objects.none(), required=False, empty_label="不选")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    FIRST = ("kind", "owner", "name", "host", "subject", "starts", "ends", "weekly_lessons")
    MORE = ("batch", "post", "project", "duties", "lodging")

    def __init__(self, *args: Any, user: User, placement: Placement | None = None, **kwargs: Any) -> None:
        initial = _initial(placement) if placement else {"starts": timezone.localdate()}
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        self.user = user
        base = placement.owner if placement else user.place
        fields: dict[str, Any] = self.fields
        fields["host"].empty_label = "选一所学校"
        fields["host"].queryset = others_for(base)
        fields["subject"].choices = [("", "不分学科"), *subject_choices()]
        fields["batch"].queryset = Batch.objects.filter(county=county_of(base)).order_by("-year", "-number")
        if placement or base.is_school:
            del self.fields["owner"]
        else:
            fields["owner"].queryset = schools_in(base)
        self.names = list(tell_apart(list(staff_of(base))).values()) if base.is_school else []


def _initial(placement: Placement) -> dict[str, Any]:
    names = (*PlacementForm.FIRST, *PlacementForm.MORE, "version")
    return {name: getattr(placement, name) for name in names if name != "owner"}


class EndForm(KeyedForm):
    """When it ended, and why before its day."""

    actual_end = forms.DateField(label="哪一天结束的", widget=DayInput)
    because = forms.CharField(label="为什么提前结束", max_length=120)


class WithdrawForm(KeyedForm):
    """Why the record is taken back."""

    because = forms.CharField(
        label="为什么撤回", max_length=120, help_text="对方学校会看到这句话。记录还在，只是不再计数。"
    )


class DutyForm(KeyedForm):
    """How many posts a school owes in a school year."""

    school = forms.ModelChoiceField(
        label="学校",
        queryset=Place.objects.none(),
        empty_label="选一所学校",
        widget=forms.Select({"data-select": ""}),
    )
    year = forms.IntegerField(
        label="学年", min_value=2000, max_value=2099, help_text="写开学那一年，2026就是2026—2027学年。"
    )
    planned_posts = forms.IntegerField(label="派几人", min_value=0, max_value=9999, help_text="写0就是这一年没有任务。")
    remark = forms.CharField(label="说明", max_length=120, required=False)

    def __init__(self, *args: Any, county: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["school"].queryset = schools_in(county)


class BatchForm(KeyedForm):
    """A batch: its number, dates and planned posts."""

    year = forms.IntegerField(
        label="学年", min_value=2000, max_value=2099, help_text="写开学那一年，2026就是2026—2027学年。"
    )
    number = forms.IntegerField(
        label="第几批", min_value=1, max_value=99, help_text="同一学年同一批，再写一遍就是修改。"
    )
    planned_posts = forms.IntegerField(label="计划派几人", min_value=0, max_value=9999)
    starts = forms.DateField(label="从哪一天", widget=DayInput)
    ends = forms.DateField(label="到哪一天", widget=DayInput)
    name = forms.CharField(label="叫什么", max_length=60, required=False)
    basis = forms.CharField(label="依据哪份文件", max_length=120, required=False)
