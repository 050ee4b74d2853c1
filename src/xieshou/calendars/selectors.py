"""Lines of plans in sight, and whose a secret address is."""

from __future__ import annotations

from datetime import date

from xieshou.accounts.models import User
from xieshou.plans.models import CalendarItem

from .models import Subscription, digest_of

SETTLED = ("sent", "accepted")


def items_between(starts: date, ends: date) -> list[CalendarItem]:
    """Lines of plans that were sent or settled, in sight, that touch these days; both included."""
    found = CalendarItem.objects.filter(plan__state__in=SETTLED, starts__lte=ends, ends__gte=starts)
    return list(found.select_related("plan", "plan__pairing__first", "plan__pairing__second", "promise"))


def owner_of(token: str) -> User | None:
    """Whose address it is; nobody's once it was closed, or while its owner has a password to change."""
    row = Subscription.objects.filter(digest=digest_of(token)).select_related("user").first()
    return row.user if row is not None and not row.user.must_change else None
