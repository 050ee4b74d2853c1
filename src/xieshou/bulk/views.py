"""Send a table, see what it would do, mend it, enter it, watch it, take it back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from xieshou.kernel.dates import show
from xieshou.office.exports import download
from xieshou.office.verdict import Told, verdict
from xieshou.scoping.operations import Refused
from xieshou.sheets.errors import RowError
from xieshou.sheets.writing import ColumnOut, SheetOut, write_book
from xieshou.web.pages import SignedIn, attempt, page

from .blanks import blank_book
from .jobs import SMALL, go
from .models import Chunk, Load
from .operations.stage_load import drop_load, mend_cell, stage_load
from .operations.write_chunk import begin_undoing, begin_writing
from .reading import IN_A_CHUNK, LONGEST, admit
from .sorts import SORTS, allowed
from .sorts.declare import Known, Sort, known_of

SHOWN = 100
MOST_MARKED = 20_000


class TableForm(forms.Form):
    """One file."""

    book = forms.FileField(
        label="Excel文件",
        help_text="收 .xlsx、.xls、.csv，最多10万行。标题行、合并的格子、序号和合计不用删。",
        widget=forms.FileInput({"accept": ".xlsx,.xls,.ods,.csv,.tsv"}),
        error_messages={"required": "还没有选文件。", "empty": "E-IMP-101 这个表格是空文件。请重新选一次。"},
    )


def _sort(request: SignedIn, code: str) -> Sort:
    found = next((sort for sort in allowed(request.user) if sort.code == code), None)
    if found is None:
        raise Http404
    return found


def _known(request: SignedIn, sort: Sort) -> Known:
    scope = request.user.scope_for(sort.action)
    if scope is None:
        raise Http404
    return known_of(request.user, scope)


def _own(request: SignedIn, pk: UUID) -> Load:
    """A load of this person; 404 for anybody else's."""
    found: Load = Load.objects.get(pk=pk, user=request.user)
    return found


def _stage(request: SignedIn, sort: Sort, form: TableForm) -> Load:
    """Keep the file and read it: a small one now, a large one behind."""
    file = form.cleaned_data["book"]
    data = file.read()
    admit(data, file.name)
    digest = hashlib.sha256(data).hexdigest()
    load = stage_load(request.user, sort=sort.code, filename=file.name, digest=digest, data=data)
    go(load, small=len(data) <= SMALL)
    return load


@page("load.stage", ("GET", "POST"))
def upload(request: SignedIn, sort: str) -> HttpResponse:
    """Send a table; what it would do is shown before anything is written."""
    which = _sort(request, sort)
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        load = attempt(form, lambda: _stage(request, which, form))
        if load is not None:
            return redirect("bulk:load", load.pk)
    context: dict[str, Any] = {
        "form": form,
        "heading": f"用Excel录入{which.label}",
        "back": reverse(which.back),
        "sort": which,
        "columns": [(header.labels[0], header.labels[1:], header.required) for header in which.headers.values()],
        "recent": Load.objects.filter(user=request.user, sort=sort).defer("tables", "said")[:5],
    }
    return render(request, "bulk/upload.html", context, status=422 if form.errors else 200)


@page("load.stage")
def template(request: SignedIn, sort: str) -> HttpResponse:
    """The workbook to fill in."""
    which = _sort(request, sort)
    return download(blank_book(which, _known(request, which)), f"{which.label}模板")


def told(load: Load, forbids: bool, most: int) -> Iterator[Told]:
    """Remarks of the rows, in the order of the table."""
    headers = SORTS[load.sort].headers
    for chunk in Chunk.objects.filter(load=load).exclude(remarks=[]).iterator(chunk_size=20):
        for at, field, why, mends, wrong in chunk.remarks:
            if wrong != forbids:
                continue
            table, number, cells = chunk.rows[at]
            missing = ("", headers[field].labels[0] if field in headers else "这一行")
            letter, label = load.tables[table]["columns"].get(field, missing)
            error = RowError(load.tables[table]["sheet"], number, letter, label, cells.get(field, ""), why)
            yield Told(error, mends, {"chunk": chunk.number, "at": at, "field": field})
            most -= 1
            if not most:
                return


def _again(load: Load) -> str:
    """A sentence when the same file was entered before."""
    same = Load.objects.filter(digest=load.digest, sort=load.sort, state__in=("writing", "done"))
    before: Load | None = same.exclude(pk=load.pk).first()
    day = show(before.created_at.date(), timezone.localdate()) if before else ""
    return f"同一个文件{day}录入过{before.written}行。再录一遍会记成两份。" if before else ""


