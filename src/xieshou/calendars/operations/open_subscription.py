"""Open a secret address for a person's own calendar, or close it."""

from __future__ import annotations

import secrets

from xieshou.accounts.models import User
from xieshou.calendars.models import Subscription, digest_of
from xieshou.scoping.operations import Refused, current_deed, operation


@operation("subscription.open", "订阅日历")
def open_subscription(actor: User) -> str:
    """A new secret of 256 bits, told once; the one before opens nothing from now on."""
    token = secrets.token_urlsafe(32)
    row, _ = Subscription.objects.update_or_create(user=actor, defaults={"digest": digest_of(token)})
    current_deed().note(row, opened=True)
    return token


@operation("subscription.close", "停用日历订阅")
def close_subscription(actor: User) -> None:
    """The address opens nothing any more."""
    row = Subscription.objects.filter(user=actor).first()
    if row is None:
        raise Refused("E-CAL-101 没有订阅，不用停。")
    current_deed().note(row, closed=True)
    row.delete()
