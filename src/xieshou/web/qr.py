"""A text as a QR code for a page."""

from __future__ import annotations

from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_code(text: str) -> SafeString:
    """The drawing, to stand in a page as it is."""
    drawing = BytesIO()
    segno.make(text, error="m").save(drawing, kind="svg", scale=5, border=2, xmldecl=False, svgns=True, omitsize=True)
    return mark_safe(drawing.getvalue().decode())  # drawn by the library from our own text
