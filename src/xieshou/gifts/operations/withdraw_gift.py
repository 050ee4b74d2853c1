"""Withdraw a gift: the opposite is posted, the record stays readable."""

from __future__ import annotations

from xieshou.gifts.models import Gift
from xieshou.ledger.withdrawing import take_back
from xieshou.scoping.operations import Actor, operation


@operation("gift.withdraw", "撤回捐赠")
def withdraw_gift(actor: Actor, *, gift: Gift, because: str, version: int | None = None) -> Gift:
    """Take the record's numbers back, with a reason; only in the recording school."""
    row: Gift = Gift.locked(gift.pk)
    return take_back(row, because, version, gone="E-GFT-122", unsaid="E-GFT-123")
