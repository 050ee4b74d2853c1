"""Form fields of the rosters that clean what people type."""

from __future__ import annotations

from typing import Any

from django import forms

from xieshou.kernel.names import clean_name, clean_school_name
from xieshou.kernel.text import clean_line


class LineField(forms.CharField):
    """One tidy line."""

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.limit, self.validators = limit, []
        self.error_messages["required"] = f"{self.label}还没有写。"

    def tidy(self, text: str) -> str:
        """The text as it is kept."""
        return clean_line(text, self.limit)

    def to_python(self, value: Any) -> str:
        try:
            return self.tidy(str(value or ""))
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from fault


class NameField(LineField):
    """A person's name, written one way."""

    def tidy(self, text: str) -> str:
        """王　芳 as 王芳."""
        return clean_name(super().tidy(text))


class SchoolNameField(LineField):
    """A school's name, written one way."""

    def tidy(self, text: str) -> str:
        """Brackets and figures as we keep them."""
        return clean_school_name(super().tidy(text))


class CountField(forms.IntegerField):
    """A head count that may be unknown."""

    def __init__(self, label: str, most: int = 100_000) -> None:
        words = {"invalid": f"{label}要填整数，比如320。"}
        size = forms.TextInput({"inputmode": "numeric"})
        super().__init__(label=label, required=False, min_value=0, max_value=most, widget=size, error_messages=words)


def chosen(label: str, choices: list[tuple[str, str]], required: bool = False) -> forms.ChoiceField:
    """One of a list, as chips or a select by its length."""
    words = {"invalid_choice": f"没有这个{label}，请重新选。", "required": f"{label}还没有选。"}
    options = choices if required else [("", "不选"), *choices]
    return forms.ChoiceField(label=label, choices=options, required=required, error_messages=words)
