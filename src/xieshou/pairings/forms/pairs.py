"""Opening, changing and ending a pair."""

from __future__ import annotations

from typing import Any

from django import forms

from xieshou.dimensions.selectors import dimension_choices
from xieshou.pairings.sides import side_choices
from xieshou.web.entry import EntryForm
from xieshou.web.forms import DayInput

SELECT = {"data-select": ""}


class LanesForm(EntryForm):
    """Which dimensions go which way, and who is asked on each side."""

    forward = forms.MultipleChoiceField(label="甲方帮乙方", required=False)
    backward = forms.MultipleChoiceField(label="乙方帮甲方", required=False)
    first_contact = forms.CharField(label="甲方联络人", max_length=60, required=False)
    second_contact = forms.CharField(label="乙方联络人", max_length=60, required=False)
    grid = ("forward", "backward")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = [code for name in self.grid for code in self.initial.get(name, ())]
        self.offered = dimension_choices(standing)
        for name in self.grid:
            self.fields[name].choices = self.offered  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("forward") and not given.get("backward"):
            self.add_error("forward", "至少选一个帮扶维度。")
        return given

    @property
    def lanes(self) -> list[dict[str, Any]]:
        """Rows of the grid: a dimension and whether each way is ticked."""
        ticked = [set(self[name].value() or ()) for name in self.grid]
        return [
            {"code": code, "label": label, "forward": code in ticked[0], "backward": code in ticked[1]}
            for code, label in self.offered
        ]


class AmendPairForm(LanesForm):
    """Lanes and contacts from a day on."""

    on = forms.DateField(label="从哪天起", widget=DayInput)
    field_order = ("on", "first_contact", "second_contact")


class OpenPairForm(LanesForm):
    """A new pair: two sides of any sort."""

    first = forms.ChoiceField(label="甲方", widget=forms.Select(SELECT))
    second = forms.ChoiceField(label="乙方", required=False, widget=forms.Select(SELECT))
    partner = forms.CharField(
        label="乙方在外县，或不是学校", max_length=80, required=False, help_text="写全名。名册里没有的，记成校外伙伴。"
    )
    since = forms.DateField(label="结对日期", widget=DayInput)
    field_order = ("first", "second", "partner", "since", "first_contact", "second_contact")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = side_choices()
        self.fields["first"].choices = [("", "选一个"), *choices]  # type: ignore[attr-defined]  # a choice field
        self.fields["second"].choices = [("", "选一个"), *choices]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not given.get("second") and not given.get("partner"):
            self.add_error("second", "选乙方，或在下面写全名。")
        if given.get("second") and given.get("partner"):
            self.add_error("partner", "乙方已经选了，这里空着。")
        return given


class ClosePairForm(EntryForm):
    """The last day of a pair."""

    until = forms.DateField(label="到哪天为止", widget=DayInput)
