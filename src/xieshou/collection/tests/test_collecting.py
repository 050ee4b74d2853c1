"""From an empty form to one sheet: the known is filled, only the rest is asked, each sees only what is theirs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.world import SYSTEM, World
from xieshou.activities.tests.build import record
from xieshou.blankforms.tests.books import bare, book, two_rows, with_numbers
from xieshou.blankforms.tests.singles import pairs
from xieshou.collection.models import Call, Due
from xieshou.collection.operations.make_call import ask_paper, send_call
from xieshou.files.tests.test_wording import TEXT, pdf, word
from xieshou.gifts.operations.record_gift import record_gift
from xieshou.openings.operations.write_opening import record_opening
from xieshou.people.operations.add_pupils import Row, add_pupils
from xieshou.people.operations.add_staff import add_staff
from xieshou.placements.operations.record_placement import record_placement
from xieshou.places.operations.amend_place import set_figures
from xieshou.scoping.operations import NotAllowed
from xieshou.scoping.scope import unscoped

NOON = "2026-06-11 12:00+08:00"


@pytest.fixture(autouse=True)
def today(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.FILES_ROOT = tmp_path
    with time_machine.travel(NOON, tick=False):
        yield


def client(world: World, name: str) -> Client:
    browser = Client()
    browser.force_login(world.user(name))
    return browser


def drafted(world: World, data: bytes, name: str = "安") -> Call:
    answer = client(world, name).post(
        "/collection/new/", {"book": SimpleUploadedFile("空表.xlsx", data), "key": uuid4()}
    )
    assert answer.status_code == 302, answer.content.decode()
    with unscoped("test"):
        return Call.objects.get(pk=answer["Location"].split("/")[2])


def sent(world: World, data: bytes, **changes: Any) -> Call:
    call = drafted(world, data)
    return send_call(world.user("安"), call=call, schools=[world.a1, world.a2], due=date(2026, 6, 20), **changes)


def due_of(call: Call, school: Any) -> Due:
    with unscoped("test"):
        return Due.objects.select_related("call", "school").get(call=call, school=school)


def furnish(world: World) -> None:
    """What the ledger and the directory know of the two schools."""
    set_figures(SYSTEM, school=world.a1, year=2025, pupils=1200, teachers=70, classes=24)
    set_figures(SYSTEM, school=world.a2, year=2025, pupils=320, teachers=28, classes=9)
    record(world, on=date(2026, 3, 2), lessons=3)
    gift = {"donor": "", "giver": world.a1, "receiver": world.a2, "sort": "cash", "fen": 880_000}
    record_gift(SYSTEM, owner=world.a2, by="马校长", on=date(2025, 11, 3), **gift)
    span = {"starts": date(2025, 9, 1), "ends": date(2026, 7, 3)}
    record_placement(SYSTEM, owner=world.a1, host=world.a2, by="周敏", name="林芳", kind="teaching", **span)
    stated = {"indicator": "donation.fen", "amount": 5_000_000, "years": "2022年前", "ends": date(2022, 8, 31)}
    record_opening(SYSTEM, place=world.a1, by="周敏", source="旧总结", **stated)


def cells_of(world: World, call: Call) -> list[list[str]]:
    """The whole table as the officer sees it, the town's school first."""
    page = client(world, "安").get(f"/collection/{call.pk}/table/").content.decode()
    rows = re.findall(r"<tr>(.*?)</tr>", page.partition("<tbody>")[2], re.S)
    cells = [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td>(.*?)</td>", row, re.S)] for row in rows
    ]
    return sorted(cells, key=lambda row: world.a1.name not in row[:2])


def test_what_is_known_is_filled_and_opens_its_records(world: World) -> None:
    furnish(world)
    call = drafted(world, two_rows())
    assert (call.starts, call.ends) == (date(2025, 1, 1), date(2025, 12, 31))
    first, second = cells_of(world, call)
    assert first[:8] == ["甲县实验小学", "等学校填", "1200", "0节", "0次", "1人", "0.88万元", "等学校填"]
    assert second[0] == "白塔镇中心小学" and second[2] == "320"
    page = client(world, "安").get(f"/collection/{call.pk}/table/").content.decode()
    traced = [url.replace("&amp;", "&") for url in re.findall(r'href="(/trace/[^"]+)"', page)]
    assert traced and all(client(world, "安").get(url).status_code == 200 for url in traced)
    assert "8800元" in client(world, "安").get(next(url for url in traced if "donation" in url)).content.decode()


