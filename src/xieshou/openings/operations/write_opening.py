"""State a sum from before the system, mend it, or take it back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from xieshou.catalogue import catalogue
from xieshou.kernel.text import clean_line
from xieshou.ledger.posting import post
from xieshou.ledger.withdrawing import take_back
from xieshou.openings.models import Opening, category_choices, counted_as
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

COLUMNS = ("indicator", "category", "amount", "modifier", "incomplete", "years", "starts", "ends", "source")
WORDS = {
    "years": (40, "E-OPN-101 是哪几年的还没有写，比如“2022年前”。"),
    "source": (200, "E-OPN-102 写出处，比如哪一份总结。"),
}


def checked(values: dict[str, Any]) -> dict[str, Any]:
    """Values that every entrance must satisfy; raises Refused with the field and a sentence."""
    indicator = catalogue.indicators.get(values["indicator"])
    if indicator is None or indicator.stock:
        raise Refused("E-OPN-103 没有这个数。请重新选。", "indicator")
    category = values.setdefault("category", "")
    if category and category not in dict(category_choices()):
        raise Refused("E-OPN-107 没有这一类物资。请重新选。", "category")
    if category and values["indicator"] not in counted_as(category):
        said = "”或“".join(catalogue.indicators[code].label for code in counted_as(category))
        raise Refused(f"E-OPN-108 这个数不分物资的类别。{category}写在“{said}”里。", "category")
    if values["amount"] <= 0:
        raise Refused("E-OPN-104 数要大于0。", "amount")
    if values["ends"] > timezone.localdate():
        raise Refused("E-OPN-105 截止日期不能晚于今天。", "ends")
    if values.get("starts") and values["starts"] > values["ends"]:
        raise Refused("E-OPN-106 截止日期不能早于开始日期。", "ends")
    for name, (limit, missing) in WORDS.items():
        try:
            values[name] = clean_line(values[name], limit)
        except ValueError as fault:
            raise Refused(str(fault), name) from fault
        if not values[name]:
            raise Refused(missing, name)
    return values


def snapshot(opening: Opening) -> dict[str, Any]:
    """The stated sum in plain values."""
    plain = {name: getattr(opening, name) for name in COLUMNS}
    return {name: str(value) if isinstance(value, date) else value for name, value in plain.items()}


@operation("opening.record", "写期初数")
def record_opening(actor: Actor, *, place: Place, by: str, **values: Any) -> Opening:
    """State a sum of ``place``. ``values`` are the columns of ``COLUMNS``."""
    opening = Opening(place=place, recorded_by=by, **checked(values))
    opening.save()
    post(opening)
    current_deed().note(opening, **snapshot(opening))
    return opening


@operation("opening.amend", "修改期初数")
def amend_opening(actor: Actor, *, opening: Opening, version: int | None = None, **changes: Any) -> Opening:
    """Change some of ``COLUMNS``."""
    row: Opening = Opening.locked(opening.pk)
    if row.withdrawn_on:
        raise Refused("E-OPN-107 这个数已经撤回，不能再改。")
    row.advance(version)
    was = snapshot(row)
    full = {name: getattr(row, name) for name in COLUMNS} | {k: v for k, v in changes.items() if k in COLUMNS}
    for name, value in checked(full).items():
        setattr(row, name, value)
    row.save()
    post(row)
    current_deed().note(row, was=was, now=snapshot(row))
    return row


@operation("opening.withdraw", "撤回期初数")
def withdraw_opening(actor: Actor, *, opening: Opening, because: str, version: int | None = None) -> Opening:
    """Take the sum back, with a reason."""
    row: Opening = Opening.locked(opening.pk)
    return take_back(row, because, version, gone="E-OPN-108", unsaid="E-OPN-109")
