"""Forms of the upgrade's pages."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import TemporaryUploadedFile

from .bundles import MOST_BYTES, NOT_OURS


class BringForm(forms.Form):
    """An archive from a stick or another machine."""

    archive = forms.FileField(
        label="新的安装包",
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".gz"}),
        help_text="文件名像xieshou-0.2.0.tar.gz，一百来MB。",
        error_messages={"required": "安装包还没有选。"},
    )

    def clean_archive(self) -> TemporaryUploadedFile:
        """Not larger than one can be."""
        given: TemporaryUploadedFile = self.cleaned_data["archive"]
        if (given.size or 0) > MOST_BYTES:
            raise forms.ValidationError(NOT_OURS)
        return given


class GoForm(forms.Form):
    """Nothing but the button, where a refusal can be said."""
