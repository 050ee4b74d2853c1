"""Many quotas in one form: kept or not, and how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms

from xieshou.catalogue import catalogue
from xieshou.plans.models import Promise
from xieshou.plans.operations.write_plan import PromiseDraft
from xieshou.plans.wording import entered_in, lead_words, measure_word, part_words

MOST = 9_999_999


@dataclass(frozen=True)
class QuotaRow:
    """A quota in the form: what it says before its number, and its three controls."""

    lead: str
    unit: str
    keep: forms.BoundField
    minimum: forms.BoundField
    maximum: forms.BoundField

    part: bool = False

    @property
    def errors(self) -> list[str]:
        """What is wrong with the row."""
        return [*self.keep.errors, *self.minimum.errors, *self.maximum.errors]


class QuotaFields:
    """Adds three controls a draft to a form, and reads them back."""

    def __init__(self, form: forms.Form, drafts: Sequence[PromiseDraft]) -> None:
        self.form, self.drafts = form, list(drafts)
        for number, draft in enumerate(self.drafts):
            per = entered_in(draft.indicator)
            form.fields[f"keep_{number}"] = forms.BooleanField(required=False, initial=True, label="要")
            form.fields[f"min_{number}"] = forms.IntegerField(
                label="最少", min_value=1, max_value=MOST, required=False, initial=draft.minimum // per
            )
            most = draft.maximum // per if draft.maximum is not None else None
            form.fields[f"max_{number}"] = forms.IntegerField(
                label="最多", min_value=1, max_value=MOST, required=False, initial=most
            )

    @property
    def rows(self) -> list[QuotaRow]:
        """Rows for the page."""
        form = self.form
        return [
            QuotaRow(
                _lead(draft),
                measure_word(catalogue.indicators[draft.indicator]),
                form[f"keep_{number}"],
                form[f"min_{number}"],
                form[f"max_{number}"],
                draft.within is not None,
            )
            for number, draft in enumerate(self.drafts)
        ]

    def check(self, given: dict[str, Any]) -> None:
        """A kept quota has a number, and its upper end is not below its lower."""
        for number in range(len(self.drafts)):
            least, most = given.get(f"min_{number}"), given.get(f"max_{number}")
            if not given.get(f"keep_{number}"):
                continue
            if least is None and f"min_{number}" not in self.form.errors:
                self.form.add_error(f"min_{number}", "写上最少几次；不要这一项，就去掉前面的勾。")
            if least is not None and most is not None and most < least:
                self.form.add_error(f"max_{number}", f"最多{most}小于最少{least}。对调或改一个。")

    def chosen(self) -> list[int]:
        """Positions of the drafts that are kept."""
        return [n for n in range(len(self.drafts)) if self.form.cleaned_data[f"keep_{n}"]]

    def kept(self) -> list[PromiseDraft]:
        """The drafts that are kept, with the numbers as changed; a part whose whole is not kept stands alone."""
        found, chosen = [], self.chosen()
        for number in chosen:
            draft, given = self.drafts[number], self.form.cleaned_data
            per, most = entered_in(draft.indicator), given[f"max_{number}"]
            numbers = {"minimum": given[f"min_{number}"] * per, "maximum": most * per if most is not None else None}
            within = chosen.index(draft.within) if draft.within in chosen else None
            found.append(replace(draft, within=within, **numbers))
        return found


def _lead(draft: PromiseDraft) -> str:
    promise = promise_like(draft)
    return lead_words(promise) if draft.within is None else f"其中{part_words(promise)}"


def promise_like(draft: PromiseDraft) -> Promise:
    """A promise that is only said, never saved."""
    same = ("name", "indicator", "minimum", "maximum", "per", "each", "heads")
    quota = {name: getattr(draft, name) for name in same}
    return Promise(**quota, subjects=list(draft.subjects), doer=draft.doer, responsible=draft.responsible)
