"""How a form's field is shown, and the widgets that ask for a particular showing."""

from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.safestring import SafeString

MOST_CHIPS = 6
DJANGO_ROWS = "10"  # the height Django gives a text area; nobody chose it


class Pick(forms.RadioSelect):
    """One of a few, as chips."""


class PickMany(forms.CheckboxSelectMultiple):
    """Some of a few, as chips."""


class Tiles(forms.RadioSelect):
    """One kind, as tiles with a picture each; `icons` maps values to picture names."""

    def __init__(self, icons: dict[str, str] | None = None, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.icons = icons or {}


class DayInput(forms.DateInput):
    """A date, chosen with the device's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PhotoInput(forms.FileInput):
    """Photos, taken or chosen; the browser shrinks them and sends them after the text."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": "image/*", "multiple": True, "data-photo-input": "", **(attrs or {})})


class Option(NamedTuple):
    """A chip or a tile."""

    id: str
    name: str
    type: str
    value: str
    label: str
    chosen: bool
    icon: str


class FieldLook(NamedTuple):
    """What the template needs to show one field."""

    shape: str
    label: str
    aside: str
    options: list[Option]
    control: SafeString | None
    described_by: str


def look_of(bound: forms.BoundField) -> FieldLook:
    """Decides how a field is shown from its widget and the number of its choices."""
    shape = _shape(bound)
    chips = shape in ("pick", "tiles")
    described_by = bound.aria_describedby or bound.field.widget.attrs.get("aria-describedby", "")
    return FieldLook(
        shape=shape,
        label=str(bound.label or ""),
        aside=_aside(bound),
        options=_options(bound) if chips else [],
        control=None if chips else _control(bound, shape),
        described_by=described_by,
    )


def _shape(bound: forms.BoundField) -> str:
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, Tiles):
        return "tiles"
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "pick"
    if isinstance(widget, forms.SelectMultiple):
        return "text"
    if isinstance(widget, forms.Select):  # RadioSelect is not a Select: it says pick, whatever the number
        grouped = any(group for group, _, _ in widget.optgroups(bound.html_name, []))
        few = not grouped and len(_real(bound)) <= MOST_CHIPS
        return "pick" if few and "data-select" not in widget.attrs else "text"
    return _simple_shape(widget)


def _simple_shape(widget: forms.Widget) -> str:
    if isinstance(widget, forms.RadioSelect):
        return "pick"
    if isinstance(widget, PhotoInput):
        return "photos"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    return "text"


def _real(bound: forms.BoundField) -> list[BoundWidget]:
    """The options that name something."""
    return [option for option in bound.subwidgets if str(option.data.get("value") or "")]


def _options(bound: forms.BoundField) -> list[Option]:
    widget = bound.field.widget
    several = isinstance(widget, forms.CheckboxSelectMultiple)
    icons: dict[str, str] = getattr(widget, "icons", {})
    shown = _real(bound) if several or bound.field.required else bound.subwidgets
    kind = "checkbox" if several else "radio"
    return [_option(option.data, kind, f"{bound.auto_id}_{place}", icons) for place, option in enumerate(shown)]


def _option(data: dict[str, Any], kind: str, id: str, icons: dict[str, str]) -> Option:
    value = "" if data["value"] is None else str(data["value"])
    label = str(data["label"]) if value else "不选"
    return Option(id, data["name"], kind, value, label, bool(data["selected"]), icons.get(value, ""))


def _aside(bound: forms.BoundField) -> str:
    """The words beside the label: what may be left out."""
    said = bound.field.widget.attrs.get("data-optional")
    if said:
        return str(said)
    return "" if bound.field.required or isinstance(bound.field, forms.BooleanField) else "可不填"


def _control(bound: forms.BoundField, shape: str) -> SafeString:
    if shape in ("hidden", "check", "photos"):
        return bound.as_widget()
    own = bound.field.widget.attrs
    attrs: dict[str, str | bool] = {"class": f"in {own.get('class', '')}".strip()}
    if isinstance(bound.field.widget, forms.Textarea) and own.get("rows") == DJANGO_ROWS:
        attrs["rows"] = "4"
    return bound.as_widget(attrs=attrs)
