"""升级: choose an archive, see what it is, press; the page of backups shows how far it is."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from xieshou.keeping.asking import may
from xieshou.keeping.operations.note_deed import note_upgraded
from xieshou.keeping.starting import start
from xieshou.web.pages import SignedIn, attempt, page

from .bundles import Bundle, digest, found, keep
from .changing import installation, running_version
from .forms import BringForm, GoForm


def _for_the_whole(request: SignedIn) -> None:
    """What changes every county of the machine is for whoever looks after all of them."""
    if not may(request.user, "backup.upgrade"):
        raise Http404


@page("backup.upgrade", ("GET", "POST"))
def choose(request: SignedIn) -> HttpResponse:
    """The version that runs, archives that lie ready, and a place to bring one."""
    _for_the_whole(request)
    now, here = running_version(), installation()
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if here is not None and form.is_valid():
        kept = attempt(form, lambda: keep(form.cleaned_data["archive"].chunks(), now))
        if kept is not None:
            return redirect("upgrading:bundle", kept.name)
    context = {"now": now, "here": here, "form": form, "bundles": list(found(now)) if here else []}
    context |= {"heading": f"现在是{now}", "back": reverse("keeping:list")}
    return render(request, "upgrading/choose.html", context, status=422 if form.errors else 200)


@page("backup.upgrade", ("GET", "POST"))
def bundle(request: SignedIn, name: str) -> HttpResponse:
    """One archive: its version and digest, what will happen, and the button."""
    _for_the_whole(request)
    now, here = running_version(), installation()
    chosen = next((one for one in found(now) if one.name == name), None) if here else None
    if chosen is None:
        raise Http404
    form = GoForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and attempt(form, partial(_begin, request, chosen)):
        return redirect("keeping:list")
    context = {"bundle": chosen, "digest": digest(chosen.path), "form": form, "now": now}
    context |= {"heading": f"升级到{chosen.version}", "back": reverse("upgrading:choose")}
    return render(request, "upgrading/bundle.html", context)


def _begin(request: SignedIn, chosen: Bundle) -> bool:
    """Written down first, then begun in a process that outlives this one."""
    with transaction.atomic():
        note_upgraded(request.user, version=chosen.version, sha256=digest(chosen.path))
        start(request.user, "upgrade", chosen.version, "upgrade", str(chosen.path))
    return True
