"""Founding a community, changing who belongs to it, ending it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from xieshou.pairings.models import Community
from xieshou.places.models import Place
from xieshou.web.entry import EntryForm
from xieshou.web.forms import DayInput, Pick, PickMany

BETWEEN = re.compile(r"[、，,;；\n]+")
MOST_AFAR = 20


class MembersForm(EntryForm):
    """The members, ticked one by one, and those beyond the county by name."""

    members = forms.MultipleChoiceField(label="成员校", widget=PickMany, required=False)
    afar = forms.CharField(
        label="外县的成员校",
        max_length=400,
        required=False,
        help_text="写全名，几所之间用顿号。名册里没有的，记成校外伙伴。",
    )

    def __init__(self, *args: Any, schools: Sequence[Place] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].widget.attrs["data-optional"] = "核心校不用勾"
        self.schools = {str(place.pk): place for place in schools}
        self.named = [(pk, place.name) for pk, place in self.schools.items()]
        self.fields["members"].choices = self.named  # type: ignore[attr-defined]  # a choice field

    def clean_afar(self) -> list[str]:
        """Names, one by one."""
        names = [name for name in (part.strip() for part in BETWEEN.split(self.cleaned_data["afar"])) if name]
        if len(names) > MOST_AFAR:
            raise forms.ValidationError(f"一次最多写{MOST_AFAR}所。")
        return names

    def clean_members(self) -> list[Place]:
        """The schools themselves."""
        return [self.schools[code] for code in self.cleaned_data["members"]]


class CommunityForm(MembersForm):
    """A core school and the members."""

    name = forms.CharField(label="名称", max_length=80)
    sort = forms.ChoiceField(label="哪一种", choices=Community.SORTS, widget=Pick, initial="community")
    core = forms.ChoiceField(label="核心校", widget=forms.Select({"data-select": ""}))
    since = forms.DateField(label="成立日期", widget=DayInput)
    field_order = ("name", "sort", "core", "members", "afar", "since")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["core"].choices = [("", "选一个"), *self.named]  # type: ignore[attr-defined]  # a choice field

    def clean_core(self) -> Place:
        """The school itself."""
        return self.schools[self.cleaned_data["core"]]


class ChangeForm(MembersForm):
    """Who belongs to it from a day on."""

    on = forms.DateField(label="从哪天起", widget=DayInput, help_text="走的学校，前一天还算。以前的记录都留着。")
    field_order = ("on", "members", "afar")


class EndForm(EntryForm):
    """The last day."""

    until = forms.DateField(label="到哪天为止", widget=DayInput)
