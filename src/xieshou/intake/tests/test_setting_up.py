"""A real county from an empty database, in the browser's words, and what may go wrong on the way."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.world import PASSWORD, World
from xieshou.accounts.models import User
from xieshou.audit.chain import verify
from xieshou.intake.models import Batch
from xieshou.intake.tests.books import columns, tidy, ugly
from xieshou.pairings.models import Pairing, Strand
from xieshou.people.models import Staff
from xieshou.people.operations.amend_staff import amend_staff
from xieshou.places.models import SCHOOL, TOWN, Figures, Place
from xieshou.scoping.models import Reach
from xieshou.scoping.operations import SystemActor
from xieshou.scoping.scope import unscoped
from xieshou.sheets.writing import SheetOut, write_book

START = {
    "province": "甲省",
    "city": "",
    "county": "云溪县",
    "name": "安老师",
    "username": "an",
    "password": "shan-he-lu-2026",
}


def enter(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.user(name))
    return client


def send(client: Client, data: bytes, name: str = "名册.xlsx", sort: str = "") -> Any:
    address = f"/intake/upload/{sort}/" if sort else "/intake/upload/"
    return client.post(address, {"book": SimpleUploadedFile(name, data)})


def sheet(labels: tuple[str, ...], *rows: list[object], title: str = "表") -> bytes:
    return write_book([SheetOut(title, columns(*labels), rows)])


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def counts() -> tuple[int, ...]:
    with unscoped("a test counts"):
        tables = (Place, Figures, Staff, Pairing, Strand, Reach, User)
        return tuple(table._base_manager.count() for table in tables)


@pytest.mark.django_db
def test_a_county_of_sixty_schools_and_three_thousand_staff_is_set_up_from_nothing() -> None:
    client, began = Client(), time.monotonic()
    assert client.post("/start/", START).status_code == 302
    home = text(client.get("/"))
    assert "还差5步" in home and "导入学校" in home
    assert client.post("/terms/usual/").status_code == 302
    assert "还差4步" in text(client.get("/"))
    answer = send(client, tidy(60, 3000))
    assert answer.status_code == 302, text(answer)
    preview = text(client.get(answer.url))
    assert "3075行可以导入" in preview and "要改的</h2>" not in preview, preview[:3000]
    assert "会一起添加5个乡镇" in preview
    slips = client.post(answer.url + "confirm/")
    assert slips.status_code == 200 and slips.content.decode().count('class="code"') == 12
    took = time.monotonic() - began
    print(f"set up in {took:.1f} s")
    assert took < 60
    with unscoped("a test counts"):
        assert Place.objects.filter(level=SCHOOL).count() == 60 and Place.objects.filter(level=TOWN).count() == 5
        assert Staff.objects.count() == 3000 and Pairing.objects.count() == 3 and Strand.objects.count() == 6
        assert Staff.objects.filter(key="阿依古丽买买提").exists()
        logins = User.objects.exclude(username="an")
        alone = {one: Staff.objects.filter(school=one.place, name=one.name).count() == 1 for one in logins}
        assert len(alone) == 12 and all(bool(one.staff_id) == only for one, only in alone.items())
        assert Place.objects.filter(name="中心小学", level=SCHOOL).count() == 2
    done = text(client.get(answer.url))
    assert "都齐了" in done and "还差" not in text(client.get("/"))
    assert "都齐了" in text(client.get("/rosters/"))
    password = re.search(r'class="code">([^<]+)<', slips.content.decode())
    assert password is not None
    signed = Client().post("/sign-in/", {"username": "13900000000", "password": password[1]})
    assert signed.status_code == 302
    assert not [one for one in verify() if one.faults]


@pytest.mark.django_db
def test_an_ugly_sheet_is_read_told_mended_and_the_rest_imported() -> None:
    client = Client()
    client.post("/start/", START)
    answer = send(client, ugly(), sort="schools")
    preview = text(client.get(answer.url))
    assert "3行要改" in preview and "2行可以导入" in preview, preview[:3000]
    for said in (
        "第5行",
        "E列 学生数",
        "约一百",
        "这里要填数字",
        "第7行",
        "前面已经有一行是",
        "第8行",
        "学校名称空着",
        "第9行是合计，没有读",
    ):
        assert said in preview, said
    batch = Batch._base_manager
    with unscoped("a test reads"):
        assert batch.get().state == "staged" and not Place.objects.filter(level=SCHOOL).exists()
    refused = client.post(answer.url + "confirm/", follow=True)
    assert "还有3行要改" in text(refused)
    client.post(answer.url + "mend/", {"table": 0, "row": 5, "field": "pupils", "typed": "100"})
    assert "2行要改" in text(client.get(answer.url))
    marked = client.get(answer.url + "marked/")
    assert marked.status_code == 200 and marked.content[:2] == b"PK"
    client.post(answer.url + "confirm/", {"partly": "1"})
    with unscoped("a test reads"):
        names = set(Place.objects.filter(level=SCHOOL).values_list("name", "setting", "parent__name"))
        assert names == {
            ("白塔镇中心小学", "country", "白塔镇"),
            ("白塔镇南山小学", "country", "白塔镇"),
            ("云溪县实验小学", "town", "云溪县"),
        }
        assert Figures.objects.get(school__name="云溪县实验小学").pupils == 1860


def test_a_batch_is_confirmed_once_and_taken_back_whole(world: World) -> None:
    client, before = enter(world, "安"), counts()
    rows = (
        [["甲县东山小学", "新镇", "乡村"], ["甲县实验小学", "", "城区"]],
        [["甲县东山小学", "赵一", "01"], ["实验小学", "周敏", "77"]],
    )
    data = write_book(
        [
            SheetOut("学校", columns("学校名称", "乡镇", "城乡"), rows[0]),
            SheetOut("教职工", columns("学校", "姓名", "工号"), rows[1]),
            SheetOut(
                "结对",
                columns("甲方", "乙方", "帮扶内容"),
                [["实验小学", "东山小学", "德育 管理"], ["实验小学", "白塔小学", "德育"]],
            ),
            SheetOut("账号", columns("学校", "姓名", "账号", "角色"), [["甲县东山小学", "赵一", "zhaoyi", "校长"]]),
        ]
    )
    answer = send(client, data)
    assert "要改的</h2>" not in text(client.get(answer.url)), text(client.get(answer.url))
    assert client.post(answer.url + "confirm/").status_code == 200
    after = counts()
    assert [b - a for a, b in zip(before, after, strict=True)] == [2, 0, 1, 1, 3, 2, 1]
    again = client.post(answer.url + "confirm/", follow=True)
    assert "没有再导一遍" in text(again) and counts() == after
    with unscoped("a test reads"):
        assert Staff.objects.get(name="周敏").number == "77"
    assert "整批撤回了" in text(client.post(answer.url + "undo/", follow=True))
    assert counts() == before
    with unscoped("a test reads"):
        assert Staff.objects.get(name="周敏").number == ""
    assert not [one for one in verify() if one.faults]


def test_what_something_was_built_on_is_not_taken_back(world: World) -> None:
    client = enter(world, "安")
    answer = send(client, sheet(("学校名称", "城乡"), ["甲县东山小学", "乡村"]))
    client.post(answer.url + "confirm/")
    second = send(client, sheet(("学校", "姓名"), ["甲县东山小学", "赵一"]))
    client.post(second.url + "confirm/")
    said = text(client.post(answer.url + "undo/", follow=True))
    assert "E-IMP-126" in said and "不能整批撤回" in said
    with unscoped("a test reads"):
        assert Place.objects.filter(name="甲县东山小学").exists()


def test_what_somebody_changed_since_stays_when_a_batch_is_taken_back(world: World) -> None:
    client = enter(world, "安")
    answer = send(client, sheet(("学校", "姓名", "工号"), ["实验小学", "周敏", "77"]))
    client.post(answer.url + "confirm/")
    with unscoped("a test writes"):
        amend_staff(SystemActor("test"), person=Staff.objects.get(name="周敏"), number="88")
    client.post(answer.url + "undo/")
    with unscoped("a test reads"):
        assert Staff.objects.get(name="周敏").number == "88"


@pytest.mark.parametrize(
    ("labels", "row", "said"),
    [
        (("学校", "姓名"), ["没有的小学", "赵一"], "名册里没有这所学校"),
        (("学校", "姓名"), ["实验小学", "赵一、钱二"], "一个人的姓名"),
        (("学校", "姓名"), ["", "赵一"], "学校空着"),
        (("甲方", "乙方", "维度"), ["实验小学", "白塔小学", "教研工"], "应是“教研”"),
        (("甲方", "乙方", "维度"), ["实验小学", "甲县实验小学", "教研"], "不能和自己结对"),
        (("甲方", "乙方", "维度", "起始日期"), ["实验小学", "白塔小学", "资金", "2025/2/30"], "2月"),
        (("甲方", "乙方", "维度"), ["实验小学", "乙县柳河小学", "教研"], "名册里没有这所学校"),
        (("学校", "姓名", "账号", "角色"), ["实验小学", "赵一", "u1", "教师"], "已经有人用了"),
        (("学校", "姓名", "账号", "角色"), ["实验小学", "赵一", "zhao", "局长"], "没有这个角色"),
        (("学校名称", "类别"), ["甲县西山小学", "半城半乡"], "看不出是县城还是乡村"),
        (("学校", "姓名", "工号"), ["实验小学", "赵一", "1.23457E+17"], "末几位已经丢了"),
    ],
)
def test_a_wrong_cell_is_told_with_its_place_and_why(
    world: World, labels: tuple[str, ...], row: list[object], said: str
) -> None:
    client, before = enter(world, "安"), counts()
    answer = send(client, sheet(labels, row, title="名单"))
    assert answer.status_code == 302, text(answer)
    preview = text(client.get(answer.url))
    assert "1行要改" in preview and said in preview and "第2行" in preview and "列 " in preview, preview
    client.post(answer.url + "confirm/")
    assert counts() == before


def test_the_mend_that_is_offered_mends(world: World) -> None:
    client = enter(world, "安")
    answer = send(client, sheet(("学校", "姓名"), ["甲县实验小", "赵一"]))
    assert "改成“甲县实验小学”" in text(client.get(answer.url))
    client.post(answer.url + "mend/", {"table": 0, "row": 2, "field": "school", "value": "甲县实验小学"})
    assert "1行可以导入" in text(client.get(answer.url))


def test_two_of_one_name_in_one_list_are_asked_about(world: World) -> None:
    client = enter(world, "安")
    rows = (
        ["实验小学", "王芳", ""],
        ["实验小学", "王芳", ""],
        ["白塔小学", "王芳", "语文"],
        ["白塔小学", "王芳", "数学"],
    )
    answer = send(client, sheet(("学校", "姓名", "学科"), *rows))
    preview = text(client.get(answer.url))
    assert "1行要改" in preview and "第2行已经有一位王芳" in preview
    client.post(answer.url + "confirm/", {"partly": "1"})
    found = text(client.get("/staff/?q=wangfang")) + text(client.get("/staff/?q=WF"))
    assert "王芳（语文）" in found and "王芳（数学）" in found


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("名单.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "WPS"),
        ("名单.pdf", b"%PDF-1.4", "PDF"),
        ("名单.xlsx", b"", "空文件"),
        ("名单.csv", "甲,乙\n1,2\n".encode(), "没认出来"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_with_a_sentence(world: World, name: str, data: bytes, said: str) -> None:
    answer = send(enter(world, "安"), data, name)
    assert answer.status_code == 422 and said in text(answer), text(answer)


def test_a_chinese_csv_is_read(world: World) -> None:
    data = "学校,姓名,任教学科\n实验小学,䶮喆,语文\n".encode("gb18030")
    client = enter(world, "安")
    answer = send(client, data, "教师.csv", "staff")
    client.post(answer.url + "confirm/")
    assert "䶮喆" in text(client.get("/staff/?q=䶮"))


def test_nobody_sees_or_imports_another_persons_batch(world: World) -> None:
    client = enter(world, "安")
    answer = send(client, sheet(("学校", "姓名"), ["实验小学", "赵一"]))
    for other in ("陈", "周敏", "白"):
        assert enter(world, other).get(answer.url).status_code == 404
        for door in ("confirm/", "mend/", "undo/", "drop/"):
            assert enter(world, other).post(answer.url + door).status_code == 404
    assert enter(world, "李桂兰").get("/intake/upload/").status_code == 404
    assert enter(world, "周敏").get("/intake/upload/pairings/").status_code == 404


def test_a_school_imports_its_own_staff_and_nobody_elses(world: World) -> None:
    client = enter(world, "周敏")
    answer = send(client, sheet(("姓名", "工号"), ["赵一", "9"]), sort="staff")
    client.post(answer.url + "confirm/")
    with unscoped("a test reads"):
        assert Staff.objects.get(name="赵一").school == world.a1
    other = send(client, sheet(("学校", "姓名"), ["白塔小学", "钱二"]), sort="staff")
    assert "1行要改" in text(client.get(other.url))
    refused = send(client, sheet(("甲方", "乙方", "维度"), ["实验小学", "白塔小学", "教研"]))
    assert refused.status_code == 422 and "要由县里导入" in text(refused)


def test_a_template_is_what_the_upload_reads(world: World) -> None:
    client = enter(world, "安")
    for sort in ("schools", "staff", "pairings", "accounts", "all"):
        answer = client.get(f"/intake/template/{sort}/")
        assert answer.status_code == 200 and answer.content[:2] == b"PK"
    empty = send(client, client.get("/intake/template/all/").content)
    assert empty.status_code == 422 and "没有可以导入的行" in text(empty)


def test_an_account_without_a_name_gets_one_and_opens(world: World) -> None:
    client = enter(world, "安")
    answer = send(client, sheet(("学校", "姓名", "角色"), ["实验小学", "林芳", "联络人"]))
    assert "起了lf01" in text(client.get(answer.url))
    slips = client.post(answer.url + "confirm/")
    password = re.search(r'class="code">([^<]+)<', slips.content.decode())
    assert password is not None
    user = User.objects.get(username="lf01")
    assert user.check_password(password[1]) and user.must_change and user.staff_id == world.staff["林芳"].pk
    assert password[1] not in text(client.get(answer.url)) and PASSWORD not in text(slips)


def test_subjects_by_stage_honours_and_since_come_in_and_go_back(world: World) -> None:
    client, before = enter(world, "安"), counts()
    labels = ("学校", "姓名", "任教学科", "分学段任教", "任职起", "荣誉")
    lin = [
        "实验小学",
        "林芳",
        "英语",
        "小学英语、初中历史",
        "2019-09-01",
        "县级骨干教师 2023年9月；市级优秀教师（2021）",
    ]
    aygul = ["实验小学", "阿依古丽·买买提", "音乐", "小学音乐", "2020年9月1日", "省级教学能手 2024-5"]
    wrong = send(client, sheet(labels, lin, ["实验小学", "陈䶮", "数学", "国学", "", "先进"]))
    said = text(client.get(wrong.url))
    assert "“国学”要写学段和学科" in said and "要写级别、名称和时间" in said
    answer = send(client, sheet(labels, lin, aygul))
    assert client.post(answer.url + "confirm/").status_code == 302
    with unscoped("a test reads"):
        row = Staff.objects.get(name="林芳")
        assert (str(row.since), row.teachings.count(), row.honours.count()) == ("2019-09-01", 2, 2)
        new = Staff.objects.get(name="阿依古丽·买买提")
        assert [str(one) for one in new.honours.all()] == ["省级教学能手 2024-05"]
    assert "整批撤回了" in text(client.post(answer.url + "undo/", follow=True))
    assert counts() == before
    with unscoped("a test reads"):
        row = Staff.objects.get(name="林芳")
        assert (row.since, row.teachings.count(), row.honours.count()) == (None, 0, 0)


def test_what_a_school_is_and_was_called_comes_in(world: World) -> None:
    client = enter(world, "安")
    answer = send(client, sheet(("学校名称", "办学性质", "曾用名"), ["实验小学", "公办", "城关一小、县实小"]))
    client.post(answer.url + "confirm/")
    school = Place.objects.get(pk=world.a1.pk)
    assert (school.kind, school.aliases) == ("public", ["城关一小", "县实小"])
