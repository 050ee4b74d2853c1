"""Charts from one Vega-Lite specification: SVG for the page, PNG for Word."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import vl_convert
from PIL import ImageFont
from pylopdf_fonts_zh_cn import sans_path

from xieshou.documents.vectors import safe_svg
from xieshou.drawings.palette import BRAND, INK, INK_2, LINE, colours_of

Spec = dict[str, Any]
Row = Mapping[str, Any]

_PAPER_TEXT = 9  # pt; one Vega pixel is one point on paper
_PAGE_TEXT = 14  # px; the smallest size of the look
_PAGE_WIDTH = 360  # fits a phone at full size
_ROW = 20  # height of one bar with its gap, on paper
_NO_GLYPH = "\ue123"  # private use: draws the font's box for what it lacks


def svg(spec: Spec) -> str:
    """Draw the chart for a page: text of 14 px, colours that follow the theme, nothing a strict CSP refuses."""
    return _svg(_content(spec))


def png(spec: Spec, scale: float = 3.0, width_cm: float = 14.0) -> bytes:
    """Draw the chart for paper: `width_cm` wide with text of 9 pt, `scale` pixels to the point."""
    return _png(_content(spec), scale, width_cm)


def picture_png(drawing: str, width_cm: float, scale: float = 3.0) -> bytes:
    """Draw an SVG file of our own for paper: `width_cm` wide, `scale` pixels to the point."""
    _register_font()
    across = float(drawing.partition('width="')[2].partition('"')[0])
    drawn: bytes = vl_convert.svg_to_png(drawing, scale=scale * width_cm / 2.54 * 72 / across)
    return drawn


def bars(rows: Sequence[Row], x: str, y: str, unit: str) -> Spec:
    """Specify one bar for each row: `x` names it, `y` is its length, written at its end with the measure word."""
    values = [{"name": str(row[x]), "value": row[y], "label": f"{row[y]}{unit}"} for row in rows]
    spec = _bars(values, len(values))
    spec["layer"][0]["mark"]["color"] = BRAND
    return spec


def grouped_bars(rows: Sequence[Row], x: str, y: str, group: str, unit: str) -> Spec:
    """Specify bars side by side under each name; each says its group in words, so colour never stands alone."""
    values = [
        {"name": str(r[x]), "group": str(r[group]), "value": r[y], "label": f"{r[group]} {r[y]}{unit}"} for r in rows
    ]
    groups = list(dict.fromkeys(value["group"] for value in values))
    names = len({value["name"] for value in values})
    spec = _bars(values, names * (len(groups) * 0.8 + 0.4))
    spec["encoding"]["yOffset"] = {"field": "group", "type": "nominal", "sort": None}
    spec["layer"][0]["encoding"] = {
        "color": {
            "field": "group",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": groups, "range": colours_of(groups)},
        }
    }
    return spec


def has_glyphs(text: str) -> bool:
    """Tell whether the chart font draws every character of the text, rather than a box."""
    font = ImageFont.truetype(str(sans_path()), 16)
    box = bytes(font.getmask(_NO_GLYPH))
    return all(bytes(font.getmask(char)) != box for char in set(text) if char.isprintable())


def _bars(values: list[dict[str, Any]], lanes: float) -> Spec:
    if not values:
        raise ValueError("a chart needs rows")
    longest = max(value["value"] for value in values) or 1
    # Room for the label behind the longest bar: labels are not measured when the plot is fitted.
    room = 1.2 + 0.04 * max(len(value["label"]) for value in values)
    return {
        "data": {"values": values},
        "height": round(lanes * _ROW),
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": None, "title": None},
            "x": {"field": "value", "type": "quantitative", "axis": None, "scale": {"domainMax": longest * room}},
        },
        "layer": [
            {"mark": {"type": "bar"}},
            {"mark": {"type": "text", "align": "left", "dx": 4}, "encoding": {"text": {"field": "label"}}},
        ],
    }


def _content(spec: Spec) -> str:
    content = json.dumps(spec, ensure_ascii=False, sort_keys=True)
    # The renderer refuses addresses on the network, yet reads files of this machine: figures come with the chart only.
    if '"url": ' in content:
        raise ValueError("a chart carries its own figures and reads none from an address")
    return content


def _sized(spec: Spec, width: float, text: int) -> Spec:
    height = spec.get("height", 200)
    fitted = {"autosize": {"type": "fit-x", "contains": "padding"}, "padding": 2}
    grown = round(height * text / _PAPER_TEXT) if isinstance(height, int | float) else height
    return {**spec, **fitted, "width": round(width), "height": grown, "config": _config(text)}


def _config(text: int) -> Spec:
    labels = {"labelColor": INK, "labelFontSize": text, "titleColor": INK_2, "titleFontSize": text}
    axis = {
        "domainColor": LINE,
        "gridColor": LINE,
        "ticks": False,
        "titleFontWeight": "normal",
        "labelLimit": 13 * text,
    }
    return {
        "font": "Noto Sans SC",
        "background": None,
        "view": {"stroke": None},
        "axis": {**labels, **axis, "labelPadding": text // 2},
        "legend": {**labels, "titleFontWeight": "normal"},
        "text": {"fontSize": text, "color": INK},
        "scale": {"bandPaddingInner": 0.3, "offsetBandPaddingInner": 0.1},
    }


@lru_cache(maxsize=1)
def _register_font() -> None:
    # A bare machine has no Chinese font and draws boxes without a word of warning.
    vl_convert.register_font_directory(str(sans_path().parent))


@lru_cache(maxsize=256)
def _svg(content: str) -> str:
    _register_font()
    spec = _sized(json.loads(content), _PAGE_WIDTH, _PAGE_TEXT)
    drawn = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return safe_svg(drawn, label=str(spec.get("description", "")))


@lru_cache(maxsize=64)
def _png(content: str, scale: float, width_cm: float) -> bytes:
    _register_font()
    spec = _sized(json.loads(content), width_cm / 2.54 * 72, _PAPER_TEXT)
    spec["config"]["background"] = "white"
    drawn: bytes = vl_convert.vegalite_to_png(spec, scale=scale, allowed_base_urls=[])
    return drawn
