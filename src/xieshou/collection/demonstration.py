"""What the bureau of the demonstration collects: a table, half of it in; a paper that is late; one that has time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from django.utils import timezone

from xieshou.blankforms.column import Column, Plain
from xieshou.blankforms.filling import take_in
from xieshou.places.models import Place
from xieshou.scoping.operations import Actor

from .drafting import draft_form, own_form
from .models import Call, Due
from .operations.answer_due import hand_due
from .operations.judge_due import accept_due
from .operations.make_call import ask_paper, send_call
from .table import asked_of

OFFICER = "王建平"
TITLE = "结对帮扶基本情况摸底"
ITEMS = ("在校学生数", "听评课节数", "结对学校", "有无录播教室（有/无）", "联系人电话")
DUE_AFTER, PAPER_AFTER, LATE_AFTER = timedelta(days=6), timedelta(days=20), timedelta(days=1)
LATE = slice(1, 3)
ActorOf = Callable[[Place], Actor]


def collect_sample(county: Place, schools: Sequence[Place], today: date, actor_of: ActorOf) -> None:
    """Every second school of the county has answered, a few of them were accepted; of the late paper all but two."""
    schools = [school for school in schools if county.covers(school)]
    form = take_in(own_form(TITLE, ITEMS), "表.xlsx")
    officer, due = actor_of(county), today + DUE_AFTER
    draft = draft_form(officer, form=form, place=county, by=OFFICER, due=due, sort="own", title=TITLE)
    call = send_call(officer, call=draft, schools=schools)
    for number, school in enumerate(schools):
        if number % 2 == 0:
            _answer(call, school, number, actor_of(school))
    now = timezone.localdate()  # the diary writes this a few days ago
    late = {"sort": "paper", "title": "帮扶协议复印件", "due": now + LATE_AFTER, "asks": "盖了章的。"}
    copies = ask_paper(officer, place=county, by=OFFICER, schools=schools, starts=now, ends=now, **late)
    for school in (*schools[: LATE.start], *schools[LATE.stop :]):
        due = Due.objects.get(call=copies, school=school)
        hand_due(actor_of(school), due=due, answers={"words": "复印件已送基教股"}, by="教务处")
    words = {"sort": "summary", "title": "本学期帮扶工作总结", "asks": "在“总结”里定稿的，直接选。"}
    days = {"due": today + PAPER_AFTER, "starts": today, "ends": today}
    ask_paper(officer, place=county, by=OFFICER, schools=schools, **words, **days)


def _answer(call: Call, school: Place, number: int, actor: Actor) -> None:
    due = Due.objects.get(call=call, school=school)
    answers = {column.key: _typed(column, number) for column in asked_of(call.layout, due.known)}
    handed = hand_due(actor, due=due, answers=answers, by="教务处")
    if number % 3 == 0:
        accept_due(actor, due=handed, by=OFFICER)


def _typed(column: Column, number: int) -> Plain:
    """What a school would write."""
    if column.choices:
        return column.choices[number % 4 // 2]
    if column.kind == "int":
        return 60 + number
    return f"0715-55501{number:02}" if "电话" in column.label else "无"
