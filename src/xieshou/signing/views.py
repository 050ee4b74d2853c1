"""Signing in by password or, in a demonstration, by choosing a person."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xieshou.accounts.demonstration import is_demonstration
from xieshou.accounts.gate import Busy, sign_in
from xieshou.accounts.models import User
from xieshou.accounts.operations.change_password import change_password
from xieshou.accounts.operations.grant_role import work_at
from xieshou.accounts.policy import ROLES
from xieshou.web.pages import SignedIn, attempt, open_page, page

from .door import BACKEND, safe_next
from .forms import PasswordForm, SignInForm
from .second import begin

TASKS = {
    "officer": "看全县结对，先办有风险的",
    "research": "看各校教研，找短处",
    "inspector": "看记录和承诺，查落实",
    "aid": "管捐赠，看资助",
    "finance": "看资金和物资的账",
    "system": "开账号，管名册，做备份",
    "security": "看谁在登录，停用账号",
    "auditor": "看谁在什么时候改了什么",
    "viewer": "看各县进展",
    "town": "管全镇各校的计划和名册",
    "head": "定计划，改总结，签字",
    "clerk": "办教研，送计划，确认记录",
    "dean": "排教研，记活动，写计划",
    "moral": "记学生活动，排德育日程",
    "aid_clerk": "记捐赠，确认收到",
    "teacher": "记活动，看承诺走到哪一步",
    "donor": "看捐出的东西到了哪里",
}
CARDS = 6


def _next(request: HttpRequest) -> str:
    return safe_next(request, request.POST.get("next") or request.GET.get("next") or "/")


def _people() -> list[tuple[User, str]]:
    """Demonstration people as cards; none in a real county."""
    if not is_demonstration():
        return []
    people = User.objects.filter(demo=True, is_active=True).select_related("place").order_by("pk")
    return [(user, TASKS[min(user.roles(), key=list(ROLES).index)]) for user in people if user.roles()]


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
        try:
            user = attempt(form, lambda: sign_in(request, given["username"], given["password"]))
        except Busy as busy:
            return render(request, "signing/busy.html", {"sentence": str(busy)}, status=429)
        if user is not None and user.second_secret:
            return begin(request, user, given["shared"], _next(request))
        if user is not None:
            login(request, user, backend=BACKEND)
            if given["shared"]:
                request.session.set_expiry(0)
            return redirect(_next(request))
    people = _people()
    context = {"form": form, "people": people[:CARDS], "others": people[CARDS:], "next": _next(request)}
    return render(request, "signing/sign_in.html", context)


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
    return redirect("signing:sign-in")


@page("home.view")
def me(request: SignedIn) -> HttpResponse:
    """One's own account: roles, places and dates; who has posts in several places changes between them."""
    user = request.user
    grants = [(ROLES[grant.role], grant, grant.place_id != user.place_id) for grant in user.grants_today()]
    return render(request, "signing/me.html", {"grants": grants})


@page("account.work_at", ("POST",))
def work_here(request: SignedIn, place: int) -> HttpResponse:
    """Go on at another of one's places."""
    chosen = next((grant.place for grant in request.user.grants_today() if grant.place_id == place), None)
    if chosen is None:
        raise Http404
    work_at(request.user, place=chosen)
    messages.success(request, f"现在是{chosen.office}的身份。")
    return redirect("/")


@page("account.password", ("GET", "POST"))
def password(request: SignedIn) -> HttpResponse:
    """Change one's own password."""
    form = PasswordForm(request.POST or None, first=request.user.must_change)
    onward = "/" if request.user.must_change else "signing:me"
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("old", "new") if name in form.fields}
        user = attempt(form, lambda: change_password(request.user, **given))
        if user is not None:
            login(request, user, backend=BACKEND)
            messages.success(request, "密码换好了，下次用新密码登录。")
            return redirect(onward)
    context = {"form": form, "heading": "改密码", "back": "/me/"}
    return render(request, "signing/password.html", context)