def test_each_side_of_a_placement_and_a_sum_from_before_are_their_own_figures(world: World) -> None:
    furnish(world)
    first, second = cells_of(world, drafted(world, with_numbers()))
    assert first[:6] == ["甲县", "甲县实验小学", "等学校填", "0人", "0人", "0人"]
    year = sent(world, with_numbers(), starts=date(2025, 9, 1), ends=date(2026, 8, 31))
    (gave, received) = [row[3:5] for row in cells_of(world, year)]
    assert (gave, received) == (["1人", "0人"], ["0人", "1人"])
    first, second = cells_of(world, drafted(world, bare()))
    assert first[1] == "50000元" and second[1] == "等学校填"
    assert first[3] == "白塔镇中心小学、乙县柳河小学" and first[4] == "2024年9月1日"


def filled_in(due: Due, **answers: str) -> dict[str, Any]:
    return {"version": due.version, "key": uuid4(), "deed": "hand", **answers}


def test_a_school_types_only_the_rest_and_the_bureau_returns_accepts_and_takes_one_sheet(world: World) -> None:
    furnish(world)
    call = sent(world, two_rows())
    due, school, officer = due_of(call, world.a2), client(world, "马校长"), client(world, "安")
    page = school.get(f"/collection/dues/{due.pk}/").content.decode()
    assert "320" in page and "只剩4项" in page
    wrong = school.post(f"/collection/dues/{due.pk}/", filled_in(due, c9="也许"))
    assert wrong.status_code == 422
    kept = school.post(f"/collection/dues/{due.pk}/", {**filled_in(due, c9="是"), "deed": "save"})
    assert kept.status_code == 302 and due_of(call, world.a2).state == "owed"
    lacking = school.post(f"/collection/dues/{due.pk}/", filled_in(due_of(call, world.a2), c9="是"))
    assert lacking.status_code == 422 and "E-COL-122" in lacking.content.decode()
    typed = {"c2": "2133000001", "c8": "马德昌", "c9": "是", "c10": "=1+1"}
    handed = school.post(f"/collection/dues/{due.pk}/", filled_in(due_of(call, world.a2), **typed))
    assert handed.status_code == 302 and due_of(call, world.a2).state == "handed"
    now = due_of(call, world.a2)
    back = officer.post(f"/collection/dues/{due.pk}/return/", {"version": now.version, "remark": "电话少一位"})
    assert back.status_code == 302
    assert "电话少一位" in school.get(f"/collection/dues/{due.pk}/").content.decode()
    school.post(f"/collection/dues/{due.pk}/", filled_in(due_of(call, world.a2), **typed))
    assert (
        officer.post(f"/collection/dues/{due.pk}/accept/", {"version": due_of(call, world.a2).version}).status_code
        == 302
    )
    assert due_of(call, world.a2).state == "accepted"
    data = officer.get(f"/collection/{call.pk}/sheet/")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(data) if data.streaming else data.content)).active
    names = {sheet.cell(row, 2).value: row for row in range(6, 9)}
    row = names["白塔镇中心小学"]
    assert [sheet.cell(row, at).value for at in (3, 4, 9, 10, 11)] == ["2133000001", 320, "马德昌", "是", "=1+1"]
    assert sheet.cell(row, 11).data_type == "s"
    assert sheet["D9"].value == 1520


def test_a_figure_that_changed_since_is_shown_and_taken_only_when_the_officer_says_so(world: World) -> None:
    furnish(world)
    call = sent(world, two_rows())
    officer = client(world, "安")
    assert "后来变了" not in officer.get(f"/collection/{call.pk}/table/").content.decode()
    set_figures(SYSTEM, school=world.a2, year=2025, pupils=318, teachers=28, classes=9)
    page = officer.get(f"/collection/{call.pk}/table/").content.decode()
    assert "1格的数后来变了" in page and "现在是318" in page
    officer.post(f"/collection/{call.pk}/renew/")
    assert cells_of(world, call)[1][2] == "318"
    assert "后来变了" not in officer.get(f"/collection/{call.pk}/table/").content.decode()


def test_late_schools_come_first_with_a_sentence_for_the_group(world: World) -> None:
    call = sent(world, two_rows())
    with time_machine.travel("2026-06-23 12:00+08:00", tick=False):
        page = client(world, "安").get(f"/collection/{call.pk}/").content.decode()
        assert "2所迟了" in page and "迟了3天" in page and "还没有交的：白塔小学、实验小学" in page
        assert "迟了" in client(world, "安").get("/").content.decode()
        assert "还没交，迟了3天" in client(world, "马校长").get("/").content.decode()


