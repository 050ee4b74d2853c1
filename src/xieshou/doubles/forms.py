"""Forms about two records."""

from __future__ import annotations

from django import forms

from xieshou.web.keyed import KeyedForm


class BothForm(KeyedForm):
    """Which record stays, and which goes."""

    stays = forms.UUIDField()
    goes = forms.UUIDField()


class ApartForm(KeyedForm):
    """Why two records are two events."""

    first = forms.UUIDField()
    second = forms.UUIDField()
    because = forms.CharField(max_length=120)
