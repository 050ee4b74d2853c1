"""What pairs put on other pages: agreements that end within sixty days, agreements that rest on a paper."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import timezone

from xieshou.kernel.halves import left_words
from xieshou.papers.models import PolicyDocument
from xieshou.web.pages import SignedIn

from .models import Agreement
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


def resting_on(request: SignedIn, *, paper: PolicyDocument, **context: object) -> str:
    """Agreements that cite a paper."""
    found = Agreement.objects.filter(basis=paper).select_related("pairing__first", "pairing__second")
    return render_to_string("pairings/_resting.html", {"agreements": found}, request=request)
