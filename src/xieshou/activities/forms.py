"""A line of text without anything invisible, and the sentence of withdrawing."""

from __future__ import annotations

from typing import Any

from django import forms

from xieshou.kernel.text import clean_line, clean_text
from xieshou.web.keyed import KeyedForm


class LineField(forms.CharField):
    """One line, or several, without anything invisible."""

    def __init__(self, *, lines: bool = False, limit: int = 120, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.lines, self.limit = lines, limit
        self.validators = []

    def to_python(self, value: Any) -> str:
        try:
            return (clean_text if self.lines else clean_line)(str(value or ""), self.limit)
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from fault


class WithdrawForm(KeyedForm):
    """Why a record is taken back."""

    use_required_attribute = False
    because = LineField(
        label="为什么撤回", help_text="对方学校会看到。", error_messages={"required": "写一句为什么撤回，对方会看到。"}
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
