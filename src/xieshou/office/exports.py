"""Every list as Excel or on paper: as filtered, with who took it out, when and for what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation
from xieshou.sheets.cells import Cell
from xieshou.sheets.writing import ColumnOut, Kind, Provenance, SheetOut, write_book
from xieshou.web import slots
from xieshou.web.listing import MOST_EXPORTED, Listing
from xieshou.web.pages import SignedIn

from .printed import printed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60


@operation("list.export", "导出列表")
def note_export(actor: Actor, *, place: Place, title: str, count: int, asked: str) -> Place:
    """Write into the audit trail that a list left the house; more than the cap leaves only in parts."""
    if count > MOST_EXPORTED:
        raise Refused(f"E-EXP-101 一次最多导出{MOST_EXPORTED}行，现在是{count}行。先加条件筛一筛，分几次导出。")
    current_deed().note(place, list=title, rows=count, asked=asked)
    return place


def download(data: bytes, name: str) -> HttpResponse:
    """A workbook as an attachment."""
    answer = HttpResponse(data, content_type=XLSX)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def asked_in_words(listing: Listing[Any]) -> str:
    """The conditions in force as a person chose them: 学期2026年秋，确认待确认."""
    said = []
    for one in listing.active_filters:
        value = listing.values[one.name]
        words = dict(one.choices or ()).get(value, value) or "不限"
        said.append(f"{one.label}“{words}”")
    return "，".join(said)


def _kind(cells: Sequence[object]) -> Kind:
    """What a column holds, by its cells: one text among them makes it text."""
    kinds: set[Kind] = set()
    for cell in cells:
        if cell is not None and cell != "":
            whole = isinstance(cell, int) and not isinstance(cell, bool)
            day, money = isinstance(cell, date), isinstance(cell, Decimal)
            kinds.add("date" if day else "yuan" if money else "int" if whole else "text")
    return kinds.pop() if len(kinds) == 1 else "text"


def _column(label: object, cells: Sequence[object]) -> ColumnOut:
    longest = max((len(str(cell)) for cell in (label, *cells[:200]) if cell is not None), default=0)
    return ColumnOut(str(label), min(max(10, 2 * longest + 2), WIDEST), _kind(cells))


def book_of(listing: Listing[Any], title: str, mark: Provenance) -> bytes:
    """The workbook of a list."""
    head, *rows = listing.export()
    columns = [_column(label, [row[at] for row in rows]) for at, label in enumerate(head)]
    return write_book([SheetOut(title, columns, [[cast(Cell, cell) for cell in row] for row in rows])], mark)


def _exported(request: SignedIn, listing: Listing[Any], title: str) -> HttpResponse:
    asked = asked_in_words(listing)
    noted = f"打印{title}" if listing.out == "paper" else title
    try:
        note_export(request.user, place=request.user.place, title=noted, count=listing.count, asked=asked)
    except Refused as refusal:
        return HttpResponse(str(refusal), status=422, content_type="text/plain; charset=utf-8")
    if listing.out == "paper":
        return printed(request, listing, title)
    why = f"{title}，{listing.count}行，{asked or '没有加条件'}"
    mark = Provenance(f"{request.user.name}（{request.user.place.office}）", timezone.localtime(), why)
    return download(book_of(listing, title, mark), f"{title}{timezone.localdate():%Y%m%d}")


def list_page(request: SignedIn, template: str, context: dict[str, Any], title: str, enters: str = "") -> HttpResponse:
    """The page of a list, or the same list called ``title`` as a workbook (``?out=xlsx``) or on paper (``paper``).

    ``enters`` is the sort of records a table may be sent for.
    """
    listing: Listing[Any] = context["listing"]
    listing.exportable = request.user.may("list.export")
    if not listing.exporting:
        if enters:
            listing.entry_url = slots.ask("list.entry", "", user=request.user, sort=enters)
            listing.above = slots.fill("list.top", request, sort=enters)
        return render(request, template, context)
    if not listing.exportable:
        raise Http404
    return _exported(request, listing, title)
