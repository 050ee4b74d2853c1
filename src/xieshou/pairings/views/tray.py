"""The agreement of a pair as a tray: its number, its time as a bar, what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xieshou.kernel.halves import Span, span_of
from xieshou.pairings.models import Agreement, Pairing
from xieshou.pairings.selectors import WARN_BEFORE_END, chosen
from xieshou.papers.selectors import opens


@dataclass(frozen=True)
class Tray:
    """The paper in force or in the making, a renewal under way, and those before."""

    paper: Agreement | None
    span: Span | None
    draft: Agreement | None
    before: tuple[Agreement, ...]
    ending: bool
    lapsed: bool
    basis_opens: bool


def tray_of(pairing: Pairing, today: date) -> Tray:
    """What the pair's page and the list of agreements show."""
    every = list(Agreement.objects.filter(pairing=pairing).select_related("basis__place"))
    paper = chosen(every, today)
    draft = next((one for one in every if one.state == "draft" and one != paper), None)
    before = tuple(one for one in every if one not in (paper, draft))
    signed = paper is not None and paper.state == "signed"
    ending = signed and paper is not None and paper.ends - today <= WARN_BEFORE_END
    renewed = any(one.renews_id == paper.pk for one in every) if paper else False
    span = span_of(paper.starts, paper.ends, today) if paper else None
    basis = paper.basis if paper else None
    lapsed = paper is None and bool(before)
    return Tray(paper, span, draft, before, ending and not renewed, lapsed, basis is not None and opens(basis))
