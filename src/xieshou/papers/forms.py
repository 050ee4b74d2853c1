"""Registering policy documents."""

from __future__ import annotations

from typing import Any

from django import forms

from xieshou.papers.models import PolicyDocument
from xieshou.web.entry import EntryForm
from xieshou.web.forms import DayInput


class PolicyForm(EntryForm):
    """A paper: what it is called, who issued it, when it holds."""

    title = forms.CharField(label="文件名", max_length=200, help_text="不用写书名号。")
    number = forms.CharField(label="文号", max_length=60, required=False)
    issuer = forms.CharField(label="发文单位", max_length=80)
    issued_on = forms.DateField(label="发文日期", widget=DayInput)
    in_force_from = forms.DateField(label="从哪天起执行", required=False, widget=DayInput)
    in_force_to = forms.DateField(label="执行到哪天", required=False, widget=DayInput)
    implements = forms.ModelChoiceField(label="落实哪份文件", queryset=PolicyDocument.objects.none(), required=False)
    pilot = forms.BooleanField(label="试点文件", required=False)

    def __init__(self, *args: Any, but: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = PolicyDocument.objects.exclude(pk=but)
        self.fields["implements"].queryset = others  # type: ignore[attr-defined]  # a model choice field
        self.fields["implements"].widget.attrs["data-select"] = ""
