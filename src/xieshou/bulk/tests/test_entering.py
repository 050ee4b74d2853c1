"""Tables of records: read however ugly, told cell by cell, entered in chunks, taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.world import World
from xieshou.activities.models import Activity, Participant
from xieshou.audit.chain import verify
from xieshou.audit.models import Entry, Payload
from xieshou.bulk import jobs, views
from xieshou.bulk.models import Chunk, Load, Upload
from xieshou.bulk.operations import stage_load as staging
from xieshou.bulk.operations import write_chunk as writing
from xieshou.bulk.operations.stage_load import keep_rows
from xieshou.bulk.operations.write_chunk import begin_writing
from xieshou.bulk.reading import staged
from xieshou.bulk.sorts import SORTS
from xieshou.bulk.tests.books import FIRST, GIFTS, HEAD, SECOND, SENT, UGLY, drawn, many, rows, table
from xieshou.gifts.models import Gift
from xieshou.ledger.asking import Ask, total
from xieshou.openings.models import Opening
from xieshou.placements.models import Placement
from xieshou.scoping.scope import unscoped
from xieshou.sheets.reading import read_book


@pytest.fixture(autouse=True)
def no_children(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A long table waits for the test to run its job."""
    started: list[str] = []
    monkeypatch.setattr(jobs, "start_child", lambda *words: started.append(words[-1]))
    monkeypatch.setattr(jobs, "BETWEEN", 0.0)
    return started


def enter(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.user(name))
    return client


def send(client: Client, data: bytes, name: str = "活动.xlsx", sort: str = "activities") -> Any:
    return client.post(f"/intake/tables/{sort}/", {"book": SimpleUploadedFile(name, data)}, follow=True)


def the_load() -> Load:
    with unscoped("a test reads"):
        found: Load = Load.objects.latest("created_at")
        return found


