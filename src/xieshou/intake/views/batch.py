"""A staged workbook: what it would do, mending it, importing it, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from xieshou.accounts.models import User
from xieshou.accounts.operations.open_account import Slip, new_password
from xieshou.intake.applying import NewLogin, row_key
from xieshou.intake.models import KEPT_FOR, Batch
from xieshou.intake.operations.import_roster import import_roster
from xieshou.intake.operations.keep_batch import drop_batch, keep_batch
from xieshou.intake.operations.undo_roster import undo_roster
from xieshou.intake.planning.plan import Plan, Remark, Row
from xieshou.intake.planning.whole import plan_of
from xieshou.intake.recognising import LONGEST, SORTS
from xieshou.office.exports import download
from xieshou.office.rosters.setup import steps
from xieshou.office.verdict import Told, verdict
from xieshou.scoping.operations import Refused
from xieshou.sheets.writing import ColumnOut, SheetOut, write_book
from xieshou.signing.accounts import slips_page
from xieshou.web.pages import SignedIn, page

SHOWN = 100
MOST_LOGINS = 600
UNITS = {"schools": "所", "staff": "人", "pairings": "对", "accounts": "个"}


def own_batch(request: SignedIn, pk: UUID) -> Batch:
    """A batch of this person; 404 for anybody else's."""
    found: Batch = Batch.objects.get(pk=pk, by_label=request.user.label[:40])
    return found


def _tally(plan: Plan) -> list[dict[str, Any]]:
    """Per roster how many rows are new, changed, unchanged or to be mended."""
    return [
        {
            "label": SORTS[sort],
            "new": plan.count("new", sort=sort),
            "changed": plan.count("changed", sort=sort),
            "same": plan.count("same", sort=sort),
            "fault": plan.count("fault", sort=sort),
            "doubt": sum(bool(row.doubts) and not row.faults and row.sort == sort for row in plan.rows),
        }
        for sort in SORTS
        if any(row.sort == sort for row in plan.rows)
    ]


def _told(remarks: Sequence[tuple[Row, Remark]]) -> list[Told]:
    return [
        Told(remark.error, remark.mends, {"table": row.table, "row": row.number, "field": remark.field})
        for row, remark in remarks
    ]


def _applied(request: SignedIn, batch: Batch) -> HttpResponse:
    counts = [
        {"label": SORTS[sort], "new": n[0], "changed": n[1], "same": n[2], "fault": n[3]}
        for sort, n in batch.counts.items()
    ]
    since = batch.applied_at or batch.created_at
    left = [step for step in steps(request.user) if not step.done] if request.user.may("place.add") else []
    context = {
        "batch": batch,
        "tally": counts,
        "new": sum(one["new"] for one in counts),
        "changed": sum(one["changed"] for one in counts),
        "until": since + KEPT_FOR,
        "may_undo": batch.state == "applied" and since + KEPT_FOR > timezone.now(),
        "left": left,
        "officer": request.user.may("place.add"),
    }
    return render(request, "intake/applied.html", context)


@page("roster.import")
def batch_page(request: SignedIn, pk: UUID) -> HttpResponse:
    """What a batch would do, or what it did."""
    batch = own_batch(request, pk)
    if "activities" in batch.made:
        return redirect("pasting:pasted", batch.pk)
    if batch.state != "staged":
        return _applied(request, batch)
    plan = plan_of(request.user, batch.place, batch.tables)
    good, bad = plan.count("new", "changed", "same"), plan.count("fault")
    writes = plan.count("new", "changed")
    context = verdict(
        "导入",
        [table["sheet"] for table in batch.tables],
        good,
        bad,
        filename=batch.filename,
        writes=writes,
        before="intake/_tally.html",
        tally=_tally(plan),
        towns=plan.new_towns,
        faults=_told(plan.faults[:SHOWN]),
        more_faults=len(plan.faults) - SHOWN,
        doubts=_told(plan.doubts[:SHOWN]),
        more_doubts=len(plan.doubts) - SHOWN,
        unit="处",
        said=[sentence for table in batch.tables for sentence in table["said"]] + batch.unread,
        longest=LONGEST,
        foot="导入后7天内可以整批撤回。" if writes else "没有要写的：都在名册里了。",
        **{f"{name}_url": reverse(f"intake:{name}", args=[pk]) for name in ("mend", "confirm", "marked", "drop")},
    )
    return render(request, "intake/batch.html", context)


