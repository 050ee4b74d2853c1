"""The password once more, before data of class S or A: on the same address, and what was being sent is not lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from xieshou.accounts.demonstration import is_demonstration
from xieshou.accounts.gate import Busy, confirm
from xieshou.accounts.models import User
from xieshou.accounts.policy import CLASSES
from xieshou.web.pages import attempt

GIVEN = "password given"
LASTS = timedelta(minutes=15)
ASKED, OPEN_AFTER = "again", "again-open"


class AgainForm(forms.Form):
    """One's own password."""

    again = forms.CharField(
        label="密码",
        max_length=128,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": "密码还没有填。"},
    )


def remember(sender: Any, request: HttpRequest, user: User, **how: Any) -> None:
    """Whichever way somebody came in, this is when: Django tells it of every door, also of one that is built later."""
    request.session[GIVEN] = timezone.now().timestamp()


def _recent(request: HttpRequest) -> bool:
    since = timezone.now().timestamp() - float(request.session.get(GIVEN, 0))
    return since < LASTS.total_seconds()


def asked(request: HttpRequest, user: User, action: str) -> HttpResponse | None:
    """The page that asks, or nothing when the view may answer; invented people have no password."""
    if action not in CLASSES or _recent(request) or is_demonstration():
        return None
    if "HX-Request" in request.headers:
        return HttpResponseClientRedirect(request.get_full_path())
    form = AgainForm(request.POST if ASKED in request.POST else None)
    if form.is_valid() and _confirmed(request, user, form):
        return redirect(request.get_full_path()) if OPEN_AFTER in request.POST else None
    return _page(request, form)


def _confirmed(request: HttpRequest, user: User, form: AgainForm) -> bool:
    try:
        right = attempt(form, lambda: confirm(request, user, form.cleaned_data[ASKED])) is not None
    except Busy as busy:
        form.add_error(None, str(busy))
        return False
    if right:
        request.session[GIVEN] = timezone.now().timestamp()
    return right


def _page(request: HttpRequest, form: AgainForm) -> HttpResponse:
    """What was being sent goes along in hidden fields; a file cannot, so its form is opened anew."""
    own = (ASKED, OPEN_AFTER, "csrfmiddlewaretoken")
    sent = [(name, value) for name, values in request.POST.lists() for value in values if name not in own]
    anew = request.method != "POST" or OPEN_AFTER in request.POST or bool(request.FILES)
    context = {"form": form, "sent": [] if anew else sent, "anew": anew, "files": bool(request.FILES)}
    answer = render(request, "signing/again.html", {**context, "heading": "再输一次密码", "back": "/"})
    answer.headers["Cache-Control"] = "no-store, private"
    return answer
