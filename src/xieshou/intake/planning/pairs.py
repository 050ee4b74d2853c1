"""结对: rows of the same two schools become one pair with a lane for each dimension and direction."""

from __future__ import annotations

from datetime import date

from xieshou.drawings.dimensions import mark_of

from .directory import Directory
from .plan import Row
from .staff import school_of
from .words import dimension_like, dimensions_of


def _since(row: Row, today: date, usual: date) -> date:
    if not row.text("since") and "since" in row.columns:
        row.doubt("since", f"没有写，按{usual:%Y-%m-%d}算。")
    return row.day("since", today) or usual


def _dimensions(row: Row, own: list[str]) -> list[str]:
    said = row.text("dimensions", limit=120)
    codes, unknown = dimensions_of(said, own)
    for word in unknown:
        like = dimension_like(word, own)
        mended = [said.replace(word, like)] if like else []
        row.fault(
            "dimensions",
            f"没有“{word}”这个维度。" + (f"应是“{like}”。" if like else "可以写师资、管理、教研、德育等。"),
            *mended,
        )
    if not said:
        row.fault("dimensions", "维度空着。写清帮什么，几样之间用顿号。", "教研", "师资、管理、教研")
    return codes


def plan_pair(row: Row, known: Directory, today: date, usual: date) -> None:
    """One row of the list of pairs."""
    giver, receiver = school_of(row, known, "giver"), school_of(row, known, "receiver")
    codes, since = _dimensions(row, known.dimensions), _since(row, today, usual)
    row.title = f"{row.text('giver')}与{row.text('receiver')}"
    if giver is None or receiver is None or row.faults:
        return
    if giver.token == receiver.token:
        row.fault("receiver", "学校不能和自己结对。")
        return
    both = frozenset((giver.token, receiver.token))
    pairing = known.pairs.get(both)
    standing = known.lanes.setdefault(pairing.pk if pairing else both, set())
    fresh = [code for code in codes if (giver.token, receiver.token, code) not in standing]
    standing |= {(giver.token, receiver.token, code) for code in codes}
    row.values = {"giver": giver.token, "receiver": receiver.token, "dimensions": fresh, "since": since.isoformat()}
    row.values["pk"] = str(pairing.pk) if pairing else ""
    said = "、".join(mark_of(code).label for code in codes)
    row.title = f"{giver.short or giver.name}与{receiver.short or receiver.name}，{said}"
    row.deed = "same" if not fresh else "changed" if pairing else "new"
