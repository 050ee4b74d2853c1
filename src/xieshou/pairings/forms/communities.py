"""Communities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from xieshou.places.models import Place
from xieshou.web.entry import EntryForm
from xieshou.web.forms import DayInput, PickMany


class CommunityForm(EntryForm):
    """A core school and the members, all ticked one by one."""

    name = forms.CharField(label="名称", max_length=80)
    core = forms.ChoiceField(label="核心校", widget=forms.Select({"data-select": ""}))
    members = forms.MultipleChoiceField(label="成员校", widget=PickMany, required=False)
    since = forms.DateField(label="成立日期", widget=DayInput)

    def __init__(self, *args: Any, schools: Sequence[Place] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].widget.attrs["data-optional"] = "核心校不用勾"
        self.schools = {str(place.pk): place for place in schools}
        named = [(pk, place.name) for pk, place in self.schools.items()]
        self.fields["core"].choices = [("", "选一个"), *named]  # type: ignore[attr-defined]  # a choice field
        self.fields["members"].choices = named  # type: ignore[attr-defined]  # a choice field

    def values(self) -> dict[str, Any]:
        """Cleaned values with the schools themselves."""
        given = super().values()
        given["core"] = self.schools[given["core"]]
        given["members"] = [self.schools[code] for code in given["members"]]
        return given
