"""Withdraw a placement: the opposite is posted, the record stays readable."""

from __future__ import annotations

from xieshou.ledger.withdrawing import take_back
from xieshou.placements.models import Placement
from xieshou.scoping.operations import Actor, operation


@operation("placement.withdraw", "撤回派遣")
def withdraw_placement(actor: Actor, *, placement: Placement, because: str, version: int | None = None) -> Placement:
    """Take the record's numbers back, with a reason; only in the sending school."""
    row: Placement = Placement.locked(placement.pk)
    return take_back(row, because, version, gone="E-SND-122", unsaid="E-SND-123")
