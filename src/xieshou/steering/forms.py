"""Steering groups."""

from __future__ import annotations

from typing import Any

from django import forms

from xieshou.steering.models import GroupMember
from xieshou.web.entry import EntryForm
from xieshou.web.forms import DayInput
from xieshou.web.rows import RowForm


class GroupForm(EntryForm):
    """A group as of a day."""

    name = forms.CharField(label="名称", max_length=80)
    since = forms.DateField(label="从哪天起", widget=DayInput, help_text="名单里没有的人，记到这天的前一天为止。")
    office = forms.CharField(label="办公室设在", max_length=80, required=False)
    duties = forms.CharField(label="职责", max_length=2000, required=False, widget=forms.Textarea({"rows": "3"}))


class SeatForm(RowForm):
    """A name, a post and a seat."""

    text_field = "name"
    columns = ("姓名", "职务", "席位")

    name = forms.CharField(label="姓名", max_length=60, required=False, widget=forms.TextInput({"placeholder": "姓名"}))
    post = forms.CharField(label="职务", max_length=60, required=False, widget=forms.TextInput({"placeholder": "职务"}))
    role = forms.ChoiceField(label="席位", choices=GroupMember.ROLES, initial="member", required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        given["role"] = given.get("role") or "member"
        return given
