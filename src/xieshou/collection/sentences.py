"""What pages and chat groups are told about a call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xieshou.kernel.dates import show

from .models import Call, Due

STATE_SHAPES = {"owed": "owed", "handed": "owed", "returned": "risk", "accepted": "done"}


def state_words(due: Due, today: date) -> tuple[str, str]:
    """The shape and the words of one school's state."""
    if due.is_late(today):
        late = f"迟了{(today - due.call.due).days}天"
        return "risk", f"退回了，{late}" if due.state == "returned" else f"还没交，{late}"
    words = {"owed": "还没交", "handed": "交了，等县里看", "returned": f"退回：{due.remark}", "accepted": "通过"}
    return STATE_SHAPES[due.state], words[due.state]


def progress_sentence(dues: Sequence[Due], today: date) -> str:
    """12所学校，交了7所，3所迟了."""
    came = sum(not due.is_open for due in dues)
    late = sum(due.is_late(today) for due in dues)
    parts = [f"{len(dues)}所学校", "都交了" if came == len(dues) else f"交了{came}所"]
    return "，".join([*parts, *([f"{late}所迟了"] if late else [])])


def reminder(call: Call, late: Sequence[Due], url: str, today: date) -> str:
    """A sentence to paste into the chat group of the schools."""
    names = "、".join(due.school.brief for due in late)
    when = f"{show(call.due, today)}截止" if call.due >= today else f"{show(call.due, today)}已经截止"
    todo = "已知的数都填好了，只填剩下的几项" if call.is_table else "打开就能交"
    return f"《{call.title}》{when}，还没有交的：{names}。{todo}：{url}"


def invitation(call: Call, url: str, today: date, asked: int) -> str:
    """The sentence for the group when a call goes out."""
    todo = f"只有{asked}项要填，打开就能填" if call.is_table else "打开就能交"
    return f"请各校{show(call.due, today)}前交《{call.title}》。{todo}：{url}"
