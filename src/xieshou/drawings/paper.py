"""The network and the heat map for paper: whole SVG files in light colours, made to be read at the width of a page."""

from collections.abc import Mapping, Sequence

from django.utils.html import escape

from .heatmap import HeatRow, step_of, tint
from .network import Lane, Node, network_svg
from .palette import BRAND, COUNTRY, DIMENSIONS, HEAT, INK, INK_2, LINE, RISK

FONT = "Noto Sans SC"
_DIMENSIONS = "".join(f".d{n} .ln{{stroke:{c}}}.d{n} .hd{{fill:{c}}}" for n, c in enumerate(DIMENSIONS.values(), 1))
_STYLE = (
    f"text{{font-family:'{FONT}';font-size:16px;fill:{INK};stroke:none}}.net-h{{fill:{INK_2}}}"
    "path{fill:none;stroke-linecap:round}.hit{stroke:none}.ln{stroke-width:2.25}.d9 .ln{stroke-width:3}"
    f"{_DIMENSIONS}.hd{{stroke:none}}.dt{{fill:#fff;font-size:14px;text-anchor:middle}}"
    f".box{{fill:#fff;stroke:{BRAND};stroke-width:1.75}}.c .box{{stroke:{COUNTRY}}}.mt{{fill:{BRAND}}}"
    f".mc{{fill:{COUNTRY}}}.rk path{{fill:{RISK};stroke:none}}.rk .cas{{stroke:#fff;stroke-width:6}}"
    ".rk .knock{fill:none;stroke:#fff;stroke-width:2}"
)


def network_paper(nodes: Sequence[Node], lanes: Sequence[Lane]) -> str:
    """The picture as a file of its own."""
    drawn = str(network_svg(nodes, lanes, paper=True))
    head, _, rest = drawn.partition(">")
    width, height = head.split('viewBox="0 0 ')[1].split('"')[0].split(" ")
    lanes_drawn, between, schools = rest.partition('<a class="nd')
    # the letter of a badge: on the page a selector finds it, on paper it carries its class
    body = lanes_drawn.replace('"/><text x=', '"/><text class="dt" x=') + between + schools
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f"<style>{_STYLE}</style>{body}"
    )


NAMES, ROW, TOP, KEY = 84.0, 18.0, 18.0, 26.0
WIDTH = 397.0
TEXT = 9


def heat_paper(
    rows: Sequence[HeatRow],
    columns: Sequence[str],
    values: Sequence[Sequence[int | None]],
    holidays: Mapping[int, str],
) -> str:
    """The heat map as a file of its own: each cell a tint with its number, a month without school hatched."""
    across = (WIDTH - NAMES) / max(len(columns), 1)
    step = step_of(values)
    height = TOP + ROW * len(rows) + KEY
    heads = "".join(_text(NAMES + across * (n + 0.5), TOP - 6, name, INK_2, "middle") for n, name in enumerate(columns))
    body = "".join(
        _text(0, TOP + ROW * r + 12.5, row.label, INK, "start")
        + "".join(
            _cell(NAMES + across * c, TOP + ROW * r, across, value, step, c in holidays)
            for c, value in enumerate(values[r])
        )
        for r, row in enumerate(rows)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}">'
        f'<defs><pattern id="off" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0 0V4" stroke="{LINE}" stroke-width="1.6"/></pattern></defs>'
        f"{heads}{body}{_key(TOP + ROW * len(rows) + 8, step, holidays)}</svg>"
    )


def _text(x: float, y: float, words: str, colour: str, anchor: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{FONT}" font-size="{TEXT}" fill="{colour}" '
        f'text-anchor="{anchor}">{escape(words)}</text>'
    )


def _cell(x: float, y: float, across: float, value: int | None, step: int, off: bool) -> str:
    level = tint(value or 0, step)
    fill = "url(#off)" if off and not value else HEAT[level]
    edge = f' stroke="{LINE}" stroke-width=".6"' if level == 0 else ""
    where = f'x="{x + 1:.1f}" y="{y + 1:.1f}" width="{across - 2:.1f}" height="{ROW - 2}"'
    rect = f'<rect {where} rx="2" fill="{fill}"{edge}/>'
    if value is None or (off and not value):
        return rect
    return rect + _text(x + across / 2, y + 12.5, str(value), "#fff" if level >= 4 else INK, "middle")


def _key(y: float, step: int, holidays: Mapping[int, str]) -> str:
    bounds = [0, *(1 + level * step for level in range(len(HEAT) - 1))]
    cells = "".join(_cell(NAMES + 24 * n, y, 24, bound, step, False) for n, bound in enumerate(bounds))
    words = "、".join(dict.fromkeys(holidays.values()))
    hatched = _cell(NAMES + 160, y, 24, 0, step, True) + _text(NAMES + 188, y + 12.5, words, INK_2, "start")
    return cells + (hatched if words else "") + _text(0, y + 12.5, "每月次数", INK_2, "start")
