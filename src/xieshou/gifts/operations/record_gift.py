"""Record a gift, in the giving or in the receiving school; both are credited."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from xieshou.gifts.models import BASIS_LABELS, MEASURE_WORDS, NOT_VALUED, Gift
from xieshou.kernel.text import clean_line
from xieshou.ledger.posting import post
from xieshou.pairings.models import Pairing
from xieshou.places.models import Place
from xieshou.scoping.models import set_reach
from xieshou.scoping.operations import Actor, Refused, current_deed, operation

EARLIEST = date(2000, 1, 1)
MOST_COUNT = 1_000_000
# Measure words of single things; a box or a load has no number of things in it.
SINGLE = ("册", "件", "台", "套", "棵", "盆", "副", "个", "把", "张", "架")
FIXED = ("图书", "课桌椅", "电脑")
TEXTS = {"donor": 80, "article": 80, "receipt_number": 40, "purpose": 120}
COLUMNS = ("giver", "receiver", "on", "sort", "category", "count", "unit", "fen", "basis", *TEXTS)
COUNTS = ("giver", "receiver", "on", "sort", "category", "count", "fen")


def _check_texts(values: dict[str, Any]) -> None:
    for name, limit in TEXTS.items():
        try:
            values[name] = clean_line(values.get(name) or "", limit)
        except ValueError as fault:
            raise Refused(str(fault), name) from fault
    if values.get("giver") is not None:
        values["donor"] = values["donor"] or values["giver"].name
    if not values["donor"]:
        raise Refused("E-GFT-101 谁捐的还没有写。学生捐的，写“某校学生”，不写名字。", "donor")


def _check_day(on: date) -> None:
    if on > timezone.localdate():
        raise Refused("E-GFT-102 日期不能晚于今天。", "on")
    if on < EARLIEST:
        raise Refused("E-GFT-103 日期早于2000年。请看看年份。", "on")


def _check_cash(values: dict[str, Any]) -> None:
    if not values.get("fen") or values["fen"] < 0:
        raise Refused("E-GFT-104 写捐了多少钱。", "fen")
    values |= {"category": "", "article": "", "count": None, "unit": "", "basis": NOT_VALUED}


def _check_goods(values: dict[str, Any]) -> None:
    category = values.get("category")
    if category not in MEASURE_WORDS:
        raise Refused("E-GFT-105 是哪一类物资，请选一个。", "category")
    usual = MEASURE_WORDS[category]
    unit = usual if category in FIXED else values.get("unit") or usual
    if unit not in SINGLE:
        raise Refused(f"E-GFT-106 “{unit}”数不出有几件。数量空着，写在名称里。", "unit")
    count = values.get("count")
    if count is not None and not 0 < count <= MOST_COUNT:
        raise Refused("E-GFT-107 数量要大于0。不知道就空着。", "count")
    values |= {"unit": unit, "fen": values.get("fen") or None}
    _check_value(values)


def _check_value(values: dict[str, Any]) -> None:
    basis = values.get("basis") or NOT_VALUED
    if basis not in BASIS_LABELS:
        raise Refused("E-GFT-108 没有这种估价依据。请重新选。", "basis")
    if values["fen"] is not None and values["fen"] < 0:
        raise Refused("E-GFT-109 估价要大于0。", "fen")
    if values["fen"] is not None and basis == NOT_VALUED:
        raise Refused("E-GFT-110 写了估价，选一下按什么估的。", "basis")
    if values["fen"] is None and basis != NOT_VALUED:
        raise Refused("E-GFT-111 选了估价依据，写一下值多少钱；没有估价就选“未估价”。", "fen")
    values["basis"] = basis


def checked(values: dict[str, Any]) -> dict[str, Any]:
    """Values that every entrance must satisfy; raises Refused with the field and a sentence."""
    _check_texts(values)
    _check_day(values["on"])
    if values.get("sort") not in ("cash", "goods"):
        raise Refused("E-GFT-112 是资金还是物资，请选一个。", "sort")
    (_check_cash if values["sort"] == "cash" else _check_goods)(values)
    if not values["receiver"].is_school:
        raise Refused("E-GFT-113 接收的要是学校。", "receiver")
    if values.get("giver") is not None and values["giver"].pk == values["receiver"].pk:
        raise Refused("E-GFT-114 捐赠的和接收的不能是同一所学校。", "giver")
    return values


def check_owner(owner: Place, values: dict[str, Any]) -> None:
    """A school records what it gave or received, nothing else."""
    giver = values.get("giver")
    if owner.pk not in {values["receiver"].pk, giver.pk if giver is not None else None}:
        raise Refused("E-GFT-115 捐赠的和接收的里面要有本校。", "receiver")


def pairing_of(gift: Gift) -> Pairing | None:
    """The pair that giver and receiver are, in either order, if they are one."""
    if gift.giver_id is None:
        return None
    sides = [gift.giver_id, gift.receiver_id]
    both = {"first__in": sides, "second__in": sides, "until__isnull": True}
    found: Pairing | None = Pairing.objects.filter(**both).first()
    return found


def settle(gift: Gift, by: str) -> None:
    """Reach, pair and the receiver's word: what the receiving school records itself needs no confirmation."""
    gift.pairing = pairing_of(gift)
    if gift.owner_id == gift.receiver_id and gift.confirmed_by_receiver is None:
        gift.confirmed_by_receiver, gift.confirmed_by = timezone.localdate(), by
    gift.save()
    set_reach("gift", gift.pk, [one for one in (gift.receiver, gift.giver, gift.owner) if one is not None])
    post(gift)


def snapshot(gift: Gift) -> dict[str, Any]:
    """The record in plain values, for the audit trail."""
    plain = {name: getattr(gift, name) for name in COLUMNS}
    plain |= {"giver": gift.giver_id, "receiver": gift.receiver_id, "on": str(gift.on)}
    return plain


@operation("gift.record", "记录捐赠")
def record_gift(actor: Actor, *, owner: Place, by: str, **values: Any) -> Gift:
    """Record a gift that ``owner`` gave or received. ``values`` are the columns of ``COLUMNS``."""
    values = checked(values)
    check_owner(owner, values)
    gift = Gift(owner=owner, recorded_by=by, **values)
    settle(gift, by)
    current_deed().note(gift, **snapshot(gift))
    return gift


@operation("gift.amend", "修改捐赠")
def amend_gift(actor: Actor, *, gift: Gift, by: str, version: int | None = None, **changes: Any) -> Gift:
    """Change some of ``COLUMNS``; only in the recording school. A confirmation of what counted is cleared."""
    row: Gift = Gift.locked(gift.pk)
    if row.withdrawn_on:
        raise Refused("E-GFT-120 这条已经撤回，不能再改。")
    row.advance(version)
    was = snapshot(row)
    full = {name: getattr(row, name) for name in COLUMNS} | {k: v for k, v in changes.items() if k in COLUMNS}
    values = checked(full)
    check_owner(row.owner, values)
    for name, value in values.items():
        setattr(row, name, value)
    if any(was[name] != snapshot(row)[name] for name in COUNTS):
        row.confirmed_by_receiver, row.confirmed_by, row.outside_said = None, "", ""
    settle(row, by)
    current_deed().note(row, was=was, now=snapshot(row))
    return row
