"""The administrator's pages: make a backup with one button, see it proved, take it away, go back to it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from xieshou.kernel import dates
from xieshou.scoping.operations import Refused
from xieshou.vault.seal import SEAL
from xieshou.web import slots
from xieshou.web.pages import SignedIn, attempt, page

from .asking import WHOLE, may
from .doctor import examine
from .forms import PlaceForm, RestoreForm
from .operations.note_deed import note_checked, note_dropped, note_fetched, note_made
from .progress import current
from .shelf import Backup, called, discard, every
from .starting import start

NOT_PROVED = "E-KEP-105 这一份没有核对过，或核对出了错，不能恢复。先核对一次，或换一份绿的。"


def _backup(request: SignedIn, key: str, action: str) -> Backup:
    """The backup of an address, for whoever may do this to the whole installation."""
    found = called(key)
    if found is None or not may(request.user, action):
        raise Http404
    return found


def _moment(backup: Backup) -> str:
    at = timezone.localtime(backup.at)
    return f"{dates.show(at.date(), timezone.localdate())}{at:%H:%M}"


def _listed(request: SignedIn, form: PlaceForm, status: int = 200) -> HttpResponse:
    rows = [(backup, _moment(backup)) for backup in every()]
    good = next(((backup, moment) for backup, moment in rows if backup.state == "good"), None)
    findings = examine()
    context: dict[str, Any] = {
        "rows": rows,
        "good": good,
        "job": current(),
        "form": form,
        "findings": findings,
        "sound": all(one.level == "good" for one in findings),
        "doors": slots.fill("keeping.doors", request),
        "whole": all(may(request.user, action) for action in WHOLE),
    }
    return render(request, "keeping/list.html", context, status=status)


@page("backup.view")
def backups(request: SignedIn) -> HttpResponse:
    """Whether there is a good backup, what is being done, all backups, and how the machine is."""
    return _listed(request, PlaceForm())


@page("backup.make", ("POST",))
def make(request: SignedIn) -> HttpResponse:
    """Begin a backup; the page it leads to shows how far it is."""
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return _listed(request, form, 422)
    folder = str(form.folder)
    try:
        with transaction.atomic():
            note_made(request.user, folder=folder)
            start(request.user, "make", "", "backup", "--to", folder)
    except Refused as busy:
        messages.error(request, str(busy))
    return redirect("keeping:list")


@page("backup.view")
def detail(request: SignedIn, key: str) -> HttpResponse:
    """One backup: what was compared, and what may be done with it."""
    backup = called(key)
    if backup is None:
        raise Http404
    allowed = {action.partition(".")[2]: may(request.user, action) for action in WHOLE}
    context = {"backup": backup, "heading": f"{_moment(backup)}的备份", "back": reverse("keeping:list"), "may": allowed}
    return render(request, "keeping/detail.html", context)


@page("backup.check", ("POST",))
def check(request: SignedIn, key: str) -> HttpResponse:
    """Restore a backup on trial and compare again."""
    backup = _backup(request, key, "backup.check")
    try:
        with transaction.atomic():
            note_checked(request.user, backup=backup.name)
            start(request.user, "check", backup.name, "backup", "--check", str(backup.path))
    except Refused as busy:
        messages.error(request, str(busy))
    return redirect("keeping:list")


@page("backup.fetch", ("GET", "POST"))
def fetch(request: SignedIn, key: str) -> HttpResponse:
    """The archive itself, to be kept elsewhere; who took it is written down first."""
    backup = _backup(request, key, "backup.fetch")
    if not backup.exists:
        raise Http404
    if request.method != "POST":
        heading, back = f"下载{_moment(backup)}的备份", reverse("keeping:backup", args=[key])
        return render(request, "keeping/fetch.html", {"backup": backup, "heading": heading, "back": back})
    archive = backup.path.open("rb")
    archive.seek(-SEAL, 2)
    note_fetched(request.user, backup=backup.name, sha256=archive.read().decode("ascii", "replace"))
    archive.seek(0)
    answer = FileResponse(archive, as_attachment=True, filename=backup.path.name, content_type="application/zip")
    answer.headers["Content-Encoding"] = "identity"  # it is compressed already, and its length should be known
    return answer  # type: ignore[return-value]  # the gate asks for headers only, which a streamed answer has too


@page("backup.drop", ("POST",))
def drop(request: SignedIn, key: str) -> HttpResponse:
    """Delete a backup; the last good one stays."""
    backup = _backup(request, key, "backup.drop")
    try:
        with transaction.atomic():
            note_dropped(request.user, backup=backup.name)
            discard(backup)
    except Refused as last:
        messages.error(request, str(last))
        return redirect("keeping:backup", key)
    messages.success(request, f"{_moment(backup)}的那份删掉了。")
    return redirect("keeping:list")


@page("backup.restore", ("GET", "POST"))
def restore(request: SignedIn, key: str) -> HttpResponse:
    """What going back means, and the button that does it."""
    backup = _backup(request, key, "backup.restore")
    form = RestoreForm(_moment(backup), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and attempt(form, partial(_begin_restoring, request, backup)):
        return redirect("keeping:list")
    heading, back = f"恢复到{_moment(backup)}", reverse("keeping:backup", args=[key])
    return render(request, "keeping/restore.html", {"form": form, "backup": backup, "heading": heading, "back": back})


def _begin_restoring(request: SignedIn, backup: Backup) -> bool:
    """Only a proved backup is gone back to."""
    if backup.state != "good":
        raise Refused(NOT_PROVED)
    with transaction.atomic():
        start(request.user, "restore", backup.name, "restore", str(backup.path))
    return True
