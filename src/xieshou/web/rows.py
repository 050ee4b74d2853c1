"""Rows inside a form: as many as stand, three empty ones, and a button for three more; all without scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.http import QueryDict

EMPTY_ROWS = 3
MOST_ROWS = 200


class RowForm(forms.Form):
    """One row; a row whose ``text_field`` is empty is left out, so emptying it deletes it."""

    use_required_attribute = False
    text_field = "text"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "in")

    @property
    def written(self) -> bool:
        """Whether the row holds something to keep."""
        return bool(getattr(self, "cleaned_data", {}).get(self.text_field))


class Rows(BaseFormSet):  # type: ignore[type-arg]  # any row form
    """Rows of one kind."""

    def values(self) -> list[dict[str, Any]]:
        """Cleaned values of the rows that hold something."""
        return [form.cleaned_data for form in self.forms if form.written]


def rows(
    row_form: type[RowForm],
    data: QueryDict | None,
    initial: Sequence[Mapping[str, Any]] = (),
    prefix: str = "rows",
    **given: Any,
) -> Rows:
    """The rows as they stand or as they were sent; pressing the button for more adds empty ones and keeps the rest."""
    factory: Any = formset_factory(row_form, formset=Rows, extra=EMPTY_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
    if data is None:
        made: Rows = factory(initial=list(initial), prefix=prefix, form_kwargs=given)
        return made
    if wants_more(data):
        data = data.copy()
        count = data.get(f"{prefix}-TOTAL_FORMS", "0")
        data[f"{prefix}-TOTAL_FORMS"] = str(min(MOST_ROWS, int(count) + EMPTY_ROWS)) if count.isdigit() else "3"
    made = factory(data, prefix=prefix, form_kwargs=given)
    return made


def wants_more(data: Mapping[str, Any] | None) -> bool:
    """Whether the button for more rows was pressed."""
    return bool(data) and "more" in (data or {})