def test_ten_forms_are_one_list_by_the_day_they_are_due(world: World) -> None:
    for day in (18, 14, 29, 12, 25, 16, 21, 13, 28, 15):
        call = drafted(world, book({"A1": "学校", "B1": f"第{day}项"}))
        send_call(world.user("安"), call=call, schools=[world.a2], title=f"表{day}", due=date(2026, 6, day))
    page = client(world, "马校长").get("/collection/").content.decode()
    assert re.findall(r">表(\d+)</a>", page) == [str(day) for day in sorted((18, 14, 29, 12, 25, 16, 21, 13, 28, 15))]
    home = client(world, "马校长").get("/").content.decode()
    assert "要交的表" in home and "全部10份" in home


def test_nothing_to_ask_nothing_to_send(world: World) -> None:
    furnish(world)
    call = drafted(world, book({"A1": "学校名称", "B1": "在校学生数", "C1": "听评课节数"}))
    officer = client(world, "安")
    assert "都不用问" in officer.get(f"/collection/{call.pk}/").content.decode()
    data = officer.get(f"/collection/{call.pk}/sheet/").content
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [cell.value for cell in page[3]] == ["甲县实验小学", 1200, 3]


def test_the_officer_sets_a_column_before_sending(world: World) -> None:
    call = drafted(world, two_rows())
    officer, path = client(world, "安"), f"/collection/{call.pk}/columns"
    first = {"version": call.version, "key": uuid4()}
    assert officer.post(f"{path}/10/?use=fixed", {**first, "fixed": "无"}).status_code == 302
    stale = officer.post(f"{path}/4/?use=blank", first)
    assert stale.status_code == 422 and "E-VER-101" in stale.content.decode()
    then = {"version": call.version + 1, "key": uuid4()}
    assert officer.post(f"{path}/4/?use=known", {**then, "known": "nothing.known"}).status_code == 422
    days = {"starts": "2026-02-01", "ends": "2026-05-31", "unit": "次"}
    assert officer.post(f"{path}/4/?use=known", {**then, "known": "planning.count", **days}).status_code == 302
    one = {"version": call.version + 2, "key": uuid4(), "kind": "choice"}
    assert officer.post(f"{path}/8/?use=ask", {**one, "choices": "甲"}).status_code == 422
    assert officer.post(f"{path}/8/?use=ask", {**one, "choices": "甲、乙"}).status_code == 302
    with unscoped("test"):
        columns = Call.objects.get(pk=call.pk).layout
    assert (columns[4].known, columns[4].starts, columns[10].fixed) == ("planning.count", "2026-02-01", "无")
    assert columns[8].choices == ("甲", "乙")


def test_a_few_items_of_ones_own_go_the_same_way(world: World) -> None:
    furnish(world)
    body = {"title": "摸底", "items": "听评课节数\n是否有专用教室\n主要做法", "key": uuid4()}
    answer = client(world, "安").post("/collection/own/", body)
    with unscoped("test"):
        call = Call.objects.get(pk=answer["Location"].split("/")[2])
    assert [column.use for column in call.layout] == ["serial", "known", "known", "ask", "ask"]


def test_a_paper_is_handed_in_by_choosing_it_or_saying_where_it_went(world: World) -> None:
    body = {
        "sort": "summary",
        "title": "年度总结",
        "due": "2026-06-30",
        "schools": [world.a1.pk, world.a2.pk],
        "asks": "",
        "key": uuid4(),
    }
    answer = client(world, "安").post("/collection/paper/", body)
    assert answer.status_code == 302, answer.content.decode()
    with unscoped("test"):
        due = Due.objects.get(school=world.a2)
    school = client(world, "马校长")
    assert school.post(f"/collection/dues/{due.pk}/", filled_in(due, words="")).status_code == 422
    assert school.post(f"/collection/dues/{due.pk}/", filled_in(due, words="纸质稿已送人事股")).status_code == 302
    assert "纸质稿已送人事股" in client(world, "安").get(f"/collection/dues/{due.pk}/").content.decode()