def press(client: Client, load: Load, what: str, **given: str) -> str:
    answer = client.post(f"/intake/tables/loads/{load.pk}/{what}/", given, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def recorded(model: Any = Activity) -> int:
    with unscoped("a test counts"):
        return int(model.objects.filter(withdrawn_on__isnull=True).count())


def lessons(world: World) -> int:
    with unscoped("a test sums"):
        return total(Ask("lesson.observed", place=world.county_a))


@pytest.mark.parametrize("name", UGLY)
def test_an_ugly_workbook_is_read_as_the_tidy_one(world: World, name: str) -> None:
    client = enter(world, "安")
    filename, data = UGLY[name]
    page = send(client, data, filename).content.decode()
    assert "2行可以录入" in page, page
    press(client, the_load(), "confirm")
    with unscoped("a test reads"):
        found = list(Activity.objects.order_by("on"))
        assert [(one.on, one.topic, one.lessons, one.pairing) for one in found] == [
            (date(2026, 3, 9), "《赵州桥》听评课", 2, world.pair),
            (date(2026, 3, 16), "《观潮》听评课", 3, world.pair),
        ]
        linked = Participant.objects.filter(activity__in=[one.pk for one in found], staff__isnull=False)
        assert linked.count() == 3


def test_the_old_excel_is_read_and_wps_is_told_what_to_do(world: World) -> None:
    client = enter(world, "安")
    for name in ("活动.et", "活动.wps", "活动.numbers"):
        page = send(client, b"PK\x03\x04 something", name).content.decode()
        assert "E-IMP-102" in page and ".xlsx" in page


def test_an_id_that_excel_rounded_is_told_and_not_guessed(world: World) -> None:
    head = ("日期", "捐赠人", "接收学校", "金额（元）", "票据号")
    data = drawn(
        lambda page, book: rows(page, head, ("2026-03-09", "某公司", "白塔镇中心小学", 500, 420106199001011234))
    )
    page = send(enter(world, "安"), data, sort="gifts").content.decode()
    assert "第2行" in page and "E列 票据号" in page and "末几位已经丢了" in page


def test_a_wrong_cell_is_told_by_sheet_row_column_and_why_and_mended_on_the_spot(world: World) -> None:
    client = enter(world, "安")
    wrong = ("2026-13-09", *FIRST[1:]), (*SECOND[:3], "国文课", *SECOND[4:]), (*FIRST[:5], "白搭镇中心小学", *FIRST[6:])
    lines = [(*FIRST[:2], "好的一行", *FIRST[3:]), *wrong]
    page = send(client, table(*lines)).content.decode()
    assert "3行要改" in page and "工作表“活动”" in page
    for words in ("第3行", "A列 日期", "第4行", "D列 学科", "第5行", "F列 对方学校", "改成“白塔镇中心小学”"):
        assert words in page, words
    load = the_load()
    page = press(client, load, "mend", chunk="0", at="3", field="others", value="白塔镇中心小学")
    assert "2行要改" in page
    marked = read_book(client.get(f"/intake/tables/loads/{load.pk}/marked/").content, "a.xlsx")
    assert "第3行 A列 日期" in str(marked.sheets[0].rows[1][-1])
    page = press(client, load, "confirm", partly="1")
    assert "录入了2次" in page and "2行没有录入" in page and recorded() == 2


def test_faulty_rows_are_left_out_only_when_that_is_said(world: World) -> None:
    client = enter(world, "安")
    send(client, table(FIRST, ("?", *SECOND[1:])))
    assert "E-BLK-113" in press(client, the_load(), "confirm") and recorded() == 0


def test_a_table_is_taken_back_whole_and_the_sums_with_it(world: World) -> None:
    client = enter(world, "安")
    send(client, table(FIRST, SECOND))
    press(client, the_load(), "confirm")
    assert lessons(world) == 5
    assert "已经撤回2次" in press(client, the_load(), "undo")
    assert recorded() == 0 and lessons(world) == 0
    with unscoped("a test verifies"):
        assert not any(verdict.faults for verdict in verify())


def test_the_same_file_again_is_told(world: World) -> None:
    client, data = enter(world, "安"), table(FIRST)
    send(client, data)
    press(client, the_load(), "confirm")
    assert "再录一遍会记成两份" in send(client, data).content.decode()
    assert "和第2行一样" in send(client, table(FIRST, FIRST)).content.decode()


def test_a_long_table_goes_chunk_by_chunk_with_one_line_of_the_trail_each(
    world: World, no_children: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter(world, "安")
    page = send(client, many(620)).content.decode()
    load = the_load()
    assert "正在核对" in page and no_children == [str(load.pk)]
    jobs.run(load.pk)
    assert "620行可以录入" in client.get(f"/intake/tables/loads/{load.pk}/").content.decode()
    monkeypatch.setattr(writing, "AT_MOST", 1000.0)
    assert "正在录入" in press(client, load, "confirm")
    assert "没有全部录完以前" in client.get("/activities/").content.decode()
    jobs.run(load.pk)
    assert recorded() == 620 and lessons(world) == 1240
    with unscoped("a test reads the trail"):
        written = Entry.objects.filter(action="load.write")
        assert written.count() == 2
        body = Payload.objects.get(entry=written.first()).body
        assert len(body["records"]) == 500 and len(body["digest"]) == 64
        assert not any(verdict.faults for verdict in verify())
    assert "录入了620次" in client.get(f"/intake/tables/loads/{load.pk}/").content.decode()


def test_a_large_file_is_read_behind_the_page(
    world: World, no_children: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter(world, "安")
    monkeypatch.setattr(views, "SMALL", 0)
    page = send(client, many(620)).content.decode()
    load = the_load()
    assert "正在读表" in page and no_children == [str(load.pk)]
    with unscoped("a test waits"):
        assert Upload.objects.filter(load=load).exists() and not Chunk.objects.exists()
        Load.objects.filter(pk=load.pk).update(touched=timezone.now() - timedelta(minutes=5))
    assert "停在半路了" in client.get(f"/intake/tables/loads/{load.pk}/").content.decode()
    press(client, load, "resume")
    assert no_children == [str(load.pk)] * 2, "and not in the page either when it is resumed"
    jobs.run(load.pk)
    assert "620行可以录入" in client.get(f"/intake/tables/loads/{load.pk}/").content.decode()
    with unscoped("a test looks"):
        assert not Upload.objects.exists(), "the file goes when its rows are kept"
    assert "正在读表" in send(client, table(FIRST[:2], head=HEAD[:2])).content.decode()
    jobs.run(the_load().pk)
    page = client.get(f"/intake/tables/loads/{the_load().pk}/").content.decode()
    assert "没有读成" in page and "E-BLK-102" in page and "缺“主题”这一列" in page
    press(client, the_load(), "drop")
    assert the_load() == load


def test_reading_that_died_half_way_keeps_no_row_twice(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client, data = enter(world, "安"), many(1700)
    monkeypatch.setattr(views, "SMALL", 0)
    monkeypatch.setattr(staging, "CHUNKS_AT_A_TIME", 1)
    send(client, data)
    load = the_load()
    with unscoped("a test begins"):
        keep_rows(world.user("安"), load=load, staged=staged(data, "活动.xlsx", SORTS["activities"]))
    assert "500/1700行" in client.get(f"/intake/tables/loads/{load.pk}/").content.decode()
    jobs.run(load.pk)
    assert "1700行可以录入" in client.get(f"/intake/tables/loads/{load.pk}/").content.decode()
    with unscoped("a test counts"):
        numbers = [row[1] for chunk in Chunk.objects.filter(load=load) for row in chunk.rows]
    assert numbers == list(range(2, 1702))


def test_a_job_that_died_goes_on_without_writing_twice(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client, user = enter(world, "安"), world.user("安")
    send(client, many(230))
    load = the_load()
    jobs.run(load.pk)
    monkeypatch.setattr(writing, "AT_MOST", 0.0)  # one piece a transaction
    monkeypatch.setattr(writing, "PIECE", 1)
    with unscoped("a test begins"):
        begin_writing(user, load=load, partly=False)
    steps = iter(range(7))

    def stop(load: Load) -> None:
        if next(steps, None) is None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        jobs.run(load.pk, say=stop)
    assert recorded() == 7
    with unscoped("a test waits"):
        Load.objects.filter(pk=load.pk).update(touched=timezone.now() - timedelta(minutes=5))
    assert "停在半路了" in client.get(f"/intake/tables/loads/{load.pk}/").content.decode()
    monkeypatch.setattr(writing, "AT_MOST", 1000.0)
    press(client, load, "resume")
    jobs.run(load.pk)
    assert recorded() == 230


def test_one_that_is_stopped_half_way_takes_back_what_is_in(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client = enter(world, "安")
    send(client, many(210))
    load = the_load()
    jobs.run(load.pk)
    press(client, load, "confirm")
    monkeypatch.setattr(writing, "AT_MOST", 0.0)
    monkeypatch.setattr(writing, "PIECE", 1)
    steps = iter(range(3))
    with pytest.raises(StopIteration):
        jobs.run(load.pk, say=lambda load: next(steps) and None)
    press(client, load, "undo")
    jobs.run(load.pk)
    assert recorded() == 0 and the_load().state == "undone" and the_load().withdrawn == 3


def test_gifts_placements_and_sums_from_before_come_in_the_same_way(world: World) -> None:
    client = enter(world, "安")
    sums = (
        ("哪个数", "多少", "哪几年", "截止哪一天", "哪里的数", "出处"),
        ("捐赠资金", "29万余元", "2022年前", "2022-08-31", "白塔镇中心小学", "2022年总结"),
    )
    for sort, (head, *lines), model, number in (
        ("gifts", GIFTS, Gift, 2), ("placements", SENT, Placement, 1), ("openings", sums, Opening, 1),
    ):  # fmt: skip
        page = send(client, table(*lines, head=head), sort=sort).content.decode()
        assert f"{number}行可以录入" in page, page
        press(client, the_load(), "confirm")
        assert recorded(model) == number
    with unscoped("a test reads"):
        book, cash = Gift.objects.get(sort="goods"), Gift.objects.get(sort="cash")
        assert (book.giver, book.count, cash.fen, cash.receiver) == (world.a1, 120, 1_500_000, world.a2)
        assert Placement.objects.get().staff == world.staff["林芳"]
        opening = Opening.objects.get()
        assert (opening.amount, opening.modifier, opening.place) == (29_000_000, "余", world.a2)
    for sort, model in (("gifts", Gift), ("placements", Placement), ("openings", Opening)):
        with unscoped("a test reads"):
            load = Load.objects.get(sort=sort)
        press(client, load, "undo")
        assert recorded(model) == 0


@pytest.mark.parametrize("sort", ["activities", "gifts", "placements", "openings"])
def test_the_blank_table_has_drop_downs_and_its_own_header_is_understood(world: World, sort: str) -> None:
    answer = enter(world, "安").get(f"/intake/tables/{sort}/template/")
    book = read_book(answer.content, "a.xlsx")
    assert "甲县实验小学" in str(next(one for one in book.sheets if one.title == "选项").rows)
    page = send(enter(world, "安"), answer.content, sort=sort).content.decode()
    assert "E-BLK-103" in page


def test_nobody_enters_for_a_school_that_is_not_his(world: World) -> None:
    client = enter(world, "马校长")
    page = send(client, table(FIRST)).content.decode()
    assert "您不能替这所学校记" in page and "E列 学校" in page
    own = (*FIRST[:4], "", "甲县实验小学", *FIRST[6:])
    assert "1行可以录入" in send(client, table(own)).content.decode()
    load = the_load()
    for other in ("安", "周敏", "陈"):
        assert enter(world, other).get(f"/intake/tables/loads/{load.pk}/").status_code == 404
    for nobody in ("白", "李桂兰"):
        assert enter(world, nobody).get("/intake/tables/activities/").status_code == 404


def test_who_lost_the_role_meanwhile_writes_nothing_more(world: World) -> None:
    client = enter(world, "安")
    send(client, many(210))
    load = the_load()
    jobs.run(load.pk)
    press(client, load, "confirm")
    world.user("安").grants.update(valid_to=date(2020, 1, 2))
    with pytest.raises(PermissionError):
        jobs.run(load.pk)
    assert recorded() == 0
    with unscoped("a test counts"):
        assert Chunk.objects.filter(written=True).count() == 0


def test_a_header_that_lacks_a_column_is_told_which(world: World) -> None:
    page = send(enter(world, "安"), table(FIRST[:2], head=HEAD[:2])).content.decode()
    assert "E-BLK-102" in page and "缺“主题”这一列" in page
