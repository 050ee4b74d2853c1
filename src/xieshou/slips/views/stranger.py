"""The page a link opens without an account: one record in plain words, and two buttons."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xieshou.slips.acts import Bearer
from xieshou.slips.forms import WordForm
from xieshou.slips.models import LINK, Knock, Slip
from xieshou.slips.operations.use_slip import NotOpen, use_slip
from xieshou.slips.selectors import knocks_too_often, shown_to_bearer, slip_of
from xieshou.web.pages import attempt, open_page

# Not ``no-referrer``: with it the browser says Origin: null when it posts, and the form is taken for a forged one.
QUIET = {"Cache-Control": "no-store, private", "Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex"}


@open_page("a partner without an account says one word on one record; the token is the key, limits lie in the database")
def word(request: HttpRequest, token: str) -> HttpResponse:
    """Show the one record, or take the one word."""
    answer = _answer(request, token)
    for name, value in QUIET.items():
        answer.headers[name] = value
    return answer


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    address = request.META.get("REMOTE_ADDR")
    if knocks_too_often(address):
        return render(request, "slips/closed.html", {"busy": True}, status=429)
    slip = slip_of(token)
    if slip is None or slip.way != LINK:
        return _nothing(request, address)
    form = WordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            # Asked before whether the slip is still open: a press repeated by the network hears its first answer.
            used = attempt(form, lambda: _used(slip, form))
        except NotOpen:
            return _nothing(request, address)
        if used is not None:
            return render(request, "slips/thanks.html", {"slip": used, "owner": slip.owner})
    about = shown_to_bearer(slip)
    if about is None:
        return _nothing(request, address)
    context = {"slip": slip, "about": about, "form": form, "days": (slip.until - timezone.now()).days + 1}
    return render(request, "slips/word.html", context, status=422 if form.errors else 200)


def _used(slip: Slip, form: WordForm) -> Slip:
    return use_slip(Bearer(slip), key=form.cleaned_data["key"], slip=slip.pk, **form.word())


def _nothing(request: HttpRequest, address: str | None) -> HttpResponse:
    """The same for a token never given, used up, ended or late."""
    Knock.objects.create(address=address)
    return render(request, "slips/closed.html", status=404)
