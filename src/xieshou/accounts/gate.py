"""Sign-in with a lock-out that does not lock the owner out from elsewhere."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils import timezone

from xieshou.scoping.operations import Refused

from .models import SignInAttempt, User

WINDOW = timedelta(minutes=15)
TRIES_FROM_ONE_ADDRESS = 5
TRIES_FOR_ONE_NAME = 30
SLIP_LATE = "E-ACC-109 这张账号纸条过期了，14天里要登录一次。请找本校管理员重新打印。"


def sign_in(request: HttpRequest, username: str, password: str) -> User:
    """The account, or Refused with a sentence that does not tell whether the name exists."""
    username = username.strip()[:40]
    address = request.META.get("REMOTE_ADDR")
    recent = SignInAttempt.objects.filter(at__gte=timezone.now() - WINDOW, username__iexact=username)
    if recent.filter(address=address).count() >= TRIES_FROM_ONE_ADDRESS or recent.count() >= TRIES_FOR_ONE_NAME:
        raise Refused("E-ACC-102 密码错了太多次。过15分钟再试，或找本校管理员重设密码。")
    user = authenticate(request, username=username, password=password)
    if not isinstance(user, User) or not user.grants_today():
        SignInAttempt.objects.create(username=username, address=address)
        raise Refused("E-ACC-101 账号或密码不对。忘记密码，请找本校管理员重设。")
    if user.slip_is_late:
        raise Refused(SLIP_LATE)
    SignInAttempt.objects.filter(username__iexact=username, address=address).delete()
    return user