def _progress(load: Load) -> tuple[int, int]:
    """How many rows of how many the step under way has done."""
    chunks = Chunk.objects.filter(load=load)
    if load.state == "reading":
        return min(load.total, IN_A_CHUNK * chunks.count()), load.total
    if load.state == "checking":
        return min(load.total, IN_A_CHUNK * chunks.filter(checked=True).count()), load.total
    return (load.written, load.total - load.bad) if load.state == "writing" else (load.withdrawn, load.written)


def _ready(load: Load) -> dict[str, Any]:
    """What the table would do."""
    return verdict(
        "录入",
        [table["sheet"] for table in load.tables],
        load.total - load.bad,
        load.bad,
        filename=load.filename,
        writes=load.bad < load.total,
        again=_again(load),
        faults=list(told(load, True, SHOWN)),
        more_faults=load.bad - SHOWN,
        doubts=list(told(load, False, SHOWN)),
        more_doubts=load.doubtful - SHOWN,
        unit="行",
        said=load.said,
        longest=LONGEST,
        foot="录入后7天内可以整批撤回。",
        **{f"{name}_url": reverse(f"bulk:{name}", args=[load.pk]) for name in ("mend", "confirm", "marked", "drop")},
    )


@page("load.stage")
def load_page(request: SignedIn, pk: UUID) -> HttpResponse:
    """What a table would do, how far it is, or what it did."""
    load = _own(request, pk)
    sort = SORTS[load.sort]
    done, of = _progress(load)
    context: dict[str, Any] = {
        "load": load,
        "sort": sort,
        "back": reverse(sort.back),
        "done": done,
        "of": of,
        "stayed": load.written - load.withdrawn,
        "share": f"{100 * done / max(1, of):.1f}",
    }
    if load.state == "ready":
        context |= _ready(load)
    elif not load.running:
        context |= {"faults": list(told(load, True, SHOWN)), "several": len(load.tables) > 1}
    return render(request, "bulk/load.html", context)


@page("load.stage", ("POST",))
def mend(request: SignedIn, pk: UUID) -> HttpResponse:
    """Change one cell, by a button or by typing."""
    load, given = _own(request, pk), request.POST
    try:
        number, at = int(given.get("chunk", "")), int(given.get("at", ""))
    except ValueError as garbled:
        raise Http404 from garbled
    value = (given.get("value") or given.get("typed") or "").replace("\0", "").strip()[:LONGEST]
    name, known = given.get("field", ""), _known(request, SORTS[load.sort])
    try:
        mend_cell(request.user, load=load, number=number, at=at, name=name, value=value, known=known)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("bulk:load", pk)


@page("load.stage", ("POST",))
def confirm(request: SignedIn, pk: UUID) -> HttpResponse:
    """Begin to enter the rows."""
    load = _own(request, pk)
    try:
        go(begin_writing(request.user, load=load, partly=request.POST.get("partly") == "1"))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("bulk:load", pk)


@page("load.stage", ("POST",))
def resume(request: SignedIn, pk: UUID) -> HttpResponse:
    """Carry on with a table whose job has died."""
    load = _own(request, pk)
    if load.stalled:
        go(load, small=load.state != "reading")
    return redirect("bulk:load", pk)


@page("load.stage", ("POST",))
def undo(request: SignedIn, pk: UUID) -> HttpResponse:
    """Begin to take everything back."""
    load = _own(request, pk)
    try:
        go(begin_undoing(request.user, load=load))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("bulk:load", pk)


@page("load.stage", ("POST",))
def drop(request: SignedIn, pk: UUID) -> HttpResponse:
    """Throw a table away and choose another file."""
    load = _own(request, pk)
    try:
        drop_load(request.user, load=load)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("bulk:load", pk)
    return redirect("bulk:upload", load.sort)


@page("load.stage")
def marked(request: SignedIn, pk: UUID) -> HttpResponse:
    """The faulty rows as they were written, each with why beside it."""
    load = _own(request, pk)
    why: dict[tuple[int, int], list[str]] = {}
    for one in told(load, True, MOST_MARKED):
        why.setdefault((one.where["chunk"], one.where["at"]), []).append(one.error.sentence)
    if not why:
        raise Http404
    sheets: dict[int, list[list[str]]] = {}
    for chunk in Chunk.objects.filter(load=load, number__in={number for number, _ in why}):
        for (number, at), sentences in why.items():
            if number == chunk.number:
                table, _, cells = chunk.rows[at]
                said = [cells.get(name, "") for name in load.tables[table]["columns"]]
                sheets.setdefault(table, []).append([*said, "".join(sentences)])
    books = [_sheet(load.tables[table], rows) for table, rows in sorted(sheets.items())]
    return download(write_book(books), "要改的行")


def _sheet(table: dict[str, Any], rows: list[list[str]]) -> SheetOut:
    columns = [ColumnOut(label) for _, label in table["columns"].values()]
    return SheetOut(table["sheet"], [*columns, ColumnOut("要改的地方", 60)], rows)
