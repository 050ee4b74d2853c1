"""What a stated sum contributes to the ledger: one fact of its own source, on the last day it covers."""

from __future__ import annotations

from collections.abc import Iterator

from xieshou.ledger.sources import Part

from .models import Opening


def parts_of(opening: Opening) -> Iterator[Part]:
    """The stated sum, without a side: nobody knows any more who gave and who received each piece of it."""
    if not opening.withdrawn_on:
        yield Part(opening.indicator, opening.place, "joined", opening.amount, opening.ends, subject=opening.category)
