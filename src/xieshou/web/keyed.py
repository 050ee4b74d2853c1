"""Forms that may be sent twice and are saved once."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms


class KeyedForm(forms.Form):
    """Carries the client's key; the same key and body answer what was stored."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4

    def values(self) -> dict[str, Any]:
        """Cleaned values without the key."""
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}


class FoldedForm(KeyedForm):
    """A keyed form that asks for ``FIRST`` and folds ``MORE`` away until something stands there."""

    FIRST: tuple[str, ...] = ()
    MORE: tuple[str, ...] = ()
    UNSAID: tuple[Any, ...] = (None, "")

    @property
    def first(self) -> list[forms.BoundField]:
        """What is asked."""
        return [self[name] for name in self.FIRST if name in self.fields]

    @property
    def more(self) -> list[forms.BoundField]:
        """What may be said too."""
        return [self[name] for name in self.MORE]

    @property
    def more_open(self) -> bool:
        """Whether something stands in the further fields, so that they must not be folded away."""
        return any(self[name].errors or self[name].value() not in self.UNSAID for name in self.MORE)
