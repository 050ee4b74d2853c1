"""A form's field for one paper: what comes out was looked into and may be kept."""

from __future__ import annotations

from typing import Any

from django import forms

from xieshou.files.attaching import MOST_BYTES, CleanFile, clean_file
from xieshou.files.cleaning import FileRefused

ACCEPTED = ".pdf,.docx,image/jpeg,image/png"


class PaperFileField(forms.FileField):
    """PDF, Word or a picture. A browser cannot keep a file, so after any fault on the page it is chosen again."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.FileInput({"accept": ACCEPTED})
        super().__init__(required=False, allow_empty_file=True, widget=widget, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> CleanFile | None:
        """The file as it may be kept, or a sentence why not."""
        given = super().clean(data, initial)
        if given is None:
            return None
        try:
            return clean_file(given.read(MOST_BYTES + 1))
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
