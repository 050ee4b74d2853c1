"""Form fields from what the catalogue declares of a kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from xieshou.activities.facts import COUNTED_COLUMNS
from xieshou.activities.forms import LineField
from xieshou.catalogue import Field, Kind
from xieshou.catalogue.headings import subject_choices
from xieshou.web.forms import DayInput, Pick

COLUMNS: dict[str, Any] = {
    "subject": "",
    "until": None,
    **dict.fromkeys(COUNTED_COLUMNS),
    "level": "",
    "ict": False,
    "online": False,
}
ELSEWHERE = frozenset({"teachers", "topic", "on", "key", "kind", "version", "parts", "bond", "side", "day"})
MOST = 100_000


def fields_of(kind: Kind) -> dict[str, Field]:
    """The kind's own fields, without those the form asks in its own way."""
    return {field.name: field for field in kind.live_fields() if field.name not in ELSEWHERE}


def _choices(field: Field) -> list[tuple[str, str]]:
    return list(field.choices) or (subject_choices() if field.name == "subject" else [])


def form_field(field: Field) -> forms.Field:
    """The form field of a declared field."""
    told = not field.unit or field.label == f"{field.unit}数" or field.type not in ("int", "hours")
    label = field.label if told else f"{field.label}（{field.unit}）"
    common: dict[str, Any] = {"label": label, "required": field.required, "help_text": field.hint}
    common["error_messages"] = {"required": f"{field.label}还没有写。", "invalid": f"{field.label}看不懂，请重新填。"}
    if field.type in ("int", "hours"):
        common["error_messages"]["invalid"] = f"{field.label}要填整数，比如2。"
        size = {"inputmode": "numeric"}
        return forms.IntegerField(min_value=0, max_value=MOST, widget=forms.TextInput(attrs=size), **common)
    if field.type == "choice":
        common["error_messages"]["invalid_choice"] = f"没有这个{field.label}，请重新选。"
        return forms.ChoiceField(choices=[("", "不选"), *_choices(field)], widget=Pick, **common)
    if field.type == "yes":
        return forms.BooleanField(label=field.label, required=False)
    if field.type == "date":
        return forms.DateField(widget=DayInput, **common)
    if field.type == "link":
        return forms.URLField(max_length=300, assume_scheme="https", **common)
    long = field.type == "long"
    return LineField(lines=long, limit=1000 if long else 120, widget=forms.Textarea if long else None, **common)


def split(kind: Kind, cleaned: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Cleaned values of the kind's fields as columns, and as the JSON tail."""
    columns: dict[str, Any] = {}
    tail: dict[str, Any] = {}
    for name in fields_of(kind):
        value = cleaned.get(name)
        if name in COLUMNS:
            columns[name] = COLUMNS[name] if value in (None, "") else value
        elif value not in (None, "", False):
            tail[name] = value.isoformat() if isinstance(value, date) else value
    return columns, tail
