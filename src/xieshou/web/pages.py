"""The gate of every page: a declared action, a scope for the whole answer, 404 for what one may not know."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, Protocol, TypeVar, cast

from django.core.exceptions import ObjectDoesNotExist
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from xieshou.accounts.models import User
from xieshou.accounts.policy import POLICY
from xieshou.scoping.memory import answering
from xieshou.scoping.models import Conflict
from xieshou.scoping.operations import KeyReused, NotAllowed, Refused
from xieshou.scoping.scope import OutOfScope, use

from . import slots

# What stays open to whoever must first change a password or set up the second step.
OWN_PASSWORD, OWN_SECOND_STEP = "account.password", "account.second_step"
P = ParamSpec("P")
T = TypeVar("T")


class SignedIn(HttpRequest):
    """A request behind the gate."""

    user: User


class View(Protocol):
    """What a gated view looks like to the URLconf."""

    action: str

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer."""


def page(action: str, methods: tuple[str, ...] = ("GET",)) -> Callable[[Callable[..., HttpResponse]], View]:
    """Declare the action a view needs. Its scope is active until the answer is rendered."""
    if action not in POLICY:
        raise ValueError(f"{action!r} is not in the policy table")
    allowed = (*methods, "HEAD") if "GET" in methods else methods

    def wrap(view: Callable[..., HttpResponse]) -> View:
        @wraps(view)
        def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect(f"/sign-in/?next={request.get_full_path()}" if request.method == "GET" else "/sign-in/")
            user = request.user
            scope = user.scope_for(action)
            if scope is None:
                raise Http404
            first = _first(request, user, action)
            if first is not None:
                return first
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            try:
                with use(scope), answering():
                    answer = view(request, *args, **kwargs)
            except (OutOfScope, NotAllowed, ObjectDoesNotExist) as hidden:
                raise Http404 from hidden
            answer.headers.setdefault("Cache-Control", "no-store, private")
            return answer

        gate.action = action  # type: ignore[attr-defined]  # read by the start-up check and the URL walk
        return cast(View, gate)

    return wrap


def _first(request: HttpRequest, user: User, action: str) -> HttpResponse | None:
    """What comes before the page itself: one's own password, the second step, the password once more."""
    if user.must_change and action != OWN_PASSWORD:
        return redirect("signing:password")
    if user.second_step_is_late and action not in (OWN_PASSWORD, OWN_SECOND_STEP):
        return redirect("signing:second-step")
    asked: HttpResponse | None = slots.ask("password.again", None, request=request, user=user, action=action)
    return asked


def leads(user: User, url: str) -> bool:
    """Whether the roles of a person open the page behind an address: what they do not open is no link."""
    action = _action_at(url.split("?")[0].split("#")[0])
    return not action or user.may(action)


@lru_cache(maxsize=1024)
def _action_at(path: str) -> str:
    """The action that the page at an address declares; none for what is open to all or no page."""
    try:
        return str(getattr(resolve(path).func, "action", ""))
    except Resolver404:
        return ""


def open_page(because: str) -> Callable[[Callable[P, HttpResponse]], Callable[P, HttpResponse]]:
    """A page that needs no account, with the reason a reviewer looks for."""

    def wrap(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
        view.open_because = because  # type: ignore[attr-defined]  # read by the start-up check and the URL walk
        return view

    return wrap


def attempt(form: BaseForm, write: Callable[[], T]) -> T | None:
    """Run a write for a form; a refusal becomes an error where it belongs, and nothing is lost."""
    try:
        return write()
    except Refused as refusal:
        form.add_error(refusal.field_name if refusal.field_name in form.fields else None, str(refusal))
    except (Conflict, KeyReused) as clash:
        form.add_error(None, str(clash))
    return None
