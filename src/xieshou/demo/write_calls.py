"""What the bureau collects just now: one table, half of it in, and a paper that is due a little later."""

from __future__ import annotations

from datetime import date, timedelta

from xieshou.collection.drafting import draft_form, own_form
from xieshou.collection.engine.column import Plain
from xieshou.collection.engine.filling import take_in
from xieshou.collection.models import Call, Due
from xieshou.collection.operations.answer_due import hand_due
from xieshou.collection.operations.judge_due import accept_due
from xieshou.collection.operations.make_call import ask_paper, send_call
from xieshou.places.models import Place

from .diary import Diary
from .ground import Ground, actor_of

OFFICER = "王建平"
TITLE = "结对帮扶基本情况摸底"
ITEMS = ("在校学生数", "听评课节数", "结对学校", "有无录播教室（有/无）", "联系人电话")
SENT_BEFORE, DUE_AFTER, PAPER_AFTER = timedelta(days=3), timedelta(days=6), timedelta(days=20)


def add_calls(ground: Ground, county: Place, diary: Diary) -> None:
    """The table goes out a few days ago; every second school has answered, a few of them were accepted."""
    day = max(ground.today - SENT_BEFORE, ground.opens)
    diary.add(day, lambda: _collect(ground, county))


def _collect(ground: Ground, county: Place) -> None:
    schools = [school for school in ground.schools.values() if county.covers(school)]
    actor = actor_of(county)
    form = take_in(own_form(TITLE, ITEMS), "表.xlsx")
    draft = draft_form(
        actor, form=form, place=county, by=OFFICER, due=ground.today + DUE_AFTER, sort="own", title=TITLE
    )
    call = send_call(actor, call=draft, schools=schools)
    for number, school in enumerate(schools):
        if number % 2 == 0:
            _answer(call, school, number)
    _paper(county, schools, ground.today)


def _answer(call: Call, school: Place, number: int) -> None:
    due = Due.objects.get(call=call, school=school)
    answers: dict[str, Plain] = {"c4": "无", "c5": "有" if number % 4 else "无", "c6": f"0715-55501{number:02}"}
    handed = hand_due(actor_of(school), due=due, answers=answers, by="教务处")
    if number % 3 == 0:
        accept_due(actor_of(school), due=handed, by=OFFICER)


def _paper(county: Place, schools: list[Place], today: date) -> None:
    words = {"sort": "summary", "title": "本学期帮扶工作总结", "asks": "在“总结”里定稿的，直接选。"}
    days = {"due": today + PAPER_AFTER, "starts": today, "ends": today}
    ask_paper(actor_of(county), place=county, by=OFFICER, schools=schools, **words, **days)
