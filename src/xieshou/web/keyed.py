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
