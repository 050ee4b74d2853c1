"""The form of a county's rules."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from xieshou.web.forms import DayInput, Pick

from .models import code_choices


class RuleForm(forms.Form):
    """One number, where it comes from, and from when it holds."""

    code = forms.ChoiceField(label="哪一条", choices=code_choices, widget=Pick)
    value = forms.IntegerField(label="改成多少", min_value=0, max_value=1000)
    source = forms.CharField(label="依据", max_length=120, help_text="哪份文件，或者哪次会议。")
    since = forms.DateField(label="从哪天起", widget=DayInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = timezone.localdate

    def given(self) -> dict[str, str | int | date]:
        """The cleaned values, as the operation takes them."""
        return dict(self.cleaned_data)
