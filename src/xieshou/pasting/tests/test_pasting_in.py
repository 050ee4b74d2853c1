"""Pasted words become drafts, drafts become records once, and all are taken back."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.world import World
from xieshou.activities.models import Activity
from xieshou.ledger.models import Fact
from xieshou.scoping.scope import unscoped

NAMES = [
    "on",
    "kind",
    "topic",
    "subject",
    "people",
    "school",
    "key",
    "said",
    "lessons",
    "pupils",
    "teachers",
    "items",
    "hours",
]


def enter(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.user(name))
    return client


def day(back: int) -> str:
    on = timezone.localdate() - timedelta(days=back)
    return f"{on.year}年{on.month}月{on.day}日"


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def grid(answer: Any) -> dict[str, str]:
    """The form as a browser without script would send it."""
    html = answer.content.decode()
    sent = {"step": "save"}
    for name in re.findall(r'<input[^>]* name="([a-z]+-\d+)"', html):
        tag = re.search(rf'<input[^>]* name="{name}"[^>]*>', html)[0]
        value = re.search(r'value="([^"]*)"', tag)
        if 'type="checkbox"' not in tag or " checked" in tag:
            sent[name] = value[1] if value else ""
    for name, options in re.findall(r'<select[^>]* name="([a-z]+-\d+)">(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    return sent


def recorded() -> int:
    with unscoped("a test counts"):
        return Activity.objects.filter(withdrawn_on__isnull=True).count()


def paste(client: Client, words: str) -> Any:
    return client.post("/intake/paste/", {"step": "read", "text": words})


def test_a_chain_becomes_records_once_and_is_taken_back(world: World) -> None:
    client = enter(world, "李桂兰")
    assert "/intake/paste/" in text(client.get("/"))
    drafts = paste(
        client, f"1. {day(2)} 李桂兰 语文听评课《赵州桥》2节 实验小学\n2. {day(3)} 吴晓燕 数学集体备课 实验小学"
    )
    assert "2条草稿" in text(drafts) and recorded() == 0
    sent = grid(drafts)
    saved = client.post("/intake/paste/", sent)
    assert saved.status_code == 302, text(saved)
    assert recorded() == 2
    with unscoped("a test reads"):
        lesson = Activity.objects.get(kind="lesson_observation")
        assert (lesson.topic, lesson.subject, lesson.lessons, lesson.pairing) == ("《赵州桥》", "语文", 2, world.pair)
        person = lesson.participants.get()
        assert person.staff == world.staff["李桂兰"]
        assert {row.school_id: row.standing for row in lesson.schools.all()} == {
            world.a2.pk: "own",
            world.a1.pk: "waiting",
        }
        assert Fact.objects.exists()
    client.post("/intake/paste/", sent)
    assert recorded() == 2
    assert "2条记上了" in text(client.get(saved.url))
    assert "整批撤回了" in text(client.post(saved.url + "undo/", follow=True)) and recorded() == 0
    assert enter(world, "马校长").get(saved.url).status_code == 404


def test_what_the_other_school_recorded_is_shown_before_it_is_saved_again(world: World) -> None:
    first = enter(world, "周敏")
    first.post("/intake/paste/", grid(paste(first, f"{day(2)} 周敏 语文听评课《赵州桥》 白塔小学")))
    assert recorded() == 1
    second = paste(enter(world, "李桂兰"), f"{day(2)} 李桂兰 语文听评课《赵州桥》 实验小学")
    assert "像已经记过的" in text(second) and "keep-0" not in grid(second)


def test_a_row_that_is_refused_stays_with_its_reason_and_the_rest_is_saved(world: World) -> None:
    client = enter(world, "李桂兰")
    sent = grid(paste(client, f"{day(2)} 李桂兰 听评课《赵州桥》 实验小学\n吴晓燕 说课 实验小学"))
    answer = client.post("/intake/paste/", sent)
    assert answer.status_code == 422 and recorded() == 1
    assert "1条没有存上" in text(answer) and "另外1条存上了" in text(answer) and "日期写成" in text(answer)
    sent = grid(answer)
    sent["on-0"] = str(timezone.localdate())
    assert client.post("/intake/paste/", sent).status_code == 302 and recorded() == 2


def test_a_pasted_table_is_read_by_its_columns(world: World) -> None:
    client = enter(world, "李桂兰")
    words = f"日期\t类型\t主题\t学科\t参加人员\t节数\n{day(4)}\t听评课\t《秋天》\t语文\t李桂兰、吴晓燕\t3"
    sent = grid(paste(client, words))
    assert (sent["kind-0"], sent["topic-0"], sent["people-0"], sent["lessons-0"]) == (
        "lesson_observation",
        "《秋天》",
        "李桂兰、吴晓燕",
        "3",
    )


def test_nothing_and_too_much_are_refused_with_a_sentence(world: World) -> None:
    client = enter(world, "李桂兰")
    assert "还没有粘贴内容" in text(paste(client, ""))
    assert "一次最多读100条" in text(paste(client, "\n".join(f"{n}. 6月9日 听课" for n in range(1, 102))))
    assert enter(world, "白").get("/intake/paste/").status_code == 404
