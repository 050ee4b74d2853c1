"""A month of everything that is set down, and the address for a phone's calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from xieshou.plans.feed import calendar_feed
from xieshou.plans.wording import bond_words, when_words
from xieshou.scoping.scope import use
from xieshou.web import slots
from xieshou.web.keyed import KeyedForm
from xieshou.web.pages import SignedIn, attempt, open_page, page

from .models import Subscription
from .operations.open_subscription import close_subscription, open_subscription
from .selectors import items_between, owner_of

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
BACK, AHEAD = timedelta(days=60), timedelta(days=400)
ONE_DAY = timedelta(days=1)


def _first_day(text: str, today: date) -> date:
    """The month that an address names, else today's."""
    found = MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)


def _following(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


@page("plan.view")
def month(request: SignedIn) -> HttpResponse:
    """Everything set down for one month, what is done with its records."""
    return _shown(request)


def _shown(request: SignedIn, address: str = "") -> HttpResponse:
    today = timezone.localdate()
    first = _first_day(request.GET.get("month", ""), today)
    ends = _following(first) - ONE_DAY
    items = items_between(first, ends)
    done = slots.ask("calendar.done", {}, items=items, today=today)
    context: dict[str, Any] = {
        "first": first,
        "before": f"{first - ONE_DAY:%Y-%m}",
        "after": f"{ends + ONE_DAY:%Y-%m}",
        "rows": [
            (item, when_words(item.starts, item.ends), bond_words(item.plan.pairing, None), done.get(item.pk))
            for item in items
        ],
        "done": sum(one.done for one in done.values()),
        "address": address,
        "subscription": Subscription.objects.filter(user=request.user).first(),
        "form": KeyedForm(auto_id=False),
    }
    return render(request, "calendars/month.html", context)


@page("subscription.open", ("POST",))
def subscribe(request: SignedIn) -> HttpResponse:
    """Tell a new secret address, once."""
    token = open_subscription(request.user)
    return _shown(request, request.build_absolute_uri(reverse("calendars:feed", args=[token])))


@page("subscription.close", ("POST",))
def unsubscribe(request: SignedIn) -> HttpResponse:
    """The address opens nothing any more."""
    if attempt(KeyedForm(request.POST), lambda: close_subscription(request.user) or True):
        messages.info(request, "停用了，那个地址再也打不开。")
    return redirect("calendars:month")


@open_page("a phone's calendar cannot sign in: the secret address is the key, its owner's scope of today decides")
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What its owner would see: lines of plans, nothing else, and nothing once the address is closed."""
    owner = owner_of(token)
    scope = owner.scope_for("plan.view") if owner is not None else None
    if scope is None:
        raise Http404
    today = timezone.localdate()
    with use(scope):
        items = items_between(today - BACK, today + AHEAD)
        text = calendar_feed(
            "携手",
            [(item.plan, item, request.build_absolute_uri(f"/plans/{item.plan_id}/")) for item in items],
            timezone.now(),
        )
    headers = {"Cache-Control": "no-store, private", "Referrer-Policy": "no-referrer"}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
