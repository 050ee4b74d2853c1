import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from tests.world import SYSTEM, World
from xieshou.activities.operations.record_activity import Person, TookPart, record_activity
from xieshou.claims.own_words import doubtful, judged
from xieshou.collection.models import Due
from xieshou.collection.operations.make_call import ask_paper
from xieshou.documents.model import Table, figures, plain_text
from xieshou.ledger.asking import total
from xieshou.ledger.overview import Overview
from xieshou.plans.operations.write_plan import CalendarDraft, Contents, PromiseDraft, send_plan, write_plan
from xieshou.plans.tests.build import plan_of
from xieshou.reports.build import build
from xieshou.scoping.scope import unscoped
from xieshou.subjects.material import Material
from xieshou.subjects.subject import Subject, span_of

PUPILS = 40
LESSONS = (("语文", 3, "《荷花》"), ("数学", 2, "《面积》"), ("英语", 1, "At the farm"))


@pytest.fixture
def year(world: World) -> World:
    for number, (subject, lessons, topic) in enumerate(LESSONS):
        record_activity(
            SYSTEM,
            owner=world.a1,
            schools=[
                TookPart(world.a1, "gave", people=[Person(world.a1, "周敏")]),
                TookPart(world.a2, "received", teachers=4),
            ],
            by="周敏",
            pairing=world.pair,
            kind="lesson_observation",
            on=date(2026, 3, 10 + number),
            topic=topic,
            subject=subject,
            lessons=lessons,
        )
    record_activity(
        SYSTEM,
        owner=world.a1,
        schools=[TookPart(world.a1, "gave"), TookPart(world.a2, "received")],
        by="周敏",
        pairing=world.pair,
        kind="outreach_lesson",
        on=date(2026, 4, 10),
        topic="《家乡的桥》",
        subject="美术",
        lessons=2,
        pupils=PUPILS,
    )
    return world


def _subject(world: World, kind: str) -> Subject:
    place = world.county_a if kind == "county" else world.a2
    pairing = world.pair if kind == "pair" else None
    return Subject(kind, place, span_of(place, "20252"), timezone.now(), pairing)


@pytest.mark.parametrize("kind", ["school", "pair", "county"])
def test_every_figure_of_a_report_opens_records_that_sum_to_it(year: World, kind: str) -> None:
    client = Client()
    client.force_login(year.user("马校长" if kind != "county" else "安"))
    with unscoped("test"):
        document = build(Material(_subject(year, kind)), {})
    found = [f for f in figures(document) if f.url.startswith("/trace/")]
    assert len(found) >= 8
    for figure in found:
        page = client.get(figure.url).content.decode()
        amounts = [float(number) for number in re.findall(r'data-amount="([\d.]+)"', page)]
        assert sum(amounts) == float(figure.text), (figure, unescape(page)[-2000:])


def test_the_report_says_what_was_done_with_subjects_and_topics(year: World) -> None:
    with unscoped("test"):
        text = plain_text(build(Material(_subject(year, "pair")), {}))
    assert "开展听评课6节，其中语文3节、数学2节、英语1节" in text
    assert "《面积》" in text


def test_a_part_and_the_subjects_are_not_both_called_part(world: World) -> None:
    for day, subject, ict in ((10, "语文", True), (11, "数学", False)):
        both = [TookPart(world.a1, "joined"), TookPart(world.a2, "joined")]
        given = {"kind": "research_activity", "on": date(2026, 3, day), "topic": "说题", "subject": subject, "ict": ict}
        record_activity(SYSTEM, owner=world.a1, schools=both, by="周敏", pairing=world.pair, **given)
    with unscoped("test"):
        text = plain_text(build(Material(_subject(world, "pair")), {}))
    assert "开展教研活动2次，其中信息技术整合1次，分学科是数学1次、语文1次" in text


def test_the_overview_equals_asking_one_by_one(year: World) -> None:
    with unscoped("test"):
        for kind in ("school", "pair", "county"):
            ask = _subject(year, kind).ask
            overview = Overview.of(ask)
            assert overview.indicators()
            for code in overview.indicators():
                assert overview.total(code) == total(overview.question(code)), (kind, code)


def test_own_words_are_held_against_the_ledger(year: World) -> None:
    said = {"effects": "本学期两校听评课6节，其中语文3节。集体备课5次。"}
    with unscoped("test"):
        subject = _subject(year, "pair")
        verdicts = [one.verdict for _, one in judged(Material(subject), said)]
        assert verdicts == ["borne_out", "borne_out", "contradicted"]
        assert [doubt.said for doubt in doubtful(Material(subject), said)] == ["5次"]


