"""What was given, by schools and by others, and the sums from before the first record."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from xieshou.gifts.operations.confirm_gift import confirm_gift
from xieshou.gifts.operations.record_gift import record_gift
from xieshou.openings.operations.write_opening import record_opening
from xieshou.places.models import Place

from .calendar import in_school_year
from .content.pairs import GIFTS, OPENING_SOURCE, OPENINGS, QUARTERLY
from .diary import Diary
from .ground import Ground, actor_of
from .spec import GiftSpec

CONFIRMED_AFTER = timedelta(days=3)
PAYDAYS = ((9, 15), (11, 12), (3, 10), (5, 20))


def add_gifts(ground: Ground, diary: Diary) -> None:
    """Every gift on its day."""
    for spec in GIFTS:
        if not ground.has(spec.receiver) or (spec.giver not in ground.schools and not spec.by_receiver):
            continue
        if spec.ago:
            days = [ground.today - timedelta(days=spec.ago)]
        else:
            days = [in_school_year(year, spec.month, spec.day) for year in ground.years]
        for day in days:
            _add(ground, spec, day, diary)
    for giver, receiver, yuan in QUARTERLY:
        if ground.has(giver, receiver):
            _add_quarterly(ground, GiftSpec(giver, receiver, 0, 0, yuan=yuan, purpose="帮扶资金"), diary)


def _add_quarterly(ground: Ground, spec: GiftSpec, diary: Diary) -> None:
    """A sum every quarter of the years that are over; nothing yet in the one that runs."""
    for year in ground.years[:-1]:
        for month, day in PAYDAYS:
            _add(ground, spec, in_school_year(year, month, day), diary)


def _add(ground: Ground, spec: GiftSpec, day: date, diary: Diary) -> None:
    made: list[Any] = []
    diary.add(day, lambda: made.append(_give(ground, spec, day)))
    if spec.confirmed and not spec.by_receiver:
        receiver = ground.schools[spec.receiver]
        diary.add(day + CONFIRMED_AFTER, lambda: confirm_gift(actor_of(receiver), gift=made[0].pk, by="总务处"))


def _give(ground: Ground, spec: GiftSpec, day: date) -> Any:
    receiver, giver = ground.schools[spec.receiver], Place.objects.filter(name=spec.giver).first()
    owner = receiver if spec.by_receiver or giver is None else giver
    return record_gift(
        actor_of(owner),
        owner=owner,
        by="总务处",
        giver=giver,
        donor="" if giver else spec.giver,
        receiver=receiver,
        on=day,
        sort="goods" if spec.category else "cash",
        category=spec.category,
        article=spec.article,
        count=spec.count,
        fen=spec.yuan * 100 if spec.yuan else None,
        basis=spec.basis,
        purpose=spec.purpose,
    )


def write_openings(ground: Ground, county: Place) -> None:
    """What the county's summary said of the years before."""
    until = date(ground.years[0], 8, 15)
    for indicator, amount, modifier, incomplete in OPENINGS:
        record_opening(
            actor_of(county),
            place=county,
            by="王建平",
            indicator=indicator,
            amount=amount,
            modifier=modifier,
            incomplete=incomplete,
            years=f"{ground.years[0]}年前",
            starts=date(ground.years[0] - 4, 9, 1),
            ends=until,
            source=OPENING_SOURCE,
        )
