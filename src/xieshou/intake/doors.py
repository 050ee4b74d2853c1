"""What lower apps ask: where to send a workbook, and which pairs stand."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from xieshou.accounts.models import User
from xieshou.pairings.models import Pairing

from .planning.whole import allowed_sorts


def upload_url(*, user: User, sort: str) -> str:
    """The page that takes this roster; empty for those who may not import it."""
    sorts = allowed_sorts(user)
    if not sort:
        return reverse("intake:upload") if sorts else ""
    return reverse("intake:upload-one", args=[sort]) if sort in sorts else ""


def pairings_standing() -> QuerySet[Pairing]:
    """Pairs inside the scope that stand."""
    return Pairing.objects.filter(until__isnull=True)
