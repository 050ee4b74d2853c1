"""Needs and strengths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from xieshou.dimensions.selectors import dimension_choices
from xieshou.pairings.models import Need, Pairing
from xieshou.places.models import Place
from xieshou.web.entry import EntryForm
from xieshou.web.forms import DayInput


class NeedForm(EntryForm):
    """One sentence by one side, by dimension, and what it rests on."""

    school = forms.ChoiceField(label="哪一校")
    pairing = forms.ChoiceField(label="写给哪一对", required=False, widget=forms.Select({"data-select": ""}))
    sort = forms.ChoiceField(label="需求还是优势", choices=Need.SORTS, initial="need")
    dimension = forms.ChoiceField(label="维度", widget=forms.Select({"data-select": ""}))
    text = forms.CharField(label="一句话", max_length=300, widget=forms.Textarea({"rows": "2"}))
    basis = forms.ChoiceField(label="从哪里看出来", choices=Need.BASES, initial="other")
    stated_on = forms.DateField(label="哪天提的", widget=DayInput)

    def __init__(
        self, *args: Any, schools: Sequence[Place] = (), pairings: Iterable[Pairing] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {str(place.pk): place for place in schools}
        self.pairings = {str(pairing.pk): pairing for pairing in pairings}
        named = [(pk, place.name) for pk, place in self.schools.items()]
        if len(named) == 1:
            self.fields["school"].widget = forms.HiddenInput()
            self.fields["school"].initial = named[0][0]
        self.fields["school"].choices = named  # type: ignore[attr-defined]  # a choice field
        self.fields["dimension"].choices = dimension_choices([self.initial.get("dimension", "")])  # type: ignore[attr-defined]  # a choice field
        pairs = [(pk, str(pairing)) for pk, pairing in self.pairings.items()]
        self.fields["pairing"].choices = [("", "还没有结对，先写着"), *pairs]  # type: ignore[attr-defined]  # a choice field

    def values(self) -> dict[str, Any]:
        """Cleaned values with the school and the pair themselves."""
        given = super().values()
        given["school"] = self.schools[given["school"]]
        given["pairing"] = self.pairings.get(given["pairing"])
        return given
