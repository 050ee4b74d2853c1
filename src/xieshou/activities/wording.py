"""Records in words: figures, sentences, and tables of what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.utils import timezone

from xieshou.catalogue import catalogue
from xieshou.kernel.dates import show
from xieshou.places.models import Place

from .models import Activity
from .operations.record_activity import TookPart
from .selectors import figure_of

SIDES = {"gave": "支援", "received": "受援", "joined": "共同"}
DEEDS = {
    "recorded": "记下",
    "amended": "修改",
    "withdrawn": "撤回",
    "joined": "对方加入",
    "merged": "合并",
    "parted": "撤销合并",
}
OWN_WORDS = ("pairing", "community")
LABELS = {
    "kind": "类别",
    "parts": "里面还有",
    "on": "日期",
    "until": "到",
    "topic": "主题",
    "subject": "学科",
    "lessons": "节数",
    "pupils": "学生人次",
    "items": "件数",
    "hours": "学时",
    "level": "级别",
    "ict": "用了信息技术整合",
    "online": "线上",
    "schools": "参加的学校",
    "people": "参加的人",
    "withdrawn_on": "撤回",
}


def kind_label(code: str) -> str:
    """The kind in words; a retired one keeps its own."""
    return catalogue.kinds[code].label if code in catalogue.kinds else code


def title_of(activity: Activity) -> str:
    """语文听评课《赵州桥》: what a row is called; a topic that says the kind itself is not told it twice."""
    label, topic = kind_label(activity.kind), activity.topic
    if label in topic:
        return topic
    return f"{activity.subject}{label}{'' if topic.startswith('《') else '，'}{topic}"


def figure_words(activity: Activity) -> str:
    """2节 or 1次."""
    amount, unit = figure_of(activity)
    return f"{amount}{unit}"


def heads(activity: Activity) -> int:
    """Teachers of all schools together."""
    return sum(row.teachers for row in activity.schools.all())


def sentence_for_group(activity: Activity) -> str:
    """A sentence to paste into the teachers' group."""
    schools = "、".join(row.school.as_called(activity.on).brief for row in activity.schools.all())
    people = heads(activity)
    taken = f"，{people}人参加" if people else ""
    day = f"{activity.on.month}月{activity.on.day}日"
    return f"{day}，{schools}开展{title_of(activity)}，{figure_words(activity)}{taken}。"


def spared(activity: Activity, viewer: Place) -> list[str]:
    """Where this record need not be written again."""
    kind = catalogue.kinds[activity.kind]
    rows = list(activity.schools.all())
    others = [row for row in rows if row.school_id not in viewer.line]
    words = []
    for row in others[:4]:
        wait = "，等对方点一下确认" if row.standing == "waiting" else ""
        words.append(f"{row.school.brief}的台账{wait}")
    family = catalogue.families[kind.family].label
    words.append(f"{'两校' if len(rows) == 2 else '本校'}学期总结，“{family}”部分")
    words.append(
        "县里的活动总数" + ("，两校只算一次" if len(rows) == 2 else f"，{len(rows)}校只算一次" if len(rows) > 2 else "")
    )
    return words


class Shown(NamedTuple):
    """One row of a comparison."""

    label: str
    texts: tuple[str, ...]
    differs: bool


def _text(name: str, value: Any) -> str:
    if value in (None, "", [], False, "None"):
        return "无"
    if name == "kind":
        return kind_label(value)
    if name == "parts":
        return "、".join(kind_label(code) for code in value)
    if name in ("on", "until", "withdrawn_on"):
        return show(date.fromisoformat(str(value)), timezone.localdate())
    if name == "schools":
        return "；".join(f"{brief}（{SIDES.get(side, side)}，{number}人）" for _, brief, side, number in value)
    if name == "people":
        return "、".join(str(person[1]) for person in value)
    return "是" if value is True else str(value)


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in values.items() if name not in ("tail", *OWN_WORDS)}
    return {**{name: values.get(name) for name in LABELS}, **plain, **(values.get("tail") or {})}


def compared(*editions: Mapping[str, Any]) -> list[Shown]:
    """States of one record side by side, field by field; rows that are empty everywhere are left out."""
    flat = [_flat(values) for values in editions]
    labels = dict(LABELS)
    for values in editions:
        kind = catalogue.kinds.get(str(values.get("kind")))
        labels |= {field.name: field.label for field in (kind.fields if kind else ()) if field.name not in LABELS}
    rows = []
    for name in dict.fromkeys(name for values in flat for name in values):
        texts = tuple(_text(name, values.get(name)) for values in flat)
        if any(text != "无" for text in texts):
            rows.append(Shown(labels.get(name, name), texts, len(set(texts)) > 1))
    return rows


def as_snapshot(values: Mapping[str, Any], took: Iterable[TookPart]) -> dict[str, Any]:
    """What a form holds, in the shape of an edition."""
    plain = {name: str(value) if isinstance(value, date) else value for name, value in values.items()}
    took = list(took)
    plain["schools"] = [[one.school.pk, one.school.brief, one.side, len(one.people) or one.teachers] for one in took]
    plain["people"] = [[one.school.pk, person.name, person.role] for one in took for person in one.people]
    return plain
