"""Home, help, privacy and the service worker."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from xieshou.accounts.policy import POLICY, ROLES
from xieshou.scoping.operations import ACTIONS

from .pages import SignedIn, open_page, page
from .slots import fill


@page("home.view")
def home(request: SignedIn) -> HttpResponse:
    """The panels that apps put on the home page of a school or of the county."""
    slot = "home.county" if request.user.may("county.view") else "home.school"
    return render(request, "web/home.html", {"panels": fill(slot, request), "slot": slot})


@page("home.view")
def everything(request: SignedIn) -> HttpResponse:
    """All pages this person may open, in words."""
    return render(request, "web/all.html")


@open_page("the manual holds nothing about anyone")
def help_page(request: HttpRequest) -> HttpResponse:
    """Who may do what, from the policy table itself."""
    rows = [
        (ACTIONS[action], [role in roles for role in ROLES]) for action, roles in POLICY.items() if action in ACTIONS
    ]
    return render(request, "web/help.html", {"roles": ROLES.values(), "rows": rows})


@open_page("the notice on personal data must be readable by guardians")
def privacy(request: HttpRequest) -> HttpResponse:
    """How personal data and minors are protected."""
    return render(request, "web/privacy.html")


@open_page("a script without data")
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, served from the root so that it may serve every page."""
    path = finders.find("web/worker.js")
    if not isinstance(path, str):
        raise Http404
    script = Path(path).read_bytes()
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@open_page("shown by the service worker when there is no network; the same for everybody")
def offline(request: HttpRequest) -> HttpResponse:
    """What to do without a network."""
    return render(request, "web/offline.html")
