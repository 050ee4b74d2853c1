"""The whole table: every school and cell before it goes up, and the superior's own workbook filled."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xieshou.blankforms.filling import filled, reread
from xieshou.blankforms.filling_each import filled_each
from xieshou.collection.models import Call
from xieshou.collection.operations.make_call import note_export, renew_known
from xieshou.collection.selectors import dues_of, schools_to_ask
from xieshou.collection.table import Line, lines_of, shown_columns
from xieshou.files.storage import open_kept
from xieshou.office.exports import download
from xieshou.web.pages import SignedIn, page

from .reach import call_of


def table_of(pk: UUID) -> Call:
    """A call that is answered cell by cell."""
    call = call_of(pk)
    if not call.is_table:
        raise Http404
    return call


def rows_of(call: Call) -> list[Line]:
    """Of a draft every school as it would be filled today; of one that was sent, the schools that owe it."""
    if call.state == "draft":
        return lines_of(call, list(schools_to_ask(call.place)), {})
    dues = dues_of(call)
    return lines_of(call, [due.school for due in dues], {due.school_id: due for due in dues})


@page("collection.view")
def table(request: SignedIn, pk: UUID) -> HttpResponse:
    """Schools down, columns across; each known figure opens its records."""
    call = table_of(pk)
    if request.user.place.is_school:
        raise Http404
    lines = rows_of(call)
    waiting = sum(cell.waits for line in lines for cell in line.cells)
    context = {
        "call": call,
        "columns": shown_columns(call),
        "lines": lines,
        "waiting": waiting,
        "changed": sum(bool(cell.now) for line in lines for cell in line.cells),
        "cells": sum(len(line.cells) for line in lines),
        "may_renew": call.state == "sent" and request.user.may("collection.renew", call.place.lo),
        "may_export": request.user.may("collection.export", call.place.lo),
    }
    return render(request, "collection/table.html", context)


def _book(call: Call, lines: Sequence[Line]) -> bytes:
    with open_kept(settings.FILES_ROOT, call.path) as file:
        kept = reread(file.read(), {call.offered["sheet"]: call.offered})
    rows = [line.plain for line in lines]
    if kept.layout.one_each:
        return filled_each(kept, call.layout, rows, [line.school.name for line in lines])
    names = [[line.school.name, line.school.short, *line.school.aliases] for line in lines]
    return filled(kept, call.layout, rows, [[n for n in one if n] for one in names])


@page("collection.export")
def download_sheet(request: SignedIn, pk: UUID) -> HttpResponse:
    """All schools as one sheet in the superior's own layout."""
    call = table_of(pk)
    lines = rows_of(call)
    note_export(request.user, call=call, schools=len(lines))
    return download(_book(call, lines), f"{call.title}{timezone.localdate():%Y%m%d}")


@page("collection.renew", ("POST",))
def renew(request: SignedIn, pk: UUID) -> HttpResponse:
    """Take the known figures as they stand now."""
    renew_known(request.user, call=table_of(pk))
    return redirect("collection:table", pk)