def test_who_may_do_what(world: World) -> None:
    call = sent(world, two_rows())
    due = due_of(call, world.a2)
    pages = {
        "list": "/collection/", "call": f"/collection/{call.pk}/", "table": f"/collection/{call.pk}/table/",
        "sheet": f"/collection/{call.pk}/sheet/", "due": f"/collection/dues/{due.pk}/", "new": "/collection/new/",
    }  # fmt: skip
    seen = {
        name: {page for page, url in pages.items() if client(world, name).get(url).status_code == 200}
        for name in ("安", "白", "马校长", "周敏", "李桂兰", "陈", "乙校长")
    }
    assert seen["安"] == set(pages)
    assert seen["白"] == {"list", "call", "table", "due"}
    assert seen["马校长"] == {"list", "due"}
    assert seen["周敏"] == {"list"}
    assert seen["李桂兰"] == set()
    assert seen["陈"] == {"list", "new"} and seen["乙校长"] == {"list"}
    with pytest.raises(NotAllowed):
        send_call(world.user("马校长"), call=call, schools=[world.a2])
    answer = client(world, "安").post(f"/collection/dues/{due.pk}/", filled_in(due, c9="是"))
    assert due_of(call, world.a2).state == "owed" and answer.status_code == 200


def test_a_draft_is_seen_by_nobody_else(world: World) -> None:
    call = drafted(world, two_rows())
    for name in ("马校长", "周敏", "陈"):
        assert client(world, name).get(f"/collection/{call.pk}/").status_code == 404
    assert client(world, "安").post(f"/collection/{call.pk}/drop/").status_code == 302
    with unscoped("test"):
        assert not Call.objects.exists()


@pytest.mark.parametrize(
    "name, data", [("表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1junk"), ("表.xlsx", b"PK\3\4junk"), ("表.et", b"x")]
)
def test_what_is_no_form_is_refused_with_a_sentence(world: World, name: str, data: bytes) -> None:
    answer = client(world, "安").post("/collection/new/", {"book": SimpleUploadedFile(name, data), "key": uuid4()})
    assert answer.status_code == 422 and re.search(r"E-(IMP|COL)-\d+", answer.content.decode())


def test_what_is_over_cannot_be_filled_and_a_call_ends_when_the_bureau_says(world: World) -> None:
    call = sent(world, two_rows())
    due, officer = due_of(call, world.a2), client(world, "安")
    assert officer.post(f"/collection/{call.pk}/close/").status_code == 302
    answer = client(world, "马校长").post(f"/collection/dues/{due.pk}/", filled_in(due, c9="是"))
    assert answer.status_code == 200 and due_of(call, world.a2).state == "owed"
    assert "没有要交的" in client(world, "马校长").get("/collection/").content.decode()


def asked_for_a_plan(world: World) -> Call:
    days = {"due": date(2026, 6, 30), "starts": date(2026, 6, 1), "ends": date(2026, 6, 30)}
    whole = {"place": world.county_a, "by": "安", "sort": "plan", "title": "工作计划", "schools": [world.a1, world.a2]}
    return ask_paper(world.user("安"), **whole, **days)


def answer_with(world: World, due: Due, data: bytes, name: str = "总结.docx", **more: str) -> Any:
    file = SimpleUploadedFile(name, data)
    body = {**filled_in(due_of(due.call, due.school), words=""), "file": file, **more}
    return client(world, "马校长").post(f"/collection/dues/{due.pk}/", body)


def test_a_paper_is_handed_in_as_a_file_returned_and_accepted(world: World) -> None:
    call = asked_for_a_plan(world)
    due, officer = due_of(call, world.a2), client(world, "安")
    page = client(world, "马校长").get(f"/collection/dues/{due.pk}/").content.decode()
    assert "传一个文件" in page and 'enctype="multipart/form-data"' in page
    bad = answer_with(world, due, b"PK\3\4 junk")
    assert bad.status_code == 422 and "E-ATT-104" in bad.content.decode()
    assert due_of(call, world.a2).state == "owed"
    first = word("本学期帮扶工作计划：每周听评课两节，每月教研一次，结对教师同上一节课。")
    assert answer_with(world, due, first).status_code == 302
    got = officer.get(f"/collection/dues/{due.pk}/file/")
    assert got.content == first and "attachment" in got["Content-Disposition"]
    assert "Word" in officer.get(f"/collection/dues/{due.pk}/").content.decode()
    for name in ("周敏", "乙校长", "陈"):
        assert client(world, name).get(f"/collection/dues/{due.pk}/file/").status_code == 404
    version = due_of(call, world.a2).version
    officer.post(f"/collection/dues/{due.pk}/return/", {"version": version, "remark": "缺经费一段"})
    school = client(world, "马校长").get(f"/collection/dues/{due.pk}/").content.decode()
    assert "缺经费一段" in school and "传过一个文件" in school
    second = word("本学期帮扶工作计划（改）：每周听评课两节，经费两千元，用于教研。")
    assert answer_with(world, due, second).status_code == 302
    assert officer.get(f"/collection/dues/{due.pk}/file/").content == second
    officer.post(f"/collection/dues/{due.pk}/accept/", {"version": due_of(call, world.a2).version})
    assert due_of(call, world.a2).state == "accepted"


