"""Adding and changing a dimension."""

from __future__ import annotations

from django import forms

from xieshou.web.keyed import KeyedForm

from .models import LONGEST


class AddForm(KeyedForm):
    """The name of a new one."""

    label = forms.CharField(
        label="名称", max_length=40, help_text=f"最多{LONGEST}个字，比如“书法”。图里用第一个字。",
        error_messages={"required": "名称还没有写。"},
    )  # fmt: skip


class AmendForm(AddForm):
    """Its name, and whether it is still offered."""

    retired = forms.BooleanField(label="停用，新的结对和需求里不再出现", required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
