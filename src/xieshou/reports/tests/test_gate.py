"""No report leaves with the name of a pupil or a guardian in it."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from tests.world import SYSTEM, World
from xieshou.activities.operations.record_activity import Person, TookPart, record_activity
from xieshou.people.operations.add_pupils import Row, add_pupils
from xieshou.reports.build import build
from xieshou.reports.gate import hits_of
from xieshou.scoping.scope import unscoped
from xieshou.subjects.material import Material
from xieshou.subjects.subject import Subject, span_of

CHILD, PARENT = "张小花", "张大山"


@pytest.fixture
def year(world: World) -> World:
    """A spring with one activity, and a child of the *other* school of the pair."""
    rows = [Row(CHILD, "三年级", "1班", (PARENT,)), Row("周敏", "三年级", "1班"), Row("柳依依", "三年级", "1班")]
    add_pupils(SYSTEM, school=world.a1, rows=rows, purpose="核对姓名")
    recorded(world, "《荷花》听课")
    return world


def recorded(world: World, topic: str, *, from_list: bool = True) -> None:
    """周敏 took part: picked from the staff list, or typed."""
    staff = world.staff["周敏"] if from_list else None
    record_activity(
        SYSTEM,
        owner=world.a1,
        schools=[
            TookPart(world.a1, "gave", people=[Person(world.a1, "周敏", staff)]),
            TookPart(world.a2, "received", teachers=4),
        ],
        by="周敏",
        pairing=world.pair,
        kind="lesson_observation",
        on=date(2026, 3, 10),
        topic=topic,
        subject="语文",
        lessons=3,
    )


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.user(name))
    return client


def subject_of(world: World, kind: str = "school") -> Subject:
    span = span_of(world.a2, "20252")
    assert span is not None
    return Subject(kind, world.county_a if kind == "county" else world.a2, span, timezone.now())


def passages(world: World, words: str = "", kind: str = "school") -> list[str]:
    with unscoped("test"):
        subject = subject_of(world, kind)
        return [hit.passage for hit in hits_of(Material(subject), build(Material(subject), {"effects": words}))]


@pytest.mark.parametrize("words", [f"{CHILD}敢开口了。", "张 小 花敢开口了。", f"{PARENT}来信感谢。"])
def test_a_name_or_number_stops_word_and_issue_and_says_where_why_and_what_to_do(year: World, words: str) -> None:
    head, url = signed_in(year, "马校长"), f"/reports/school/{year.a2.uid}/20252/"
    assert head.get(url + "word/").status_code == 200
    head.post(url, {"own-effects": words})
    page = head.get(url).content.decode()
    assert 'class="slip warn"' in page
    assert "不能写出去" in page
    for answer in (head.get(url + "word/"), head.post(url + "issue/")):
        assert answer.status_code == 422
        said = answer.content.decode()
        assert re.search(r"E-RPT-105 “三、主要成效”里的“.*”", said)
        assert "删去" in said
    head.post(url, {"own-effects": "孩子们敢开口了。"})
    assert head.get(url + "word/").content[:2] == b"PK"
    assert head.post(url + "issue/").status_code == 302


def test_those_who_may_not_write_are_not_shown_the_passage(year: World) -> None:
    url = f"/reports/school/{year.a2.uid}/20252/"
    signed_in(year, "马校长").post(url, {"own-effects": f"{CHILD}敢开口了。"})
    teacher = signed_in(year, "李桂兰")
    answer = teacher.get(url + "word/")
    assert answer.status_code == 422
    assert "E-RPT-106" in answer.content.decode()
    assert CHILD not in answer.content.decode()
    assert "slip warn" not in teacher.get(url).content.decode()


def test_titles_of_records_are_scanned_in_the_reports_of_schools_and_county(year: World) -> None:
    recorded(year, f"家访{CHILD}")
    assert any(CHILD in passage for passage in passages(year))
    assert any(CHILD in passage for passage in passages(year, kind="county"))


def test_a_namesake_is_free_only_while_exactly_that_teacher_took_part(year: World) -> None:
    assert passages(year, "周敏老师上了示范课。") == []
    assert passages(year, "柳依依老师上了示范课。") != []


def test_a_typed_name_is_no_member_of_staff(world: World) -> None:
    add_pupils(SYSTEM, school=world.a1, rows=[Row("周敏", "三年级", "1班")], purpose="核对姓名")
    recorded(world, "听课", from_list=False)
    assert passages(world, "周敏老师上了示范课。") != []


def test_names_of_places_and_words_of_the_product_are_free(year: World) -> None:
    rows = [Row("白塔", "三年级", "1班"), Row("语文", "三年级", "1班")]
    add_pupils(SYSTEM, school=year.a1, rows=rows, purpose="核对姓名")
    assert passages(year) == []
    assert passages(year, "白塔同学进步了。") != []


def test_a_child_of_another_county_is_not_known_here(world: World) -> None:
    add_pupils(SYSTEM, school=world.b1, rows=[Row(CHILD, "三年级", "1班")], purpose="核对姓名")
    recorded(world, "听课")
    assert passages(world, f"{CHILD}敢开口了。") == []


def test_a_number_is_not_kept_in_own_words_and_stops_the_file_in_a_title(year: World) -> None:
    head, url = signed_in(year, "马校长"), f"/reports/school/{year.a2.uid}/20252/"
    assert "E-RPT-102" in head.post(url, {"own-effects": "电话138 1234-5678。"}).content.decode()
    recorded(year, "家访，电话13812345678")
    said = head.get(url + "word/")
    assert said.status_code == 422
    assert "个人号码不出现在总结里" in said.content.decode()
