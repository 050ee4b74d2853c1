"""期初数 in mass: one row a stated sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from xieshou.accounts.models import User
from xieshou.catalogue import catalogue
from xieshou.intake.planning.plan import Row
from xieshou.openings.forms import smallest
from xieshou.openings.models import Opening, category_choices, indicator_choices
from xieshou.openings.operations.write_opening import checked, record_opening, withdraw_opening
from xieshou.places.models import Place
from xieshou.scoping.operations import Refused
from xieshou.sheets.headers import Header
from xieshou.sheets.writing import ColumnOut

from .declare import SCHOOL, Known, Sort, choice, day, keyed, refuse

HEADERS = {
    "indicator": Header(("哪个数", "指标", "项目", "统计项目"), required=True),
    "category": Header(("哪一类物资", "物资类别", "类别")),
    "amount": Header(("多少", "数", "数量", "合计数", "金额"), required=True),
    "years": Header(("哪几年", "年份", "年度"), required=True),
    "ends": Header(("截止哪一天", "截止日期", "截止时间"), required=True),
    "starts": Header(("从哪一天", "开始日期")),
    "place": Header(("哪里的数", "哪里", *SCHOOL)),
    "source": Header(("出处", "来源", "依据"), required=True),
}


@cache
def _indicators() -> dict[str, str]:
    """Indicators by label, with and without their measure word."""
    long = dict(indicator_choices())
    return keyed({code: catalogue.indicators[code].label for code in long}) | keyed(long)


def columns(known: Known) -> Sequence[ColumnOut]:
    """The blank table."""
    schools = tuple(ref.full for ref in known.directory.schools.values())
    here = () if known.own else (known.user.place.name,)
    return (
        ColumnOut("哪个数", 24, choices=tuple(label for _, label in indicator_choices()), required=True),
        ColumnOut("哪一类物资", 14, choices=tuple(label for _, label in category_choices())),
        ColumnOut("多少", 14, required=True),
        ColumnOut("哪几年", 18, required=True),
        ColumnOut("截止哪一天", 14, "date", required=True),
        ColumnOut("从哪一天", 14, "date"),
        ColumnOut("哪里的数", 24, choices=(*here, *schools)),
        ColumnOut("出处", 36, required=True),
    )


def _place(row: Row, known: Known) -> Place | None:
    """The school named, or the place of whoever enters."""
    said = row.text("place")
    if not said or said in (known.user.place.name, known.user.place.office, "全县"):
        return known.user.place
    return known.owner(row, "place")


def read(row: Row, known: Known) -> None:
    """One row as the arguments of record_opening."""
    indicator = choice(row, "indicator", _indicators(), "数")
    place = _place(row, known)
    text = row.text("amount")
    ends = day(row, "ends", known.today, "截止哪一天空着。")
    values: dict[str, Any] = {
        "indicator": indicator,
        "category": row.text("category"),
        "modifier": next((word for word in ("余", "约") if word in text), ""),
        "years": row.text("years", limit=40),
        "starts": day(row, "starts", known.today),
        "ends": ends,
        "source": row.text("source", limit=200),
    }
    if row.faults or place is None:
        return
    try:
        plain = text.replace("余", "").replace("约", "").removesuffix("元")
        values["amount"] = smallest(plain, catalogue.indicators[indicator].unit)
        row.values = {**checked(values), "place": place, "by": known.user.name}
    except Refused as refusal:
        refuse(row, refusal)
        return
    except ValueError as fault:
        row.fault("amount", str(fault))
        return
    known.repeats(row, "indicator", indicator, values["category"], place.pk, values["years"])


def record(user: User, values: Mapping[str, Any]) -> Opening:
    """Write one."""
    return record_opening(user, **values)


def withdraw(user: User, keys: Sequence[UUID], because: str) -> int:
    """Take back those that nobody has."""
    for opening in Opening.objects.filter(pk__in=keys, withdrawn_on=None):
        withdraw_opening(user, opening=opening, because=because)
    return 0


OPENINGS = Sort(
    "openings", "期初数", "个", "opening.record", HEADERS, columns, read, record, withdraw,
    "openings:list", hint="一行一个数，写明年份和出处。",
)  # fmt: skip
