"""Signing in by password or, in a demonstration, by choosing a person."""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xieshou.accounts.demonstration import is_demonstration
from xieshou.accounts.gate import sign_in
from xieshou.accounts.models import User
from xieshou.accounts.operations.change_password import change_password
from xieshou.accounts.policy import ROLES
from xieshou.web.pages import SignedIn, attempt, open_page, page

from .forms import PasswordForm, SignInForm

BACKEND = "xieshou.accounts.backend.WithPlace"
TASKS = {
    "officer": "看全县结对，先办有风险的",
    "viewer": "看各县进展",
    "head": "定计划，改总结，签字",
    "clerk": "办教研，送计划，确认记录",
    "teacher": "记活动，看承诺走到哪一步",
}


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe and wanted.startswith("/") else "/"


def _people() -> list[tuple[User, str]]:
    """Demonstration people as cards; none in a real county."""
    if not is_demonstration():
        return []
    people = User.objects.filter(demo=True, is_active=True).select_related("place").order_by("pk")
    return [(user, TASKS[min(user.roles(), key=list(ROLES).index)]) for user in people if user.roles()][:6]


@open_page("the door itself")
@never_cache
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """The sign-in page; on an empty installation it leads to setting the county up."""
    if request.user.is_authenticated:
        return redirect("/")
    if not User.objects.exists():
        return redirect("office:start")
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        user = attempt(form, lambda: sign_in(request, given["username"], given["password"]))
        if user is not None:
            login(request, user, backend=BACKEND)
            if given["shared"]:
                request.session.set_expiry(0)
            return redirect(_next(request))
    return render(request, "office/sign_in.html", {"form": form, "people": _people(), "next": _next(request)})


@open_page("demonstration people have no password; refused outside a demonstration")
@require_POST
def enter_demo(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in as a demonstration person."""
    if not is_demonstration():
        raise Http404
    user = get_object_or_404(User, pk=pk, demo=True, is_active=True)
    login(request, user, backend=BACKEND)
    return redirect(_next(request))


@open_page("ending one's own session")
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("accounts:sign-in")


@page("home.view")
def me(request: SignedIn) -> HttpResponse:
    """One's own account: roles, places and dates."""
    grants = [(ROLES[grant.role], grant) for grant in request.user.grants_today()]
    return render(request, "office/me.html", {"grants": grants})


@page("account.password", ("GET", "POST"))
def password(request: SignedIn) -> HttpResponse:
    """Change one's own password."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        user = attempt(form, lambda: change_password(request.user, old=old, new=new))
        if user is not None:
            login(request, user, backend=BACKEND)
            return redirect("accounts:me")
    context = {"form": form, "heading": "改密码", "back": "/me/"}
    return render(request, "office/password.html", context)
