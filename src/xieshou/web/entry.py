"""Forms that change what others may change too: a key, a version, and both sides when two people clash."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from django import forms
from django.contrib import messages
from django.forms.utils import ErrorDict
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from xieshou.scoping.models import Conflict
from xieshou.web.keyed import KeyedForm
from xieshou.web.pages import SignedIn, attempt

T = TypeVar("T")
CONFLICT = 409


class Side(NamedTuple):
    """One field as it stands now and as it was written this time."""

    label: str
    theirs: str
    mine: str


class EntryForm(KeyedForm):
    """A keyed form with the version that was seen."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    clash: tuple[Side, ...] = ()

    def values(self) -> dict[str, Any]:
        """Cleaned values without the key and the version."""
        return {name: value for name, value in super().values().items() if name != "version"}

    def hush(self) -> None:
        """Show what was typed without complaints: nothing is being saved yet."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}

    def reseat(self, version: int) -> None:
        """The next press saves this time's words over the version just shown."""
        data = self.data.copy() if isinstance(self.data, QueryDict) else QueryDict(mutable=True)
        data["version"], data["key"] = str(version), str(uuid.uuid4())
        self.data = data


def version_shown(text: str) -> int:
    """The version a button carries; 0, which no record has, where the page did not say what it showed."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _said(form: forms.Form, name: str, value: Any) -> str:
    field = form.fields[name]
    if isinstance(value, (list, tuple)):
        return "、".join(_said(form, name, one) for one in value)
    choices = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    return choices.get(str(getattr(value, "pk", value)), "" if value is None else str(value))


def both_sides(form: forms.Form, theirs: Mapping[str, Any]) -> tuple[Side, ...]:
    """The fields that differ between what stands and what was typed."""
    sides = []
    for name, value in theirs.items():
        if name in form.fields and not form.fields[name].widget.is_hidden:
            now, typed = _said(form, name, value), _said(form, name, form.cleaned_data.get(name))
            if now != typed:
                sides.append(Side(str(form.fields[name].label or name), now, typed))
    return tuple(sides)


def change(form: EntryForm, write: Callable[[], T], theirs: Callable[[], Mapping[str, Any]]) -> T | None:
    """``attempt``; when somebody was first, the form carries both sides and may be pressed again."""

    def noting() -> T:
        try:
            return write()
        except Conflict as clash:
            form.clash = both_sides(form, theirs())
            form.reseat(getattr(clash.theirs, "version", 1))
            raise

    return attempt(form, noting)


def shown(request: SignedIn, template: str, heading: str, back: str, form: EntryForm, **context: Any) -> HttpResponse:
    """A page with one form; 409 while two people's words stand side by side."""
    context = {"form": form, "heading": heading, "back": back, **context}
    return render(request, template, context, status=CONFLICT if form.clash else 200)


def changing(
    request: SignedIn,
    form: EntryForm,
    write: Callable[..., T],
    theirs: Callable[[], Mapping[str, Any]],
    done: Callable[[T], str],
    *,
    heading: str,
    back: str,
    **context: Any,
) -> HttpResponse:
    """The whole of a page with one job: ask, ``write(**what was given)``, say what was done and go back."""
    if request.method == "POST" and form.is_valid():
        saved = change(form, lambda: write(**form.cleaned_data), theirs)
        if saved is not None:
            messages.info(request, done(saved))
            return redirect(back)
    return shown(request, "web/one_form.html", heading, back, form, **context)