def test_a_report_is_written_downloaded_and_issued(year: World) -> None:
    client = Client()
    client.force_login(year.user("马校长"))
    url = f"/reports/pair/{year.pair.pk}/20252/"
    assert "听评课" in client.get(url).content.decode()
    assert client.get(url + "word/").content[:2] == b"PK"
    assert client.post(url, {"own-effects": "听评课6节。"}).status_code == 302
    assert client.post(url + "issue/").status_code == 302
    page = client.get(url).content.decode()
    issued = re.search(r"/reports/issued/[0-9a-f-]+/", page).group()
    assert client.get(issued).content == client.get(issued).content != b""


def test_words_that_contradict_the_ledger_are_not_issued(year: World) -> None:
    client = Client()
    client.force_login(year.user("马校长"))
    url = f"/reports/pair/{year.pair.pk}/20252/"
    client.post(url, {"own-effects": "听评课16节。"})
    answer = client.post(url + "issue/")
    assert answer.status_code == 422
    assert "和记录对不上" in answer.content.decode()


def test_another_county_knows_of_no_report(year: World) -> None:
    client = Client()
    client.force_login(year.user("陈"))
    for path in (f"pair/{year.pair.pk}", f"school/{year.a2.uid}", f"county/{year.county_a.uid}"):
        for more in ("", "word/", "promises/", "papers/", "partners/", "calendar/", "persons/?i=mentor.pairs"):
            assert client.get(f"/reports/{path}/20252/{more}").status_code == 404


def test_personal_numbers_are_not_kept(year: World) -> None:
    client = Client()
    client.force_login(year.user("马校长"))
    answer = client.post(f"/reports/pair/{year.pair.pk}/20252/", {"own-next": "电话13812345678"})
    assert "像身份证号或手机号" in answer.content.decode()


def test_an_issued_report_answers_a_paper_that_is_due_and_opens_for_the_bureau(year: World) -> None:
    client, officer = Client(), Client()
    client.force_login(year.user("马校长"))
    officer.force_login(year.user("安"))
    days = {"due": timezone.localdate(), "starts": date(2026, 2, 1), "ends": date(2026, 7, 1)}
    given = {"place": year.county_a, "by": "安", "sort": "summary", "title": "工作总结", **days}
    call = ask_paper(year.user("安"), schools=[year.a2], **given)
    with unscoped("test"):
        path = f"/collection/dues/{Due.objects.get(call=call).pk}/"
    assert 'name="paper"' not in client.get(path).content.decode()
    url = f"/reports/pair/{year.pair.pk}/20252/"
    client.post(url, {"own-effects": "听评课6节。"})
    client.post(url + "issue/")
    page = client.get(path).content.decode()
    issued = re.search(r'value="(/reports/issued/[0-9a-f-]+/)"', page).group(1)
    version = re.search(r'name="version" value="(\d+)"', page).group(1)
    stranger = {"paper": "/reports/issued/x/", "version": version, "deed": "hand"}
    assert client.post(path, stranger).status_code == 422
    assert client.post(path, {**stranger, "paper": issued}).status_code == 302
    assert f'href="{issued}"' in officer.get(path).content.decode()
    assert officer.get(issued).content[:2] == b"PK"


def test_a_school_in_two_pairs_tells_with_whom_each_promise_and_each_day_is(world: World) -> None:
    plan_of(world, "sent")
    far = {"school": world.b2, "pairing": world.across, "title": "跨县计划", "sort": "annual"}
    days = {"starts": date(2025, 9, 1), "ends": date(2026, 7, 31)}
    contents = Contents(
        promises=[PromiseDraft("听评课", "lesson.observed", 2)],
        calendar=[CalendarDraft(date(2026, 3, 1), date(2026, 3, 31), "商量计划")],
    )
    send_plan(SYSTEM, plan=write_plan(SYSTEM, contents=contents, **far, **days))
    with unscoped("test"):
        term = span_of(world.a1, "20252")
        ours = build(Material(Subject("school", world.a1, term, timezone.now())), {})
        theirs = build(Material(Subject("school", world.a2, term, timezone.now())), {})
    for caption in ("承诺完成情况", "月度安排"):
        [table] = [one for one in ours.blocks if isinstance(one, Table) and one.caption == caption]
        assert table.head[-1] == "和谁" and {row[-1] for row in table.rows} == {"白塔小学", "柳河小学"}
    assert "和谁" not in plain_text(theirs)
