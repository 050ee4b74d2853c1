"""One page to send a workbook, for one roster or for all at once, and the workbooks to fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from xieshou.accounts.demonstration import is_demonstration
from xieshou.intake.blanks import blank_book
from xieshou.intake.models import Batch
from xieshou.intake.operations.keep_batch import keep_batch
from xieshou.intake.planning.whole import allowed_sorts
from xieshou.intake.recognising import HEADERS, SORTS, recognise
from xieshou.office.exports import download
from xieshou.office.rosters.inside import schools_here, towns_here
from xieshou.scoping.operations import Refused
from xieshou.sheets.errors import SheetRefused
from xieshou.sheets.reading import read_book
from xieshou.web.pages import SignedIn, page

MOST_ROWS = 20_000
SHOWN_NAME = 100


class BookForm(forms.Form):
    """One file."""

    book = forms.FileField(
        label="Excel文件",
        help_text="收 .xlsx、.xls、.csv。标题行、合并的格子、序号和合计不用删。",
        widget=forms.FileInput({"accept": ".xlsx,.xls,.ods,.csv,.tsv"}),
        error_messages={"required": "还没有选文件。", "empty": "E-IMP-101 这个表格是空文件。请重新选一次。"},
    )


def _stage(request: SignedIn, form: BookForm, sort: str) -> Batch:
    file = form.cleaned_data["book"]
    try:
        book = read_book(file.read(), file.name)
        tables, unread = recognise(book, allowed_sorts(request.user), sort)
    except SheetRefused as refusal:
        raise Refused(str(refusal), "book") from refusal
    rows = sum(len(table["rows"]) for table in tables)
    if rows > MOST_ROWS:
        raise Refused(f"E-IMP-105 一次最多导入{MOST_ROWS}行，这里有{rows}行。请分成几个表格再传。", "book")
    place, by = request.user.place, request.user.name
    return keep_batch(request.user, place=place, by=by, filename=file.name[-SHOWN_NAME:], tables=tables, unread=unread)


@page("roster.import", ("GET", "POST"))
def upload(request: SignedIn, sort: str = "") -> HttpResponse:
    """Send a workbook; what it would do is shown before anything is written."""
    sorts = allowed_sorts(request.user)
    if sort and sort not in sorts:
        raise Http404
    form = BookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("intake:batch", _stage(request, form, sort).pk)
        except Refused as refusal:
            form.add_error("book", str(refusal))
    shown = [sort] if sort else sorts
    context: dict[str, Any] = {
        "form": form,
        "heading": f"导入{SORTS[sort]}" if sort else "一个Excel全导入",
        "back": "/rosters/",
        "sort": sort or "all",
        "columns": [(SORTS[one], [header.labels[0] for header in HEADERS[one].values()]) for one in shown],
        "demo": is_demonstration(),
    }
    return render(request, "intake/upload.html", context, status=422 if form.errors else 200)


@page("roster.import")
def template(request: SignedIn, sort: str) -> HttpResponse:
    """A workbook to fill in, with the schools that are there as drop-downs."""
    sorts = allowed_sorts(request.user)
    wanted = sorts if sort == "all" else [one for one in sorts if one == sort]
    if not wanted:
        raise Http404
    name = "名册模板" if sort == "all" else f"{SORTS[sort]}模板"
    return download(blank_book(wanted, list(schools_here()), list(towns_here())), name)
