"""The receiving school confirms that the gift arrived."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from xieshou.gifts.models import Gift
from xieshou.ledger.posting import post
from xieshou.scoping.models import Conflict
from xieshou.scoping.operations import Actor, Refused, current_deed, operation
from xieshou.scoping.scope import OutOfScope, current, unscoped


@operation("gift.confirm", "确认收到捐赠")
def confirm_gift(actor: Actor, *, gift: UUID, by: str, version: int | None = None) -> Gift:
    """Say once that it arrived as recorded; a second time changes nothing.

    Raises Conflict where ``version``, the one that was shown, is no longer the present one.
    """
    row: Gift = Gift.objects.select_for_update(of=("self",)).get(pk=gift)
    if not current().covers(row.receiver.lo):
        raise OutOfScope(f"{row.receiver} is outside the active scope")
    if row.withdrawn_on:
        raise Refused("E-GFT-121 这条已经撤回了，不用再确认。")
    if row.confirmed_by_receiver is not None:
        return row
    if version is not None and row.version != version:
        raise Conflict(row)
    row.confirmed_by_receiver, row.confirmed_by = timezone.localdate(), by
    with unscoped("the giving school's record carries the receiving school's word"):
        row.advance(None)
        row.save()
    post(row)
    current_deed().note(row, confirmed=str(row.confirmed_by_receiver))
    return row
