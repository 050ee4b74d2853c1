"""Paste a 接龙, a chat or a table: it becomes drafts with their doubts, changed, saved or taken back."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xieshou.activities.models import Activity
from xieshou.activities.operations.record_activity import record_activity
from xieshou.activities.operations.withdraw_activity import withdraw_activity
from xieshou.catalogue import catalogue
from xieshou.catalogue.headings import subject_choices
from xieshou.intake.models import KEPT_FOR
from xieshou.intake.operations.keep_batch import close_batch, keep_batch
from xieshou.intake.views.batch import own_batch
from xieshou.pasting.drafts import MOST_LINES, NUMBERS, Bench, Line, arguments, bench_of, drafts_of
from xieshou.scoping.models import Conflict
from xieshou.scoping.operations import KeyReused, Refused
from xieshou.sheets.errors import SheetRefused
from xieshou.web.pages import SignedIn, page

COLUMNS = ("on", "kind", "topic", "subject", "people", "school", "key", "said", *(name for name, _ in NUMBERS))


class PasteForm(forms.Form):
    """The pasted words."""

    text = forms.CharField(
        label="接龙、聊天记录或者表格",
        widget=forms.Textarea({"rows": "10"}),
        max_length=100_000,
        help_text="一行一次活动。写了谁、哪天、做了什么就行，顺序随意。",
        error_messages={"required": "还没有粘贴内容。"},
    )


def _context(bench: Bench, lines: list[Line]) -> dict[str, Any]:
    doubtful = sum(bool(line.doubts or line.double or line.error) for line in lines)
    return {
        "lines": lines,
        "doubtful": doubtful,
        "doubles": sum(line.double is not None for line in lines),
        "kinds": catalogue.choices(),
        "subjects": subject_choices(),
        "bonds": bench.bond_choices,
        "numbers": NUMBERS,
        "back": "/intake/paste/",
        "heading": f"{len(lines)}条草稿",
    }


@page("activity.join", ("GET", "POST"))
def paste(request: SignedIn) -> HttpResponse:
    """Paste, look over, save."""
    if not request.user.place.is_school:
        return render(request, "office/no_county.html", {"heading": "粘贴录入", "back": "/"})
    bench = bench_of(request.user)
    if request.POST.get("step") == "save":
        return _save(request, bench)
    form = PasteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return render(request, "pasting/drafts.html", _context(bench, drafts_of(bench, form.cleaned_data["text"])))
        except (Refused, SheetRefused) as refusal:
            form.add_error("text", str(refusal))
    context = {"form": form, "heading": "粘贴录入", "back": "/activities/"}
    return render(request, "pasting/paste.html", context, status=422 if form.errors else 200)


def _posted(request: SignedIn) -> list[Line]:
    """The grid as it was sent back."""
    found = []
    for number in range(MOST_LINES):
        if f"key-{number}" not in request.POST:
            break
        values = {name: request.POST.get(f"{name}-{number}", "").replace("\0", "")[:300].strip() for name in COLUMNS}
        found.append(Line(number, values, keep=f"keep-{number}" in request.POST))
    return found


def _record(request: SignedIn, bench: Bench, line: Line) -> Activity | None:
    try:
        key = UUID(line.values["key"])
    except ValueError:
        key = uuid.uuid4()
    try:
        return record_activity(request.user, key=key, **arguments(bench, line.values))
    except (Refused, KeyReused, Conflict) as refusal:
        line.error = str(refusal)
        return None


def _save(request: SignedIn, bench: Bench) -> HttpResponse:
    """One operation a row; rows that are refused stay on the page with the reason, saved ones are gone from it."""
    lines = _posted(request)
    made = [activity for line in lines if line.keep and (activity := _record(request, bench, line))]
    failed = [line for line in lines if line.error]
    batch = None
    if made:
        batch = keep_batch(
            request.user, place=bench.school, by=request.user.name, filename="粘贴录入", state="applied",
            made={"activities": [str(one.pk) for one in made]}, counts={"activities": [len(made), 0, 0, len(failed)]},
            applied_at=timezone.now(),
        )  # fmt: skip
    if failed:
        for number, line in enumerate(failed):
            line.number = number
        context = {**_context(bench, failed), "saved": len(made), "batch": batch}
        context["heading"] = f"{len(failed)}条没有存上"
        return render(request, "pasting/drafts.html", context, status=422)
    if batch is None:
        messages.info(request, "没有勾选一条，什么也没有存。")
        return redirect("pasting:paste")
    return redirect("pasting:pasted", batch.pk)


@page("activity.join")
def pasted(request: SignedIn, pk: UUID) -> HttpResponse:
    """What a paste recorded."""
    batch = own_batch(request, pk)
    activities = list(Activity.objects.filter(pk__in=batch.made.get("activities", [])).order_by("on"))
    labels = dict(catalogue.choices())
    since = batch.applied_at or batch.created_at
    context = {
        "batch": batch,
        "activities": [(one, labels.get(one.kind, "")) for one in activities],
        "standing": sum(one.withdrawn_on is None for one in activities),
        "may_undo": batch.state == "applied" and since + KEPT_FOR > timezone.now(),
    }
    return render(request, "pasting/pasted.html", context)


@page("activity.withdraw", ("POST",))
def undo(request: SignedIn, pk: UUID) -> HttpResponse:
    """Withdraw everything a paste recorded; what cannot be withdrawn says why."""
    batch = own_batch(request, pk)
    if batch.state != "applied":
        messages.info(request, "这一批已经撤回过了。")
        return redirect("pasting:pasted", pk)
    left = 0
    for activity in Activity.objects.filter(pk__in=batch.made.get("activities", []), withdrawn_on__isnull=True):
        try:
            withdraw_activity(request.user, activity=activity, by=request.user.name, because="粘贴录入后整批撤回")
        except (Refused, Conflict) as refusal:
            left += 1
            messages.error(request, f"{activity.topic}：{refusal}")
    close_batch(request.user, batch=batch, left=left)
    messages.success(request, "整批撤回了，数也减回去了。")
    return redirect("pasting:pasted", pk)
