"""Forms of the backups' pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings

from xieshou.web.forms import Pick

from .shelf import label_of, places


class PlaceForm(forms.Form):
    """Where a new backup goes; asked only when there is a choice."""

    place = forms.ChoiceField(label="放到哪里", widget=Pick, required=False, initial="0")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.here = {str(settings.BACKUP_FOLDERS.index(folder)): folder for folder in places()}
        field = self.fields["place"]
        field.choices = [(n, label_of(folder)) for n, folder in self.here.items()]  # type: ignore[attr-defined]  # a choice field has choices
        field.required = len(self.here) > 1
        field.error_messages["required"] = "选一个放的地方。"
        field.error_messages["invalid_choice"] = (
            "E-KEP-102 这个地方现在放不了。U盘或移动硬盘插好了再来，或者换一个地方。"
        )

    @property
    def several(self) -> bool:
        """Whether there is a choice."""
        return len(self.here) > 1

    @property
    def folder(self) -> Path:
        """The folder chosen."""
        return self.here[self.cleaned_data["place"] or next(iter(self.here))]


class RestoreForm(forms.Form):
    """Going back is said yes to, in words."""

    yes = forms.BooleanField(error_messages={"required": "先勾上这一句，再恢复。"})

    def __init__(self, since: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["yes"].label = f"我知道：{since}以后记的，恢复以后就不在了"
