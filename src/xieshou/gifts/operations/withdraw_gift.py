"""Withdraw a gift: the opposite is posted, the record stays readable."""

from __future__ import annotations

from django.utils import timezone

from xieshou.gifts.models import Gift
from xieshou.kernel.text import clean_line
from xieshou.ledger.posting import post
from xieshou.scoping.operations import Actor, Refused, current_deed, operation


@operation("gift.withdraw", "撤回捐赠")
def withdraw_gift(actor: Actor, *, gift: Gift, because: str, version: int | None = None) -> Gift:
    """Take the record's numbers back, with a reason; only in the recording school."""
    row: Gift = Gift.locked(gift.pk)
    if row.withdrawn_on:
        raise Refused("E-GFT-122 这条已经撤回了。")
    because = clean_line(because, 120)
    if not because:
        raise Refused("E-GFT-123 写一句为什么撤回，对方会看到。", "because")
    row.advance(version)
    row.withdrawn_on, row.withdrawn_because = timezone.localdate(), because
    row.save()
    post(row)
    current_deed().note(row, withdrawn=because)
    return row
