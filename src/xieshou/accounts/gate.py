"""Sign-in with a lock-out that does not lock the owner out from elsewhere, and a second step where it is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import BoundedSemaphore

import pyotp
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils import timezone

from xieshou.scoping.operations import Refused

from .demonstration import is_demonstration
from .models import SignInAttempt, User

WINDOW = timedelta(minutes=15)
TRIES_FROM_ONE_ADDRESS = 5
TRIES_FOR_ONE_NAME = 30
NAMES_FROM_ONE_ADDRESS = 60
TOO_OFTEN = "E-ACC-102 密码错了太多次。过15分钟再试，或找本校管理员重设密码。"
SLIP_LATE = "E-ACC-109 这张账号纸条过期了，14天里要登录一次。请找本校管理员重新打印。"
WRONG_CODE = "E-ACC-119 验证码不对，或者已经换了。看一眼手机上现在的六位数字再填。"
WRONG_AGAIN = "E-ACC-121 密码不对。再输一次。"
STEP_SECONDS = 30
SECOND_STEP_WITHIN = timedelta(days=14)
# A password hash takes a core and much memory on purpose: one a core at a time, a short queue, and no more.
CORES = os.cpu_count() or 1
_HASHING = BoundedSemaphore(CORES)
_WAITING = BoundedSemaphore(CORES + 20)


class Busy(RuntimeError):
    """Too many people sign in at this moment."""


@contextmanager
def _in_turn() -> Iterator[None]:
    """A place in the queue, then a core; raises Busy when the queue is full."""
    if not _WAITING.acquire(blocking=False):
        raise Busy("E-ACC-120 这会儿登录的人太多，过十秒再试。")
    try:
        with _HASHING:
            yield
    finally:
        _WAITING.release()


def _locked(username: str, address: str | None) -> bool:
    recent = SignInAttempt.objects.filter(at__gte=timezone.now() - WINDOW)
    named, here = recent.filter(username__iexact=username), recent.filter(address=address)
    return (
        named.filter(address=address).count() >= TRIES_FROM_ONE_ADDRESS
        or named.count() >= TRIES_FOR_ONE_NAME
        or here.count() >= NAMES_FROM_ONE_ADDRESS
    )


def sign_in(request: HttpRequest, username: str, password: str) -> User:
    """The account, or Refused with a sentence that does not tell whether the name exists."""
    username = username.strip()[:40]
    address = request.META.get("REMOTE_ADDR")
    if _locked(username, address):
        raise Refused(TOO_OFTEN)
    with _in_turn():
        user = authenticate(request, username=username, password=password)
    if not isinstance(user, User) or not user.grants_today():
        SignInAttempt.objects.create(username=username, address=address)
        raise Refused("E-ACC-101 账号或密码不对。忘记密码，请找本校管理员重设。")
    if user.slip_is_late:
        raise Refused(SLIP_LATE)
    if not user.second_secret:
        _forgive(username, address)
        _begin_grace(user)
    return user


def _forgive(username: str, address: str | None) -> None:
    SignInAttempt.objects.filter(username__iexact=username, address=address).delete()


def _begin_grace(user: User) -> None:
    """The first sign-in of whoever needs a second step begins the days in which to set it up."""
    if user.needs_second_step and user.second_by is None and not is_demonstration():
        user.second_by = timezone.localdate() + SECOND_STEP_WITHIN
        user.save(update_fields=["second_by"])


def confirm(request: HttpRequest, user: User, password: str) -> User:
    """Whoever is signed in already gives the password once more; wrong ones count as at the door."""
    address = request.META.get("REMOTE_ADDR")
    if _locked(user.username, address):
        raise Refused(TOO_OFTEN)
    with _in_turn():
        right = user.check_password(password)
    if not right:
        SignInAttempt.objects.create(username=user.username, address=address)
        raise Refused(WRONG_AGAIN, "again")
    _forgive(user.username, address)
    return user


def second_step(request: HttpRequest, user: User, code: str) -> User:
    """The account again when the phone's code is right; wrong codes count as wrong passwords do."""
    address = request.META.get("REMOTE_ADDR")
    if _locked(user.username, address):
        raise Refused(TOO_OFTEN)
    if not fresh_code(user, code):
        SignInAttempt.objects.create(username=user.username, address=address)
        raise Refused(WRONG_CODE, "code")
    _forgive(user.username, address)
    return user


def fresh_code(user: User, code: str) -> bool:
    """Whether this is the code of now or of the step before or after, and was not used yet; it is used up."""
    totp, now = pyotp.TOTP(user.second_secret, interval=STEP_SECONDS), int(timezone.now().timestamp())
    for step in (now // STEP_SECONDS + away for away in (0, -1, 1)):
        if totp.verify(code, for_time=step * STEP_SECONDS) and step > user.second_used:
            User.objects.filter(pk=user.pk).update(second_used=step)
            user.second_used = step
            return True
    return False
