"""The pictures of the interface: drawn once, put on a page only when the page uses them."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


class Drawing(NamedTuple):
    """A symbol: its view box and its inside."""

    box: str
    body: str


TOOL = "0 0 24 24"
STATE = "0 0 20 20"
BOTH = "0 0 32 18"
UNKNOWN = "k-more"


def _stroke(d: str) -> Drawing:
    return Drawing(TOOL, f'<path d="{d}"/>')


def _both(town: bool, country: bool) -> Drawing:
    square, circle = "sq y" if town else "sq", "ci y" if country else "ci"
    return Drawing(
        BOTH,
        f'<path class="{square}" d="M5 2h8a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3z"/>'
        f'<path class="{circle}" d="M15 9a7 7 0 1 1 14 0a7 7 0 1 1-14 0z"/>',
    )


LOGO = Drawing(
    "0 0 44 28",
    '<path class="sq" d="M7 3h12a4 4 0 0 1 4 4v14a4 4 0 0 1-4 4H7a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4z"/>'
    '<path class="cas" d="M20.3 8.2A10.5 10.5 0 0 1 30 3.55"/>'
    '<path class="ci" d="M18.5 14a10.5 10.5 0 1 1 21 0a10.5 10.5 0 1 1-21 0z"/>'
    '<path class="cas" d="M23 16.5V21a4 4 0 0 1-4 4h-3"/><path class="sq" d="M23 14v7a4 4 0 0 1-4 4h-4"/>',
)
DONE = Drawing(
    STATE,
    '<path class="solid" d="M1 10a9 9 0 1 1 18 0a9 9 0 1 1-18 0z"/><path class="knock" d="m5.9 10.3 2.9 2.9 5.3-5.8"/>',
)
OWED = Drawing(
    STATE, '<path d="M2 10a8 8 0 1 1 16 0a8 8 0 1 1-16 0z"/><path class="solid" d="M10 4.5a5.5 5.5 0 0 1 0 11z"/>'
)
RISK = Drawing(
    STATE,
    '<path class="solid" d="M8.7 2.3a1.5 1.5 0 0 1 2.6 0l8 14a1.5 1.5 0 0 1-1.3 2.2H2a1.5 1.5 0 0 1-1.3-2.2z"/>'
    '<path class="knock" d="M10 7.5v4.6M10 15.2v.1"/>',
)
EMPTY = Drawing(
    "0 0 120 72",
    '<path d="M2 64h116M16 28h22a2 2 0 0 1 2 2v34H14V30a2 2 0 0 1 2-2zM22 64V52h10v12M22 36v4M32 36v4M27 28V14h11l-3 4'
    ' 3 4H27M66 64c6-18 16-26 26-26s20 8 26 26"/><path stroke-dasharray="2 5" d="M48 58c6-5 12-5 18 0"/>',
)

ICONS: dict[str, Drawing] = {
    "logo": LOGO,
    "s-done": DONE,
    "s-owed": OWED,
    "s-risk": RISK,
    "scene-empty": EMPTY,
    "both-00": _both(False, False),
    "both-10": _both(True, False),
    "both-01": _both(False, True),
    "both-11": _both(True, True),
    # tools
    "search": _stroke("M4.5 10.5a6 6 0 1 1 12 0a6 6 0 1 1-12 0zM15 15l5 5"),
    "bell": _stroke("M6.5 16.5v-5.2a5.5 5.5 0 0 1 11 0v5.2l1.5 1.7H5zM10 20.5a2.2 2.2 0 0 0 4 0"),
    "menu": _stroke("M4 7h16M4 12h16M4 17h16"),
    "home": _stroke("M4 11 12 4.5 20 11v8.4a.6.6 0 0 1-.6.6H15v-5.5H9V20H4.6a.6.6 0 0 1-.6-.6z"),
    "list": _stroke(
        "M7 4h10a2.5 2.5 0 0 1 2.5 2.5v11A2.5 2.5 0 0 1 17 20H7a2.5 2.5 0 0 1-2.5-2.5v-11A2.5 2.5 0 0 1 7 4z"
        "M8.5 9h7M8.5 13h7M8.5 17H12"
    ),
    "plan": _stroke(
        "m4.5 6.5 1.5 1.5 2.5-3M4.5 12.5 6 14l2.5-3M4.5 18.5 6 20l2.5-3M12 6.5h7.5M12 12.5h7.5M12 18.5h7.5"
    ),
    "report": _stroke("M6 3.5h8.5l4 4v13H6zM14.5 3.5v4h4M9 12h6.5M9 16h6.5"),
    "pair": _stroke(
        "M5 7h6a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2z"
        "M10 12a5.5 5.5 0 1 1 11 0a5.5 5.5 0 1 1-11 0z"
    ),
    "plus": _stroke("M12 5v14M5 12h14"),
    "pen": _stroke("m4.5 19.5.9-4.2L16 4.7 19.3 8 8.7 18.6zM13.6 7.1l3.3 3.3"),
    "copy": _stroke(
        "M10.5 8.5H18a2 2 0 0 1 2 2V18a2 2 0 0 1-2 2h-7.5a2 2 0 0 1-2-2v-7.5a2 2 0 0 1 2-2z"
        "M15.5 8.5V5.6A1.6 1.6 0 0 0 13.9 4H5.6A1.6 1.6 0 0 0 4 5.6v8.3a1.6 1.6 0 0 0 1.6 1.6h2.9"
    ),
    "right": _stroke("m9 5 7 7-7 7"),
    "back": _stroke("m15 5-7 7 7 7"),
    "arrow": _stroke("M4 12h15M13 6l6 6-6 6"),
    "check": _stroke("m5 12.5 4.7 4.7L19 7.5"),
    "x": _stroke("m6.5 6.5 11 11M17.5 6.5l-11 11"),
    "clock": _stroke("M3.5 12a8.5 8.5 0 1 1 17 0a8.5 8.5 0 1 1-17 0zM12 7v5l3.2 2"),
    "cal": _stroke(
        "M6.5 5.5h11A2.5 2.5 0 0 1 20 8v9.5a2.5 2.5 0 0 1-2.5 2.5h-11A2.5 2.5 0 0 1 4 17.5V8a2.5 2.5 0 0 1"
        " 2.5-2.5z"
        "M4 10.5h16M8.5 3.5v4M15.5 3.5v4"
    ),
    "cam": _stroke("M3.5 8.5h4.2L9.3 6h5.4l1.6 2.5h4.2v11h-17zM8.6 13.5a3.4 3.4 0 1 1 6.8 0a3.4 3.4 0 1 1-6.8 0z"),
    "undo": _stroke("M8 7.5h7a5 5 0 0 1 0 10H8M11.5 4 8 7.5l3.5 3.5"),
    "off": _stroke("M7.2 18.5a4.2 4.2 0 0 1-.5-8.3A6 6 0 0 1 18 11.7a3.5 3.5 0 0 1-.7 6.8zM4 4l16 17"),
    "down": _stroke("M12 4v11M7 10.5l5 5 5-5M5 20h14"),
    "up": _stroke("M12 16V5M7 9.5l5-5 5 5M5 20h14"),
    "print": _stroke("M7.5 8V4h9v4M7.5 17H4V8.5h16V17h-3.5M7.5 14h9v6h-9z"),
    "person": _stroke("M8.2 8a3.8 3.8 0 1 1 7.6 0a3.8 3.8 0 1 1-7.6 0zM4.5 20a7.5 7.5 0 0 1 15 0"),
    "exit": _stroke("M10 4H5.6A1.6 1.6 0 0 0 4 5.6v12.8A1.6 1.6 0 0 0 5.6 20H10M9.5 12H20M16 8l4 4-4 4"),
    "link": _stroke(
        "M10.5 13.5a3.5 3.5 0 0 0 5 0l3.4-3.4a3.5 3.5 0 0 0-5-5L12.5 6.5"
        "M13.5 10.5a3.5 3.5 0 0 0-5 0l-3.4 3.4a3.5 3.5 0 0 0 5 5l1.4-1.4"
    ),
    "lock": _stroke("M5.5 10.5h13v9.5h-13zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5M12 14v2.5"),
    "chart": _stroke("M4 20h16M6.5 16.5v-5M12 16.5V5M17.5 16.5V8.5"),
    "school": _stroke("M4 20V9.5l8-4.5 8 4.5V20M2.5 20h19M10 20v-5h4v5M8 11.5h.1M12 9.5v.1M16 11.5h.1"),
    # kinds of record
    "k-ear": _stroke(
        "M7 10.2a5 5 0 1 1 10 0c0 3.6-3.4 4-3.4 7a3.1 3.1 0 0 1-5.6 1.6"
        "M9.8 10.6a2.2 2.2 0 1 1 4 1.3c-.5.8-1.5 1.1-1.5 2.3"
    ),
    "k-book": _stroke(
        "M12 7.2c-2-1.5-5-2-8.5-2v12.6c3.5 0 6.5.5 8.5 2 2-1.5 5-2 8.5-2V5.2c-3.5 0-6.5.5-8.5 2zM12 7.2v12.6"
    ),
    "k-board": _stroke(
        "M5.3 4h13.4a1.8 1.8 0 0 1 1.8 1.8v7.9a1.8 1.8 0 0 1-1.8 1.8H5.3a1.8 1.8 0 0 1-1.8-1.8V5.8A1.8 1.8 0 0 1"
        " 5.3 4z"
        "M8 20l1.8-4.5M16 20l-1.8-4.5M7.5 8.2h5M7.5 11.5h9"
    ),
    "k-fork": _stroke(
        "M3.5 12h4.2l3.6-5h2.2M7.7 12l3.6 5h2.2"
        "M15 4h4a1.5 1.5 0 0 1 1.5 1.5v3A1.5 1.5 0 0 1 19 10h-4a1.5 1.5 0 0 1-1.5-1.5v-3A1.5 1.5 0 0 1 15 4z"
        "M15 14h4a1.5 1.5 0 0 1 1.5 1.5v3A1.5 1.5 0 0 1 19 20h-4a1.5 1.5 0 0 1-1.5-1.5v-3A1.5 1.5 0 0 1 15 14z"
    ),
    "k-mic": _stroke(
        "M12 3.5a3 3 0 0 1 3 3V11a3 3 0 0 1-6 0V6.5a3 3 0 0 1 3-3zM5.8 11a6.2 6.2 0 0 0 12.4 0M12 17.2v3.3"
    ),
    "k-bus": _stroke(
        "M5.7 5.5h12.6a2.2 2.2 0 0 1 2.2 2.2v7.1a2.2 2.2 0 0 1-2.2 2.2H5.7a2.2 2.2 0 0 1-2.2-2.2V7.7a2.2 2.2 0 0"
        " 1 2.2-2.2z"
        "M3.5 11.5h17M12 5.5v6M6.3 18a1.7 1.7 0 1 0 3.4 0M14.3 18a1.7 1.7 0 1 0 3.4 0"
    ),
    "k-kids": _stroke(
        "M5.2 7a2.6 2.6 0 1 1 5.2 0a2.6 2.6 0 1 1-5.2 0zM13.6 7a2.6 2.6 0 1 1 5.2 0a2.6 2.6 0 1 1-5.2 0z"
        "M3.5 19.5v-3a4.3 4.3 0 0 1 8.6 0v3M12 16.5a4.3 4.3 0 0 1 8.5 0v3"
    ),
    "k-more": Drawing(TOOL, '<path stroke-width="2.6" d="M6 12v.1M12 12v.1M18 12v.1"/>'),
    "k-box": _stroke("m4 8.5 8-4 8 4v8l-8 4-8-4zM4 8.5l8 4 8-4M12 12.5v8"),
    "k-meet": _stroke("M3.5 5H15v8H9l-3 2.8V13H3.5zM18 9h2.5v7.5H18v2.8l-3-2.8h-4"),
    "k-screen": _stroke(
        "M5.3 4.5h13.4a1.8 1.8 0 0 1 1.8 1.8v7.9a1.8 1.8 0 0 1-1.8 1.8H5.3a1.8 1.8 0 0 1-1.8-1.8V6.3a1.8 1.8 0 0"
        " 1 1.8-1.8z"
        "M9 20h6M12 16v4M10.5 8.2v4l3.4-2z"
    ),
    "k-flag": _stroke("M6 20.5V4M6 4.5h12l-2.5 4 2.5 4H6"),
    "k-walk": _stroke("M4 12h13M13 8l4 4-4 4M20 5v14"),
    "k-letter": _stroke("M4 6h16v12.5H4zM4 7l8 6.5L20 7"),
    "k-coin": _stroke("M3.5 12a8.5 8.5 0 1 1 17 0a8.5 8.5 0 1 1-17 0zM8.5 8l3.5 4.5L15.5 8M9 13h6M9 15.5h6M12 12.5v5"),
    "k-ball": _stroke(
        "M3.5 12a8.5 8.5 0 1 1 17 0a8.5 8.5 0 1 1-17 0zM3.5 12h17M12 3.5v17M6.2 5.8a8.6 8.6 0 0 1 0 12.4"
        "M17.8 5.8a8.6 8.6 0 0 0 0 12.4"
    ),
    "k-award": _stroke("M6.5 9a5.5 5.5 0 1 1 11 0a5.5 5.5 0 1 1-11 0zM9 13.8 7.5 20.5l4.5-2.4 4.5 2.4-1.5-6.7"),
    "k-heart": _stroke("M12 19.5C5.5 15 3.5 11.8 3.5 9a4.2 4.2 0 0 1 8.5-1 4.2 4.2 0 0 1 8.5 1c0 2.8-2 6-8.5 10.5z"),
    "k-study": _stroke("M12 5 2.5 9.5 12 14l9.5-4.5zM6.5 11.5V16c3 2.7 8 2.7 11 0v-4.5M21.5 9.5V15"),
}

_USED = re.compile(r'<use href="#([a-z0-9-]+)"')


def icon(name: str, label: str = "", css: str = "ic") -> SafeString:
    """One picture by name; with a label it speaks, without one it is decoration."""
    spoken: SafeString = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="{}" {}><use href="#{}"/></svg>', css, spoken, name if name in ICONS else UNKNOWN)


def names_used(html: str) -> list[str]:
    """Names of the known pictures that a piece of HTML refers to, each once, in order."""
    return [name for name in dict.fromkeys(_USED.findall(html)) if name in ICONS]


def sprite(names: Iterable[str]) -> SafeString:
    """The hidden sheet that holds the drawings of the given names."""
    symbols = "".join(f'<symbol id="{n}" viewBox="{ICONS[n].box}">{ICONS[n].body}</symbol>' for n in names)
    return mark_safe(f'<svg class="vh" id="sprite" aria-hidden="true">{symbols}</svg>')
