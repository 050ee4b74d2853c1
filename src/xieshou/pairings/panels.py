"""What pairs put on home pages: agreements that end within sixty days."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import timezone

from xieshou.web.pages import SignedIn

from .halves import left_words
from .selectors import ending_soon

SHOWN = 5


def ending_here(request: SignedIn, **context: object) -> str:
    """Both schools and the officer are told in time, until a renewal is signed."""
    today = timezone.localdate()
    found = list(ending_soon(today)) if request.user.may("pairing.view") else []
    if not found:
        return ""
    rows = [(paper, left_words(today, paper.ends)) for paper in found[:SHOWN]]
    return render_to_string("pairings/_ending.html", {"rows": rows, "count": len(found)}, request=request)
