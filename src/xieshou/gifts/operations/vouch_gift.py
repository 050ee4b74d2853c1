"""An outside partner, who has no account, says of a gift it gave or received that it is true, or that it differs."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from xieshou.gifts.models import DIFFERS, Gift
from xieshou.ledger.posting import post
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation
from xieshou.scoping.scope import OutOfScope, current, unscoped


@operation("gift.vouch", "外单位确认捐赠")
def vouch_gift(actor: Actor, *, gift: UUID, place: Place, by: str, way: str, true: bool) -> Gift:
    """The partner's word; where the partner received the gift, it says that it arrived."""
    row: Gift = Gift.objects.select_for_update(of=("self",)).get(pk=gift)
    if not current().covers(place.lo) or place.pk not in (row.giver_id, row.receiver_id):
        raise OutOfScope(f"{place} has no part in this gift")
    if row.withdrawn_on:
        raise Refused("E-GFT-124 这条已经撤回了，不用再确认。")
    row.outside_said = way if true else DIFFERS
    if true and place.pk == row.receiver_id:
        row.confirmed_by_receiver, row.confirmed_by = timezone.localdate(), by
    with unscoped("the recording school's record carries the partner's word"):
        row.advance(None)
        row.save()
    post(row)
    current_deed().note(row, outside=row.outside_said, by=by)
    return row
