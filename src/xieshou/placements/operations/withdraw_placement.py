"""Withdraw a placement: the opposite is posted, the record stays readable."""

from __future__ import annotations

from django.utils import timezone

from xieshou.kernel.text import clean_line
from xieshou.ledger.posting import post
from xieshou.placements.models import Placement
from xieshou.scoping.operations import Actor, Refused, current_deed, operation


@operation("placement.withdraw", "撤回派遣")
def withdraw_placement(actor: Actor, *, placement: Placement, because: str, version: int | None = None) -> Placement:
    """Take the record's numbers back, with a reason; only in the sending school."""
    row: Placement = Placement.locked(placement.pk)
    if row.withdrawn_on:
        raise Refused("E-SND-122 这条已经撤回了。")
    because = clean_line(because, 120)
    if not because:
        raise Refused("E-SND-123 写一句为什么撤回，对方会看到。", "because")
    row.advance(version)
    row.withdrawn_on, row.withdrawn_because = timezone.localdate(), because
    row.save()
    post(row)
    current_deed().note(row, withdrawn=because)
    return row