def test_no_file_comes_in_that_names_a_child(world: World) -> None:
    call = asked_for_a_plan(world)
    due = due_of(call, world.a2)
    rows = [Row("王小明", "三年级", "1班", ("王大力",)), Row("马德昌", "四年级", "1班")]
    add_pupils(SYSTEM, school=world.a1, rows=rows, purpose="核对姓名")
    foot = word(TEXT[:4] + "照常进行，其余各项工作照计划进行。", foot="王大力")
    for data, name in ((word(TEXT), "计划.docx"), (pdf(TEXT), "计划.pdf"), (foot, "计划.docx")):
        told = answer_with(world, due, data, name)
        assert told.status_code == 422 and "E-COL-125" in told.content.decode(), name
    scan = pdf("第1页")
    assert "E-COL-126" in answer_with(world, due, scan, "扫描.pdf").content.decode()
    assert due_of(call, world.a2).file == ""
    add_staff(SYSTEM, school=world.a2, name="马德昌", number="901", subject="数学")
    assert answer_with(world, due, word("马德昌老师每周到结对学校上一节示范课，其余照计划进行。")).status_code == 302
    officer = client(world, "安")
    officer.post(f"/collection/dues/{due.pk}/return/", {"version": due_of(call, world.a2).version, "remark": "盖章"})
    assert answer_with(world, due, scan, "扫描.pdf", looked_through="on").status_code == 302


def test_a_one_school_form_goes_out_and_comes_back_as_a_sheet_for_each(world: World) -> None:
    furnish(world)
    call = sent(world, pairs())
    officer, school = client(world, "安"), client(world, "马校长")
    assert call.one_each and (call.starts, call.ends) == (date(2025, 1, 1), date(2025, 12, 31))
    due = due_of(call, world.a2)
    page = school.get(f"/collection/dues/{due.pk}/").content.decode()
    assert "320" in page and "乡村" not in page and "填表人·联系电话" in page
    asked = [column for column in call.layout if column.key in re.findall(r'name="(c\d+)"', page)]
    answers = {column.key: column.choices[0] if column.choices else "3" for column in asked}
    handed = school.post(f"/collection/dues/{due.pk}/", filled_in(due_of(call, world.a2), **answers))
    assert handed.status_code == 302, handed.content.decode()
    data = officer.get(f"/collection/{call.pk}/sheet/")
    whole = openpyxl.load_workbook(io.BytesIO(b"".join(data) if data.streaming else data.content))
    assert set(whole.sheetnames) == {"汇总", "甲县实验小学", "白塔镇中心小学"}
    sheet = whole["白塔镇中心小学"]
    told = [sheet[at].value for at in ("C4", "C6", "C8", "E10")]
    assert told == ["白塔镇中心小学", 320, "甲县实验小学", "是"]
    assert sheet["A3"].value.startswith("填报单位（盖章）：白塔镇中心小学") and "2026年6月11日" in sheet["A3"].value
    assert sheet["A14"].value == f"填表人：{due_of(call, world.a2).handed_by}"
    assert whole["甲县实验小学"]["C6"].value == 1200


def test_the_officer_sets_a_box_of_a_one_school_form(world: World) -> None:
    call = drafted(world, pairs())
    officer = client(world, "安")
    page = officer.get(f"/collection/{call.pk}/").content.decode()
    assert "20格" in page and "改E5格" in page and "一校一张" in page
    phone = next(column for column in call.layout if column.place == "E5格")
    path = f"/collection/{call.pk}/columns/{phone.index}/?use=fixed"
    assert officer.post(path, {"version": call.version, "key": uuid4(), "fixed": "见通讯录"}).status_code == 302
    with unscoped("test"):
        now = next(c for c in Call.objects.get(pk=call.pk).layout if c.index == phone.index)
    assert (now.use, now.fixed, now.cell) == ("fixed", "见通讯录", (4, 4))
