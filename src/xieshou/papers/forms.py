"""Registering policy documents."""

from __future__ import annotations

from typing import Any

from django import forms

from xieshou.files.fields import PaperFileField
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
    implements = forms.ModelChoiceField(
        label="落实哪份文件", queryset=PolicyDocument.objects.none(), required=False, empty_label="不选"
    )
    pilot = forms.BooleanField(label="试点文件", required=False)
    file = PaperFileField(
        label="文件原件",
        help_text="PDF、Word（.docx）或一张照片，不超过20MB，带宏、脚本或密码的不收。别处写错了要改时，这里再选一次。",
    )
    without_file = forms.BooleanField(label="去掉现在的原件", required=False)

    def __init__(self, *args: Any, paper: PolicyDocument | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = PolicyDocument.objects.exclude(pk=paper.pk) if paper else PolicyDocument.objects.all()
        if paper is None or not paper.file:
            del self.fields["without_file"]
        self.fields["implements"].queryset = others  # type: ignore[attr-defined]  # a model choice field
        self.fields["implements"].widget.attrs["data-select"] = ""
