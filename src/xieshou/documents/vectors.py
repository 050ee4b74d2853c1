"""Makes a drawn SVG fit to stand inside a page under a strict content security policy."""

import hashlib
import re
from xml.etree import ElementTree

from xieshou.drawings.palette import TOKENS

_SVG = "{http://www.w3.org/2000/svg}"
_KEPT = {
    *("svg", "g", "path", "line", "rect", "circle", "ellipse", "polygon", "polyline", "text", "tspan", "title", "defs"),
    *("clipPath", "linearGradient", "stop"),
}
_DROPPED = {"class", "role", "font-family", "style", "version", "pointer-events", "id"}
_LOCAL = re.compile(r"url\(['\"]?#([\w-]+)['\"]?\)")


def safe_svg(drawn: str, label: str = "") -> str:
    """Keep shapes and text, turn style into attributes, follow the theme, and drop everything that could reach out."""
    root = ElementTree.fromstring(drawn)
    prefix = "c" + hashlib.sha256(drawn.encode()).hexdigest()[:8]
    _clean(root, prefix)
    root.set("font-family", "var(--sans, sans-serif)")
    for child in root:
        # Pages draw their icons in lines; what the chart does not stroke itself must not inherit that.
        child.set("stroke", child.get("stroke", "none"))
    root.attrib.update({"role": "img", "aria-label": label} if label else {"aria-hidden": "true"})
    ElementTree.register_namespace("", _SVG.strip("{}"))
    return ElementTree.tostring(root, encoding="unicode")


def _clean(element: ElementTree.Element, prefix: str) -> None:
    element.attrib = dict(_attributes(element, prefix))
    for child in list(element):
        if child.tag.removeprefix(_SVG) not in _KEPT or _invisible(child):
            element.remove(child)
        else:
            _clean(child, prefix)


def _invisible(element: ElementTree.Element) -> bool:
    return element.get("display") == "none" or element.get("d") in ("", "M0,0h0v0h0Z")


def _attributes(element: ElementTree.Element, prefix: str) -> list[tuple[str, str]]:
    styled = (part.partition(":") for part in element.get("style", "").split(";") if ":" in part)
    given = [*((name.strip(), value.strip()) for name, _, value in styled), *element.attrib.items()]
    kept = [(name, _value(value, prefix)) for name, value in given if _harmless(name, value)]
    if name := element.get("id"):
        kept.append(("id", f"{prefix}-{name}"))
    return kept


def _harmless(name: str, value: str) -> bool:
    if name in _DROPPED or name.startswith(("on", "aria-", "{")) or name == "href":
        return False
    return "url(" not in value or _LOCAL.fullmatch(value) is not None


def _value(value: str, prefix: str) -> str:
    if token := TOKENS.get(value):
        return f"var(--{token}, {value})"
    # Two charts on one page would otherwise share the names of their clips.
    return _LOCAL.sub(rf"url(#{prefix}-\1)", value)
