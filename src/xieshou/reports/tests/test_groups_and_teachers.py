"""Reports of communities and teachers, of halves and calendar years, and what changed since one was issued."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from tests.world import SYSTEM, World
from xieshou.activities.models import Activity
from xieshou.activities.operations.record_activity import Person, TookPart, record_activity
from xieshou.activities.operations.withdraw_activity import withdraw_activity
from xieshou.documents.model import figures, plain_text
from xieshou.kernel.periods import Period
from xieshou.placements.operations.record_placement import record_placement
from xieshou.reports.build import build
from xieshou.scoping.scope import unscoped
from xieshou.subjects.material import Material
from xieshou.subjects.subject import Subject, span_of, spans_of


@pytest.fixture
def year(world: World) -> World:
    """李桂兰 took part in two of three activities, and went to 实验小学 for the spring."""
    for day, people in ((5, ("李桂兰",)), (12, ("李桂兰", "吴晓燕")), (19, ("吴晓燕",))):
        took = [Person(world.a2, name, world.staff[name]) for name in people]
        record_activity(
            SYSTEM,
            owner=world.a2,
            schools=[TookPart(world.a2, "joined", people=took), TookPart(world.a1, "joined", teachers=2)],
            by="马校长",
            community=world.community,
            kind="joint_planning",
            on=date(2026, 3, day),
            topic=f"第{day}日备课",
            subject="英语",
        )
    record_placement(
        SYSTEM, owner=world.a2, host=world.a1, by="马校长", name="李桂兰",
        kind="shadowing", starts=date(2025, 11, 3), ends=date(2026, 3, 31), weekly_lessons=6,
    )  # fmt: skip
    return world


def report_of(world: World, kind: str, code: str) -> Subject:
    about = {"group": {"community": world.community}, "teacher": {"person": world.staff["李桂兰"]}}.get(kind, {})
    place = world.a1 if kind == "group" else world.a2
    span = span_of(place, code)
    assert span is not None
    return Subject(kind, place, span, timezone.now(), **about)


def text_of(world: World, kind: str, code: str) -> str:
    with unscoped("test"):
        return plain_text(build(Material(report_of(world, kind, code)), {}))


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.user(name))
    return client


def test_halves_and_calendar_years_stand_beside_terms_and_school_years(world: World) -> None:
    named = {span.code: (span.name, span.period) for span in spans_of(world.a2)}
    assert named["202601"] == ("2026年上半年", Period(date(2026, 1, 1), date(2026, 6, 30)))
    assert named["202502"] == ("2025年下半年", Period(date(2025, 7, 1), date(2025, 12, 31)))
    assert named["202600"] == ("2026年", Period(date(2026, 1, 1), date(2026, 12, 31)))
    assert {"20251", "20252", "2025"} <= named.keys()
    assert "202501" not in named, "nothing of school lay in it"


def test_the_parts_of_a_year_sum_to_it(year: World) -> None:
    with unscoped("test"):
        document = build(Material(report_of(year, "group", "202600")), {})
    said = plain_text(document)
    assert "2026年结对帮扶工作总结" in said
    row = next(line for line in said.splitlines() if line.startswith("教研互助\t集体备课"))
    assert row.split("\t")[2:] == ["3次", "", "3次"]


def test_a_community_tells_its_members_and_counts_each_event_once(year: World) -> None:
    said = text_of(year, "group", "20252")
    assert said.splitlines()[:2] == ["青山共同体", "2026年春季学期结对帮扶工作总结"]
    assert "青山共同体由甲县实验小学牵头，成员学校4所" in said
    assert "集体备课3次" in said


def test_a_teachers_report_tells_what_he_took_part_in_and_no_score(year: World) -> None:
    said = text_of(year, "teacher", "202601")
    assert said.splitlines()[:2] == ["白塔镇中心小学李桂兰", "2026年上半年结对帮扶个人总结"]
    assert "本人参加集体备课2次" in said
    assert "2025年11月3日至2026年3月31日，到实验小学跟岗，每周6课时" in said
    assert not re.search(r"得分|排名|名次|最活跃|人均", said)
    assert "第19日备课" not in said


def test_every_figure_of_a_teachers_report_opens_records_that_sum_to_it(year: World) -> None:
    with unscoped("test"):
        found = [
            f for f in figures(build(Material(report_of(year, "teacher", "20252")), {})) if f.url.startswith("/trace/")
        ]
    assert found
    head = signed_in(year, "马校长")
    for figure in found:
        amounts = re.findall(r'data-amount="([\d.]+)"', head.get(figure.url).content.decode())
        assert sum(map(float, amounts)) == float(figure.text)
        assert signed_in(year, "周敏").get(figure.url).status_code == 404


def test_only_the_teacher_and_the_head_read_it_and_only_the_teacher_writes(year: World) -> None:
    own = year.user("李桂兰")
    own.staff_id = year.staff["李桂兰"].pk
    own.save()
    url = f"/reports/teacher/{year.staff['李桂兰'].pk}/20252/"
    for name in ("安", "白", "丁", "陈", "周敏"):
        assert signed_in(year, name).get(url).status_code == 404, name
    head, teacher = signed_in(year, "马校长"), signed_in(year, "李桂兰")
    assert "textarea" not in head.get(url).content.decode()
    assert head.post(url, {"own-effects": "代写"}).status_code == 404
    assert head.post(url + "issue/").status_code == 404
    assert teacher.post(url, {"own-effects": "学会了分层备课。"}).status_code == 302
    assert teacher.post(url + "issue/").status_code == 302
    issued = re.search(r"/reports/issued/[0-9a-f-]+/", teacher.get(url).content.decode())
    assert issued
    assert head.get(issued.group()).content[:2] == b"PK"
    assert signed_in(year, "安").get(issued.group()).status_code == 404
    other = f"/reports/teacher/{year.staff['吴晓燕'].pk}/20252/"
    assert teacher.get(other).status_code == 404


def test_the_head_finds_the_teachers_and_others_do_not(year: World) -> None:
    assert "李桂兰" in signed_in(year, "马校长").get("/reports/teachers/?span=20252").content.decode()
    for name in ("安", "白", "周敏", "李桂兰"):
        assert signed_in(year, name).get("/reports/teachers/").status_code == 404


def test_members_read_the_words_that_the_core_school_wrote_and_do_not_write(year: World) -> None:
    url = f"/reports/group/{year.community.pk}/20252/"
    core, member = signed_in(year, "周敏"), signed_in(year, "马校长")
    assert core.post(url, {"own-effects": "备课更实了。"}).status_code == 302
    assert "备课更实了" in member.get(url).content.decode()
    assert member.post(url, {"own-effects": "改一改"}).status_code == 404


def test_what_changed_since_it_was_issued_is_told_before_and_after_and_the_file_stays(year: World) -> None:
    head, url = signed_in(year, "马校长"), f"/reports/school/{year.a2.uid}/20252/"
    head.post(url, {"own-effects": "备课更实了。"})
    head.post(url + "issue/")
    page = head.get(url).content.decode()
    assert "定稿以后数没有变" in page
    link = re.search(r"/reports/issued/([0-9a-f-]+)/", page)
    assert link
    before = head.get(link.group()).content
    with unscoped("test"):
        last = Activity.objects.get(topic="第19日备课")
    withdraw_activity(SYSTEM, activity=last, because="重复了", by="马校长")
    assert re.search(r"定稿以后\d个数变了", head.get(url).content.decode())
    told = head.get(f"{url}issued/{link.group(1)}/").content.decode()
    assert re.search(r"集体备课.*?>3次<.*?>2次<", told, re.S)
    assert head.get(link.group()).content == before