@page("roster.import", ("POST",))
def mend(request: SignedIn, pk: UUID) -> HttpResponse:
    """Change one cell of a staged batch, by a button or by typing."""
    batch = own_batch(request, pk)
    given = request.POST
    try:
        at, number, name = int(given.get("table", "")), int(given.get("row", "")), given.get("field", "")
        cells = next(cells for row, cells in batch.tables[at]["rows"] if row == number)
    except (ValueError, IndexError, StopIteration) as fault:
        raise Http404 from fault
    value = (given.get("value") or given.get("typed") or "").replace("\0", "").strip()[:LONGEST]
    if value and name in {*cells, *batch.tables[at]["columns"]} | {"name", "school", "number"}:
        cells[name] = value
        try:
            keep_batch(request.user, batch=batch, place=batch.place, by=batch.by, tables=batch.tables)
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect("intake:batch", batch.pk)


def _new_logins(plan: Plan) -> dict[str, NewLogin]:
    """Passwords and their hashes, made before the transaction so that nobody waits for it."""
    rows = [row for row in plan.of("accounts") if row.deed == "new"]
    if len(rows) > MOST_LOGINS:
        raise Refused(f"E-IMP-129 一次最多开{MOST_LOGINS}个账号，这里有{len(rows)}个。请分成几个表格。")
    found: dict[str, NewLogin] = {}
    for row in rows:
        password = new_password()
        found[row_key(row)] = NewLogin(password, make_password(password))
    return found


@page("roster.import", ("POST",))
def confirm(request: SignedIn, pk: UUID) -> HttpResponse:
    """Import a batch, once; new accounts answer with their slips."""
    batch = own_batch(request, pk)
    if batch.state != "staged":
        messages.info(request, "这一批已经导入过了，没有再导一遍。")
        return redirect("intake:batch", batch.pk)
    partly = request.POST.get("partly") == "1"
    try:
        logins = _new_logins(plan_of(request.user, batch.place, batch.tables))
        batch, users = import_roster(request.user, batch=batch, partly=partly, logins=logins)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("intake:batch", pk)
    if not users:
        return redirect("intake:batch", pk)
    known = {login.hashed: login.password for login in logins.values()}
    slips = [Slip(user, known[user.password]) for user in users]
    return slips_page(request, slips, reverse("intake:batch", args=[pk]))


@page("roster.undo", ("POST",))
def undo(request: SignedIn, pk: UUID) -> HttpResponse:
    """Take a whole batch back."""
    batch = own_batch(request, pk)
    try:
        undo_roster(request.user, batch=batch)
        messages.success(request, "整批撤回了。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("intake:batch", pk)


@page("roster.import", ("POST",))
def drop(request: SignedIn, pk: UUID) -> HttpResponse:
    """Throw a staged batch away and choose another file."""
    batch = own_batch(request, pk)
    try:
        drop_batch(request.user, batch=batch)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("intake:batch", pk)
    return redirect("intake:upload")


@page("roster.import")
def marked(request: SignedIn, pk: UUID) -> HttpResponse:
    """The faulty rows as a workbook: as they were written, with why and how beside them."""
    batch = own_batch(request, pk)
    plan = plan_of(request.user, batch.place, batch.tables)
    sheets = []
    for at, table in enumerate(batch.tables):
        rows = [row for row in plan.rows if row.table == at and row.faults]
        labels = [label for _, label in table["columns"].values()]
        columns = [*(ColumnOut(label) for label in labels), ColumnOut("要改的地方", 60)]
        cells = [
            [*(row.cells.get(name, "") for name in table["columns"]), "".join(r.error.sentence for r in row.faults)]
            for row in rows
        ]
        if rows:
            sheets.append(SheetOut(table["sheet"], columns, cells))
    if not sheets:
        raise Http404
    return download(write_book(sheets), "要改的行")


def recent(request: HttpRequest) -> str:
    """The last batches of this person, below the rosters."""
    user = request.user
    if not isinstance(user, User) or not user.may("roster.import"):
        return ""
    found = Batch.objects.filter(by_label=user.label[:40]).defer("tables", "made")[:5]
    context = {"batches": [(batch, dict(Batch.STATES)[batch.state]) for batch in found]}
    return render_to_string("intake/_recent.html", context, request=request) if context["batches"] else ""
