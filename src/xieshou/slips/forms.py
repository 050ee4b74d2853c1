"""Forms of slips: the stranger's word, and what stands on a signed paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from xieshou.web.forms import DayInput, Pick
from xieshou.web.keyed import KeyedForm

from .models import Slip

BY = "姓名和职务"


class WordForm(KeyedForm):
    """Who says it, and what differs if anything does; the button pressed says which."""

    use_required_attribute = False
    by = forms.CharField(
        label=f"您的{BY}", max_length=60, help_text="比如：王建华，工会主席。",
        error_messages={"required": "E-SLP-104 写一下是谁确认的，姓名和职务。"},
    )  # fmt: skip
    remark = forms.CharField(label="有出入的，写一句", max_length=200, required=False, help_text="属实的不用写。")

    def word(self) -> dict[str, Any]:
        """As the operation takes it."""
        return {**self.values(), "true": self.data.get("answer") != "disputed"}


class PaperForm(KeyedForm):
    """What the partner signed and stamped."""

    use_required_attribute = False
    answer = forms.ChoiceField(label="对方怎么说", choices=Slip.ANSWERS, widget=Pick, initial="confirmed")
    by = forms.CharField(label=f"签字人的{BY}", max_length=60, error_messages={"required": "写一下谁签的字。"})
    on = forms.DateField(label="签字的日期", widget=DayInput, initial=timezone.localdate)
    remark = forms.CharField(label="有出入的，写一句", max_length=200, required=False)
    photo = forms.FileField(label="签字盖章的那张纸，拍一张", required=False)

    def word(self) -> dict[str, Any]:
        """As the operation takes it."""
        given = self.values()
        given.pop("photo")
        given["true"] = given.pop("answer") == "confirmed"
        return given
