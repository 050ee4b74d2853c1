"""捐赠 in mass: one row a gift, the giver a school or a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from xieshou.accounts.models import User
from xieshou.gifts.models import BASES, BASIS_LABELS, MEASURE_WORDS, NOT_VALUED, SORTS, Gift
from xieshou.gifts.operations.record_gift import check_owner, checked, record_gift
from xieshou.gifts.operations.withdraw_gift import withdraw_gift
from xieshou.intake.planning.plan import Row
from xieshou.kernel.amounts import parse_money
from xieshou.scoping.operations import Refused
from xieshou.sheets.headers import Header
from xieshou.sheets.writing import ColumnOut

from .declare import SCHOOL, Known, Sort, choice, day, keyed, refuse

HEADERS = {
    "on": Header(("日期", "捐赠日期", "时间", "捐赠时间"), required=True),
    "sort": Header(("资金还是物资", "捐赠类型", "种类")),
    "category": Header(("类别", "物资类别", "物资种类")),
    "article": Header(("物品", "名称", "物品名称", "捐赠物品", "具体是什么")),
    "count": Header(("数量", "件数", "册数")),
    "fen": Header(("金额", "金额或估价", "金额（元）", "估价", "折合金额", "价值")),
    "basis": Header(("估价依据", "按什么估的")),
    "donor": Header(("捐赠人", "捐赠单位", "捐赠方", "捐方"), required=True),
    "receiver": Header(("接收学校", "受赠学校", "接收方", "受赠方", *SCHOOL)),
    "receipt_number": Header(("票据号", "收据号")),
    "purpose": Header(("用途", "用在哪里")),
}
WORDS = keyed(dict(SORTS), cash="现金 捐款 钱 助学金", goods="物品 实物 捐物")
CATEGORIES = keyed({name: name for name in MEASURE_WORDS})
BASIS_WORDS = keyed(BASIS_LABELS)
UNITS = tuple(dict.fromkeys([*MEASURE_WORDS.values(), "册", "本", "件", "台", "套", "个", "张"]))


def columns(known: Known) -> Sequence[ColumnOut]:
    """The blank table."""
    schools = tuple(ref.full for ref in known.directory.schools.values())
    return (
        ColumnOut("日期", 14, "date", required=True),
        ColumnOut("资金还是物资", 14, choices=tuple(label for _, label in SORTS)),
        ColumnOut("类别", 14, choices=tuple(MEASURE_WORDS)),
        ColumnOut("物品", 24),
        ColumnOut("数量", 10, "int"),
        ColumnOut("金额（元）", 14, "yuan"),
        ColumnOut("估价依据", 12, choices=tuple(label for _, label in BASES)),
        ColumnOut("捐赠人", 24, required=True),
        ColumnOut("接收学校", 24, choices=schools, required=known.own is None),
        ColumnOut("票据号", 16),
        ColumnOut("用途", 24),
    )


def _money(row: Row) -> int | None:
    text = row.text("fen")
    try:
        return parse_money(text) if text else None
    except ValueError as fault:
        row.fault("fen", str(fault))
        return None


def _goods(row: Row) -> dict[str, Any]:
    """Category, article and number; an article that is itself a category needs no other word."""
    said, article = row.text("category"), row.text("article", limit=80)
    category = choice(row, "category", CATEGORIES, "物资", required=False) if said else ""
    category = category or next((name for name in MEASURE_WORDS if name in article), "")
    if not category and not row.faults:
        row.fault("category", "是哪一类物资，看不出来。", *list(MEASURE_WORDS)[:3])
    return {"category": category, "article": article, "count": row.count("count", UNITS)}


def read(row: Row, known: Known) -> None:
    """One row as the arguments of record_gift."""
    on = day(row, "on", known.today, "日期空着。")
    said = choice(row, "sort", WORDS, "捐赠", required=False)
    things = bool(row.text("category") or row.text("article") or row.text("count"))
    sort = said or ("goods" if things else "cash")
    donor = row.text("donor", limit=80)
    givers = known.find(donor) if donor else []
    giver = givers[0].place if len(givers) == 1 else None
    receiver = known.school(row, "receiver") or (known.own if not row.text("receiver") else None)
    if receiver is None and not row.faults:
        row.fault("receiver", "接收学校空着。")
    values = {"on": on, "sort": sort, "donor": donor, "giver": giver, "receiver": receiver, "fen": _money(row)}
    if sort == "goods":
        values |= _goods(row)
    values["receipt_number"] = row.text("receipt_number", number=True, limit=40)
    values["purpose"] = row.text("purpose", limit=120)
    basis = choice(row, "basis", BASIS_WORDS, "估价依据", required=False)
    values["basis"] = basis or NOT_VALUED
    if row.faults or receiver is None:
        return
    inside = [place for place in (receiver, giver) if place is not None and known.scope.covers(place.lo)]
    if not inside:
        row.fault("receiver", "捐赠的和接收的都不是您这里的学校。")
        return
    owner = receiver if receiver in inside else inside[0]
    try:
        row.values = {**checked(values), "owner": owner, "by": known.user.name}
        check_owner(owner, row.values)
    except Refused as refusal:
        refuse(row, refusal)
        return
    known.repeats(row, "donor", on, donor, receiver.pk, values["fen"], values.get("article"), values.get("count"))


def record(user: User, values: Mapping[str, Any]) -> Gift:
    """Write one."""
    return record_gift(user, **values)


def withdraw(user: User, keys: Sequence[UUID], because: str) -> int:
    """Take back those that nobody has."""
    for gift in Gift.objects.filter(pk__in=keys, withdrawn_on=None):
        withdraw_gift(user, gift=gift, because=because)
    return 0


GIFTS = Sort(
    "gifts", "捐赠", "笔", "gift.record", HEADERS, columns, read, record, withdraw,
    "gifts:list", hint="一行一笔。学生捐的写“某校学生”，不写名字。没有估价就空着。",
)  # fmt: skip
