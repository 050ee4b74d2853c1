"""Text as plans keep it: cleaned while the form is read, so that a stray character is told under its field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from xieshou.kernel.text import clean_line, clean_text

LONGEST_TEXT = 4000


class LineField(forms.CharField):
    """One line."""

    def to_python(self, value: Any) -> str:
        """The line without breaks and hidden characters."""
        text = super().to_python(value) or ""
        return _told(clean_line, text, self.max_length)


class TextField(forms.CharField):
    """Several lines."""

    def __init__(self, **kwargs: Any) -> None:
        rows = str(kwargs.pop("rows", 5))
        kwargs.setdefault("max_length", LONGEST_TEXT)
        super().__init__(widget=forms.Textarea({"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        """The text without hidden characters."""
        text = super().to_python(value) or ""
        return _told(clean_text, text, self.max_length)


def _told(clean: Any, text: str, limit: int | None) -> str:
    try:
        cleaned: str = clean(text, limit or LONGEST_TEXT)
    except ValueError as told:
        raise ValidationError(str(told)) from told
    return cleaned
