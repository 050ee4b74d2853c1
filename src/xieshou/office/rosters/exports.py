"""Rosters as Excel: as filtered, with who took them out, when and for what."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone

from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation
from xieshou.sheets.cells import Cell
from xieshou.sheets.writing import ColumnOut, Provenance, SheetOut, write_book
from xieshou.web.listing import Listing
from xieshou.web.pages import SignedIn

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 20_000


@operation("roster.export", "导出名册")
def note_export(actor: Actor, *, place: Place, title: str, count: int) -> Place:
    """Write into the audit trail that a roster left the house."""
    if count > MOST_ROWS:
        raise Refused(f"E-EXP-101 一次最多导出{MOST_ROWS}行，现在是{count}行。先加条件筛一筛。")
    current_deed().note(place, roster=title, rows=count)
    return place


def download(data: bytes, name: str) -> HttpResponse:
    """A workbook as an attachment."""
    answer = HttpResponse(data, content_type=XLSX)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def export(request: SignedIn, title: str, listing: Listing[Any]) -> HttpResponse:
    """A listing as a workbook with a watermark."""
    try:
        note_export(request.user, place=request.user.place, title=title, count=listing.count)
    except Refused as refusal:
        return HttpResponse(str(refusal), status=422, content_type="text/plain; charset=utf-8")
    head, *rows = listing.export()
    columns = [ColumnOut(str(label), 18 if number == 0 else 14) for number, label in enumerate(head)]
    cells = [[cast(Cell, cell) for cell in row] for row in rows]
    why = f"{title}，{len(rows)}行" + ("，按条件筛过" if listing.active_filters else "")
    mark = Provenance(f"{request.user.name}（{request.user.place.office}）", timezone.localtime(), why)
    return download(write_book([SheetOut(title, columns, cells)], mark), f"{title}{timezone.localdate():%Y%m%d}")
