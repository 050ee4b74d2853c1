"""What a placement contributes to the ledger: pure, from the record to parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from xieshou.ledger.sources import Part

from .models import Placement

ONE_DAY = timedelta(days=1)


def parts_of(placement: Placement) -> Iterator[Part]:
    """Sent once on the first day; present from the first day until the day after the last. The host comes first.

    Weekly lessons are a plan and not lessons taught, so they are not posted.
    """
    if placement.withdrawn_on:
        return
    after = placement.last_day + ONE_DAY
    for side, school, partner in (
        ("received", placement.host, placement.owner),
        ("gave", placement.owner, placement.host),
    ):
        common: dict[str, Any] = {
            "school": school,
            "side": side,
            "partner": partner,
            "bond": placement.bond,
            "bearer": placement.pk,
        }
        for what in (placement.kind, "placement"):
            yield Part(f"{what}.sent", amount=1, on=placement.starts, **common)
            yield Part(f"{what}.present", amount=1, on=placement.starts, **common)
            yield Part(f"{what}.present", amount=-1, on=after, **common)
