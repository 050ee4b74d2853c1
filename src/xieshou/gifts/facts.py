"""What a gift contributes to the ledger: pure, from the record to parts."""

from __future__ import annotations

from collections.abc import Iterator

from xieshou.ledger.sources import Part

from .models import COUNT_INDICATORS, Gift

TIMES = "donation.times"
CASH = "资金"


def heading_of(gift: Gift) -> str:
    """Under which heading a table of gifts counts this one; the fact carries it, so that the count is a door."""
    return gift.category or CASH


def amounts_of(gift: Gift) -> Iterator[tuple[str, int]]:
    """Figures of one gift. What is not known is not posted, so that it can never be summed."""
    yield TIMES, 1
    if gift.sort == "cash":
        yield "donation.fen", gift.fen or 0
        return
    if gift.count:
        yield COUNT_INDICATORS[gift.category], gift.count
    if gift.fen:
        yield "goods.fen", gift.fen


def parts_of(gift: Gift) -> Iterator[Part]:
    """The receiving school comes first; a giver that is no school of ours has no part."""
    if gift.withdrawn_on:
        return
    sides = [("received", gift.receiver, gift.giver)]
    if gift.giver is not None:
        sides.append(("gave", gift.giver, gift.receiver))
    for side, school, partner in sides:
        for indicator, amount in amounts_of(gift):
            yield Part(
                indicator,
                school,
                side,
                amount,
                gift.on,
                partner=partner,
                bond=gift.bond,
                subject=heading_of(gift) if indicator == TIMES else "",
            )
