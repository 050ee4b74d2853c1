"""政策文件 in mass: one row a paper; the paper itself is sent on its own page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from xieshou.accounts.models import User
from xieshou.bulk.sorts.declare import Known, Sort, choice, day, keyed, refuse
from xieshou.intake.planning.plan import Row
from xieshou.papers.models import PolicyDocument
from xieshou.papers.operations.register_policy import filled, office_number, register_policy
from xieshou.registers.operations.take_out import take_out
from xieshou.scoping.operations import Refused
from xieshou.sheets.headers import Header
from xieshou.sheets.writing import ColumnOut

HEADERS = {
    "title": Header(("文件", "文件名", "文件名称", "标题", "名称"), required=True),
    "number": Header(("文号", "发文字号", "文件编号")),
    "issuer": Header(("发文单位", "发文机关", "印发单位")),
    "issued_on": Header(("发文日期", "印发日期", "日期", "成文日期"), required=True),
    "in_force_from": Header(("从哪天起执行", "执行日期", "生效日期")),
    "in_force_to": Header(("执行到哪天", "失效日期", "有效期至")),
    "implements": Header(("落实哪份文件", "依据文件", "上位文件")),
    "pilot": Header(("试点文件", "是否试点", "试点")),
}
YES = keyed({"yes": "是", "no": "否"}, yes="有 对 √", no="不是 无")


def columns(known: Known) -> Sequence[ColumnOut]:
    """The blank table."""
    return (
        ColumnOut("文件", 44, required=True),
        ColumnOut("文号", 22),
        ColumnOut("发文单位", 22),
        ColumnOut("发文日期", 14, "date", required=True),
        ColumnOut("从哪天起执行", 14, "date"),
        ColumnOut("执行到哪天", 14, "date"),
        ColumnOut("落实哪份文件", 30, choices=tuple(paper.number or paper.title for paper in _papers())),
        ColumnOut("试点文件", 10, choices=("是", "否")),
    )


def _papers() -> list[PolicyDocument]:
    return list(PolicyDocument.objects.all())


def _named(papers: Sequence[PolicyDocument]) -> dict[str, PolicyDocument]:
    """Papers by number and by title."""
    return {key: paper for paper in papers for key in (paper.title, paper.number) if key}


def _implements(row: Row, known: Known) -> PolicyDocument | None:
    said = row.text("implements", limit=200).strip("《》")
    if not said:
        return None
    there = _named(known.once("papers", _papers))
    found = there.get(said) or there.get(office_number(said))
    if found is None:
        row.fault("implements", "没有登记这份文件。先登记它，或者把这一格空着。")
    return found


def read(row: Row, known: Known) -> None:
    """One row as the arguments of register_policy."""
    values: dict[str, Any] = {
        "title": row.text("title", limit=200),
        "number": row.text("number"),
        "issuer": row.text("issuer", limit=80) or known.user.place.office,
        "issued_on": day(row, "issued_on", known.today, "发文日期空着。"),
        "in_force_from": day(row, "in_force_from", known.today),
        "in_force_to": day(row, "in_force_to", known.today),
        "implements": _implements(row, known),
        "pilot": choice(row, "pilot", YES, "说法", required=False) == "yes",
    }
    if row.faults:
        return
    try:
        paper = filled(PolicyDocument(place=known.user.place), dict(values))
    except Refused as refusal:
        refuse(row, refusal)
        return
    row.values = {**values, "place": known.user.place}
    key = (paper.number,) if paper.number else (paper.title, paper.issuer, paper.issued_on)
    there = known.once("papers", _papers)
    if any(key in ((one.number,), (one.title, one.issuer, one.issued_on)) for one in there):
        row.fault("number" if paper.number else "title", "这份文件已经登记过了。")
    else:
        known.repeats(row, "title", *key)


def record(user: User, values: Mapping[str, Any]) -> PolicyDocument:
    """Write one."""
    return register_policy(user, **values)


def withdraw(user: User, keys: Sequence[UUID], because: str) -> int:
    """Take out those that nobody has amended or cites."""
    return take_out(user, model=PolicyDocument, keys=keys)


PAPERS = Sort(
    "papers", "政策文件", "份", "policy.register", HEADERS, columns, read, record, withdraw,
    "papers:list", hint="一行一份。原件登记以后在文件的页上传。",
)  # fmt: skip
