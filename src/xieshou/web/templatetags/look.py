"""Tags that draw the components of the look, so that every page writes them the same way."""

import datetime
from collections.abc import Iterable
from typing import Any, Protocol

from django import template
from django.forms import BoundField
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from xieshou.drawings.dimensions import mark_of
from xieshou.kernel import dates

from ..forms import FieldLook, look_of
from ..icons import icon as icon_html
from ..icons import names_used
from ..icons import sprite as sprite_html
from ..navigation import Item
from ..navigation import sisters as sisters_of
from ..pages import leads

register = template.Library()

STATES = {"done": "已完成", "owed": "待完成", "risk": "有风险"}
WAITING = {"11": "两校已确认", "10": "等乡村学校确认", "01": "等城镇学校确认", "00": "等两校确认"}
PIECES = {"on", "due", "new", "now", "opt"}
LONGEST_BAR = 16


class Placed(Protocol):
    """Anything with a name that lies in town or in the country."""

    name: str
    short: str
    setting: str


@register.simple_tag
def icon(name: str, label: str = "", css: str = "ic") -> SafeString:
    """`{% icon "check" %}`: one picture; with a label it is read aloud."""
    return icon_html(name, label, css)


@register.simple_tag(takes_context=True)
def lead(context: Context, url: str, words: str) -> str:
    """`{% lead url words %}`: a link for whoever may open the page, and the words alone for others."""
    return format_html('<a href="{}">{}</a>', url, words) if leads(context["request"].user, url) else words


@register.inclusion_tag("web/_sisters.html", takes_context=True)
def sisters(context: Context, matter: str, label: str) -> dict[str, str | list[Item]]:
    """`{% sisters "pairs" "结对里的各页" %}`: the pages of one matter side by side."""
    request = context["request"]
    return {"items": sisters_of(matter, request.user, request), "label": label}


class Drawn(template.Node):
    """Renders its content, then the sheet with just the pictures that the content used."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        html = self.nodelist.render(context)
        return mark_safe(html + sprite_html(names_used(html)))


@register.tag
def sprite(parser: Parser, token: Token) -> Drawn:
    """`{% sprite %}…{% endsprite %}` around a page's body: whatever made the icons, their drawings follow."""
    nodelist = parser.parse(("endsprite",))
    parser.delete_first_token()
    return Drawn(nodelist)


@register.simple_tag
def bar(segments: Iterable[str], label: str, tall: bool | str = False) -> SafeString:
    """`{% bar segments label %}`: one segment is one thing promised; long ones become a track."""
    pieces = [piece if piece in PIECES else "" for piece in segments]
    if len(pieces) > LONGEST_BAR:
        return _track(pieces, label)
    inside = "".join(f'<i class="{piece}"></i>' if piece else "<i></i>" for piece in pieces)
    css = "bar tall" if tall else "bar"
    return format_html('<div class="{}" role="img" aria-label="{}">{}</div>', css, label, mark_safe(inside))


def _track(pieces: list[str], label: str) -> SafeString:
    done = 100 * sum(piece in ("on", "new", "now") for piece in pieces) / len(pieces)
    due = 100 * pieces.count("due") / len(pieces)
    inside = f'<rect width="{done:.2f}%" height="100%"/>'
    if due:
        inside += f'<rect class="bad" x="{100 - due:.2f}%" width="{due:.2f}%" height="100%"/>'
    return format_html('<svg class="track" role="img" aria-label="{}">{}</svg>', label, mark_safe(inside))


@register.simple_tag
def status(state: str, count: int | str = "") -> SafeString:
    """`{% status "risk" 2 %}`: the shape and the word of a state."""
    drawn = icon_html(f"s-{state}", css="")
    return format_html('<span class="st {}">{}{}{}</span>', state, drawn, STATES[state], count)


@register.simple_tag
def shape(state: str) -> SafeString:
    """`{% shape "risk" %}`: the shape alone, before a sentence that says the state."""
    return icon_html(f"s-{state}", css=f"shape {state}")


@register.simple_tag
def fig(text: object, unit: str = "", url: str = "") -> SafeString:
    """`{% fig 12 "节" url %}`: a figure that opens its records, never parted from its measure word."""
    if url:
        return format_html('<a class="fig" href="{}">{}{}</a>', url, text, unit)
    return format_html('<span class="n">{}{}</span>', text, unit)


@register.simple_tag
def school(place: Placed | None, short: bool | str = False) -> SafeString:
    """`{% school place %}`: ■ or ● and the name; `{% school place "short" %}` its short name."""
    if place is None:
        return mark_safe("")
    name = (getattr(place, "short", "") or place.name) if short else getattr(place, "told", place.name)
    return format_html('<span class="{}">{}</span>', "sch c" if place.setting == "country" else "sch", name)


@register.simple_tag
def face(name: str, setting: str = "town") -> SafeString:
    """`{% face name setting %}`: the first character in the shape of the place."""
    css = "face c" if setting == "country" else "face"
    return format_html('<span class="{}" aria-hidden="true">{}</span>', css, name[:1])


@register.simple_tag
def both(town: bool, country: bool, words: str = "") -> SafeString:
    """`{% both town country "等我校确认" %}`: which of the two schools has confirmed."""
    flags = f"{int(bool(town))}{int(bool(country))}"
    return format_html('<span class="both">{}{}</span>', icon_html(f"both-{flags}", css=""), words or WAITING[flags])


@register.simple_tag
def dimension(code: str) -> SafeString:
    """`{% dimension "research" %}`: the badge 研."""
    mark = mark_of(code)
    return format_html('<b class="dm {}" title="{}">{}</b>', mark.css, mark.label, mark.character)


@register.simple_tag
def dimensions(codes: Iterable[str]) -> SafeString:
    """`{% dimensions codes %}`: several badges in a row with one spoken label."""
    codes = list(codes)
    spoken = "、".join(mark_of(code).label for code in codes)
    badges = mark_safe("".join(dimension(code) for code in codes))
    return format_html('<span class="dms" role="img" aria-label="维度：{}">{}</span>', spoken, badges)


@register.simple_tag
def arrow(label: str = "支援") -> SafeString:
    """`{% arrow %}`: from who helps to who is helped."""
    return icon_html("arrow", label, "to")


def _date(value: Any) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return timezone.localdate(value) if timezone.is_aware(value) else value.date()
    return value if isinstance(value, datetime.date) else None


@register.filter
def day(value: Any) -> str:
    """`{{ date|day }}`: 今天, 明天, 6月9日; the year only when it differs."""
    on = _date(value)
    if on is None:
        return ""
    return dates.show(on, timezone.localdate())


@register.filter
def ago(value: Any) -> str:
    """`{{ date|ago }}`: 48天前."""
    on = _date(value)
    if on is None:
        return ""
    return dates.days_ago(on, timezone.localdate())


@register.inclusion_tag("web/_field.html")
def field(bound: BoundField) -> dict[str, FieldLook | BoundField]:
    """`{% field form.topic %}`: label, control, hint and error of a bound field."""
    return {"field": bound, "look": look_of(bound)}
