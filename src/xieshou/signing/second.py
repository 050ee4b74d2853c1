"""The second step of signing in: asked at the door, set up and given up on one's own page."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import pyotp
from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache

from xieshou.accounts.demonstration import is_demonstration
from xieshou.accounts.gate import second_step
from xieshou.accounts.models import User
from xieshou.accounts.operations.second_step import drop_second_step, set_second_step
from xieshou.accounts.policy import OFFICES, SECOND_STEP
from xieshou.web.keyed import KeyedForm
from xieshou.web.pages import SignedIn, attempt, open_page, page
from xieshou.web.qr import qr_code

from .door import BACKEND, safe_next

HALF = "half"
HALF_LASTS = timedelta(minutes=5)
# Whoever reads everybody's is asked; a teacher may. Roles that can close accounts must.
ASKED = OFFICES | SECOND_STEP


class CodeForm(KeyedForm):
    """Six digits of the phone."""

    code = forms.RegexField(
        r"^\s*\d{3}\s?\d{3}\s*$",
        label="手机上的六位数字",
        max_length=12,
        error_messages={"invalid": "验证码是六位数字。", "required": "六位数字还没有填。"},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        """The digits alone."""
        return "".join(str(self.cleaned_data["code"]).split())


def begin(request: HttpRequest, user: User, shared: bool, following: str) -> HttpResponse:
    """The password was right: remember for five minutes who is half through the door."""
    until = (timezone.now() + HALF_LASTS).timestamp()
    request.session[HALF] = {"pk": user.pk, "until": until, "shared": shared, "next": following}
    return redirect("signing:code")


def _half(request: HttpRequest) -> tuple[User | None, dict[str, Any]]:
    half: dict[str, Any] = request.session.get(HALF) or {}
    if half.get("until", 0) < timezone.now().timestamp():
        return None, {}
    return User.objects.filter(pk=half["pk"], is_active=True).exclude(second_secret="").first(), half


@open_page("the second step of the door: the password was right, nothing is open yet")
@never_cache
def code_page(request: HttpRequest) -> HttpResponse:
    """Ask for the code; without a password just given there is nothing here."""
    user, half = _half(request)
    if user is None:
        return redirect("signing:sign-in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        known = attempt(form, lambda: second_step(request, user, form.cleaned_data["code"]))
        if known is not None:
            del request.session[HALF]
            login(request, known, backend=BACKEND)
            if half["shared"]:
                request.session.set_expiry(0)
            return redirect(safe_next(request, half["next"]))
    context = {"form": form, "heading": "再填一次手机上的数字", "back": "/sign-in/"}
    return render(request, "signing/code.html", context)


def proposed(request: SignedIn) -> str:
    """The secret this session offers: the same until it is taken, never the one taken before, kept nowhere."""
    what = f"{request.session.session_key}:{request.user.pk}:{request.user.second_used}"
    return base64.b32encode(salted_hmac("second step", what, algorithm="sha256").digest()[:20]).decode()


def picture(user: User, secret: str) -> SafeString:
    """The secret as a QR code that an authenticator app reads."""
    address = pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name="携手")
    return qr_code(address)


@page("account.second_step", ("GET", "POST"))
def second_step_page(request: SignedIn) -> HttpResponse:
    """Turn the second step on or off; either way the phone shows that it knows the secret."""
    on = bool(request.user.second_secret)
    form = CodeForm(request.POST or None)
    secret = request.user.second_secret or proposed(request)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if on:
            done = attempt(form, lambda: drop_second_step(request.user, code=code))
        else:
            done = attempt(form, lambda: set_second_step(request.user, secret=secret, code=code))
        if done is not None:
            messages.success(request, "两步登录关了。" if on else "两步登录开了。下次登录，输完密码再填手机上的数字。")
            return redirect("signing:me")
    context = {"form": form, "on": on, "heading": "关闭两步登录" if on else "开启两步登录", "back": "/me/"}
    context["must"] = request.user.second_step_is_late
    if not on:
        context |= {"qr": picture(request.user, secret), "secret": " ".join(secret[i : i + 4] for i in range(0, 32, 4))}
    return render(request, "signing/second_step.html", context)


def asked_here(request: HttpRequest) -> str:
    """One line on the home page of those who should have a second step and have none."""
    user = request.user
    if not isinstance(user, User) or user.second_secret or is_demonstration() or not user.roles() & ASKED:
        return ""
    return render_to_string("signing/_asked.html", {"must": user.needs_second_step, "by": user.second_by}, request)
