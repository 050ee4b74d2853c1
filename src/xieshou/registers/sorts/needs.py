"""需求与优势 in mass: one row a sentence of one school."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from xieshou.accounts.models import User
from xieshou.bulk.sorts.declare import SCHOOL, Known, Sort, choice, day, keyed, refuse
from xieshou.dimensions.selectors import dimension_choices
from xieshou.intake.planning.plan import Row
from xieshou.intake.planning.words import dimension_like, dimensions_of
from xieshou.pairings.models import Need
from xieshou.pairings.operations.state_need import filled, state_need
from xieshou.registers.operations.take_out import take_out
from xieshou.scoping.operations import Refused
from xieshou.sheets.headers import Header
from xieshou.sheets.writing import ColumnOut

from .pairs import PARTNER, pairing_with

HEADERS = {
    "owner": Header(SCHOOL),
    "sort": Header(("哪一种", "需求还是优势", "种类", "类型")),
    "dimension": Header(("维度", "帮扶维度", "方面", "类别"), required=True),
    "text": Header(("需求与优势", "一句话", "内容", "需求", "优势", "具体内容", "问题"), required=True),
    "basis": Header(("从哪里看出来", "依据", "来源")),
    "stated_on": Header(("提出", "哪天提的", "日期", "提出日期")),
    "partner": Header(PARTNER),
}
WORDS = keyed(dict(Need.SORTS), need="需求 问题 短板", strength="长处 特色")
BASES = keyed(dict(Need.BASES))


def columns(known: Known) -> Sequence[ColumnOut]:
    """The blank table."""
    schools = tuple(ref.full for ref in known.directory.schools.values())
    return (
        ColumnOut("学校", 24, choices=schools, required=known.own is None),
        ColumnOut("哪一种", 14, choices=tuple(label for _, label in Need.SORTS)),
        ColumnOut("维度", 16, choices=tuple(label for _, label in dimension_choices()), required=True),
        ColumnOut("需求与优势", 48, required=True),
        ColumnOut("从哪里看出来", 14, choices=tuple(label for _, label in Need.BASES)),
        ColumnOut("提出", 14, "date"),
        ColumnOut("对方学校", 24, choices=schools),
    )


def _dimension(row: Row, known: Known) -> str:
    """The one dimension a cell names, in the words of offices too."""
    said, own = row.text("dimension"), known.directory.dimensions
    codes, unknown = dimensions_of(said, own)
    like = dimension_like(unknown[0], own) if unknown else ""
    if not said:
        row.fault("dimension", "维度空着。")
    elif unknown:
        row.fault("dimension", f"没有“{unknown[0]}”这个维度。", *((like,) if like else ()))
    elif len(codes) > 1:
        row.fault("dimension", "一行写一个维度，几个就分几行。")
    return codes[0] if codes else ""


def _stated() -> set[tuple[Any, ...]]:
    return set(Need.objects.values_list("school_id", "sort", "dimension", "text"))


def read(row: Row, known: Known) -> None:
    """One row as the arguments of state_need."""
    owner = known.owner(row, "owner")
    values: dict[str, Any] = {
        "sort": choice(row, "sort", WORDS, "说法", required=False) or "need",
        "dimension": _dimension(row, known),
        "text": row.text("text", limit=300),
        "basis": choice(row, "basis", BASES, "依据", required=False) or "other",
        "stated_on": day(row, "stated_on", known.today) or known.today,
    }
    if row.faults or owner is None:
        return
    values["pairing"] = pairing_with(row, known, owner)
    if row.faults:
        return
    try:
        need = filled(Need(school=owner), values)
    except Refused as refusal:
        refuse(row, refusal)
        return
    row.values = {**values, "school": owner}
    said = (owner.pk, need.sort, need.dimension, need.text)
    if said in known.once("needs", _stated):
        row.fault("text", "这一句已经写过了。")
    else:
        known.repeats(row, "text", *said)


def record(user: User, values: Mapping[str, Any]) -> Need:
    """Write one."""
    return state_need(user, **values)


def withdraw(user: User, keys: Sequence[UUID], because: str) -> int:
    """Take out those that nobody has amended or built on."""
    return take_out(user, model=Need, keys=keys)


NEEDS = Sort(
    "needs", "需求与优势", "条", "need.state", HEADERS, columns, read, record, withdraw,
    "pairings:needs", hint="一行一句，写明哪所学校、哪个维度。还没有结对的，对方学校空着。",
)  # fmt: skip
