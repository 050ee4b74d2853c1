"""S58: every list goes out as Excel, records come in from a table of any length, and a wrong cell is told where."""

import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from xieshou.sheets.reading import read_book
from xieshou.sheets.writing import ColumnOut, SheetOut, write_book

from .conftest import no_axe_faults, sign_in_as
from .steps import fill_activity, go, saved_file

HEAD = ("日期", "类型", "主题", "学科", "学校", "对方学校", "参加人员", "节数")
LISTS = ("活动", "计划", "捐赠", "人员", "结对")


def day(back: int) -> str:
    """A day as it stands in a table."""
    return (date.today() - timedelta(days=back)).isoformat()


def book(folder: Path, *rows: Sequence[str], name: str = "活动.xlsx") -> Path:
    """A table as an office sends it: a title above the header, a sum and a signature below."""
    notes = ("云溪县结对帮扶活动统计表", "填报单位：云溪县教育局")
    foot = (("合计", "", "", "", "", "", "", "9"), ("填表人：某某", "", "", "", "", "", "", ""))
    path = folder / name
    path.write_bytes(write_book([SheetOut("三月", [ColumnOut(label) for label in HEAD], [*rows, *foot], notes)]))
    return path


def entrance(page: Page) -> None:
    """From the list of activities to where a table is sent."""
    page.goto("/")
    go(page, "活动")
    page.get_by_role("link", name="用Excel录入").first.click()
    expect(page.get_by_role("heading", name="用Excel录入活动")).to_be_visible()


def send(page: Page, path: Path) -> None:
    """Choose the file and look at what it would do."""
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="看看能录入什么").click(timeout=90_000)


def test_lists_leave_as_they_are_filtered_with_who_when_and_why(desk: Page, tmp_path: Path) -> None:
    sign_in_as(desk, "王建平")
    for word in LISTS:
        desk.goto("/")
        go(desk, word)
        found = read_book(saved_file(desk, "导出Excel", tmp_path).read_bytes(), "a.xlsx")
        assert len(found.sheets[0].rows) > 1, word
        assert "王建平" in str(found.sheets[-1].rows) and found.sheets[-1].title == "导出说明"
    desk.goto("/activities/?term=all&kind=lesson_observation")
    shown = desk.locator(".found b").inner_text()
    found = read_book(saved_file(desk, "导出Excel", tmp_path).read_bytes(), "a.xlsx")
    assert f"{len(found.sheets[0].rows) - 1}次" == shown
    assert isinstance(found.sheets[0].rows[1][0], date), "a day leaves as a day"
    assert "“听评课”" in str(found.sheets[-1].rows)


def test_wrong_cells_are_told_by_sheet_row_column_and_why_then_entered_and_taken_back(
    desk: Page, tmp_path: Path
) -> None:
    sign_in_as(desk, "王建平")
    entrance(desk)
    no_axe_faults(desk)
    blank = read_book(saved_file(desk, "下载模板", tmp_path).read_bytes(), "a.xlsx")
    assert {sheet.title for sheet in blank.sheets} == {"活动", "选项"}
    good = (day(3), "听评课", "《雾在哪里》", "语文", "实验小学", "白塔小学", "周敏", "2")
    typo = (day(4), "听评课", "《雪孩子》", "语文", "实验小学", "白搭小学", "周敏", "3")
    wrong = ("2月30日", "听评课", "《寒号鸟》", "国文", "实验小学", "白塔小学", "周敏", "4")
    send(desk, book(tmp_path, good, typo, wrong))
    expect(desk.get_by_role("heading", name="2行要改")).to_be_visible()
    for words in ("工作表“三月”", "第5行", "F列 对方学校", "没有“白搭小学”", "第6行", "A列 日期", "第7行是合计"):
        expect(desk.locator("main")).to_contain_text(words)
    no_axe_faults(desk)
    desk.locator("tr").filter(has_text="白搭小学").get_by_role("button", name="改成“白塔镇中心小学”").click()
    expect(desk.get_by_role("heading", name="1行要改")).to_be_visible()
    marked = read_book(saved_file(desk, "下载标好错的表", tmp_path).read_bytes(), "a.xlsx")
    assert "第6行 A列 日期" in str(marked.sheets[0].rows[1])
    desk.get_by_role("button", name="先录入2行").click()
    expect(desk.get_by_role("heading", name="录入了2次")).to_be_visible()
    no_axe_faults(desk)
    desk.goto("/activities/?term=all&q=雪孩子")
    expect(desk.locator("main tbody tr")).to_have_count(1)
    desk.go_back()
    desk.get_by_role("button", name="整批撤回").click()
    expect(desk.get_by_role("heading", name="已经撤回2次")).to_be_visible()
    desk.goto("/activities/?term=all&q=雪孩子")
    expect(desk.locator("main tbody tr")).to_have_count(0)


# Where, the columns, a good row, the cell that spoils it and what is said of it, and what the list then shows.
REGISTERS = (
    ("needs", ("学校", "维度", "需求与优势"), ("白塔小学", "教研", "想学着问"), (0, "白搭小学", "没有这所学校"), 2),
    (
        "papers",
        ("文件名称", "文号", "发文日期"),
        ("录入的通知", "云教〔2026〕88号", "2026-3-1"),
        (2, "2月30日", "2月"),
        0,
    ),
    ("groups", ("学校", "名称", "组长"), ("枫林小学", "枫林帮扶组", "枫大川（校长）"), (2, "甲、乙", "只能有一位"), 1),
    (
        "communities",
        ("名称", "核心校", "成员校"),
        ("柳河联盟", "实验小学", "柳河小学"),
        (2, "柳何小学", "没有“柳何小学”"),
        0,
    ),
    (
        "plans",
        ("学校", "对方学校", "计划名称", "从哪一天", "到哪一天"),
        ("实验小学", "白塔小学", "表里来的计划", "2026-2-24", "2026-7-3"),
        (4, "2026-2-1", "要晚于开始的那天"),
        2,
    ),
)


@pytest.mark.parametrize(("where", "head", "row", "wrong", "shown"), REGISTERS, ids=[one[0] for one in REGISTERS])
def test_needs_papers_groups_communities_and_plans_come_in_from_tables_too(
    desk: Page,
    tmp_path: Path,
    where: str,
    head: Sequence[str],
    row: Sequence[str],
    wrong: tuple[int, str, str],
    shown: int,
) -> None:
    at, typo, why = wrong
    sign_in_as(desk, "王建平")
    desk.goto(f"/{where}/")
    desk.get_by_role("link", name="用Excel录入").first.click()
    assert len(read_book(saved_file(desk, "下载模板", tmp_path).read_bytes(), "a.xlsx").sheets) == 2
    spoilt = [*row[:at], typo, *row[at + 1 :]]
    path = tmp_path / "登记.xlsx"
    path.write_bytes(write_book([SheetOut("登记", [ColumnOut(label) for label in head], [row, spoilt])]))
    send(desk, path)
    expect(desk.get_by_role("heading", name="1行要改")).to_be_visible()
    for words in ("工作表“登记”", "第3行", f"{'ABCDE'[at]}列 {head[at]}", why):
        expect(desk.locator("main")).to_contain_text(words)
    no_axe_faults(desk)
    desk.get_by_role("button", name="先录入1行").click()
    expect(desk.get_by_role("heading", name="录入了1")).to_be_visible()
    done = desk.url
    desk.goto(f"/{where}/?q={row[shown]}")
    expect(desk.locator("#listing tbody tr")).to_have_count(1)
    desk.goto(done)
    desk.get_by_role("button", name="整批撤回").click()
    expect(desk.get_by_role("heading", name="已经撤回1")).to_be_visible()
    desk.goto(f"/{where}/?q={row[shown]}")
    expect(desk.locator("#listing tbody tr")).to_have_count(0)


def test_a_long_table_goes_in_behind_ones_back_and_can_be_stopped(desk: Page, tmp_path: Path) -> None:
    sign_in_as(desk, "王建平")
    entrance(desk)
    rows = [(day(5), "听评课", f"长表第{at}课", "语文", "实验小学", "白塔小学", "周敏", "1") for at in range(1200)]
    send(desk, book(tmp_path, *rows, name="长表.xlsx"))
    expect(desk.get_by_role("heading", name="1200行可以录入")).to_be_visible(timeout=90_000)
    desk.get_by_role("button", name="录入1200行").click()
    expect(desk.get_by_role("heading", name="正在录入")).to_be_visible()
    no_axe_faults(desk)
    address = desk.url
    begun = time.monotonic()
    desk.goto("/activities/?term=all&q=长表第")
    assert time.monotonic() - begun < 10
    expect(desk.locator("main")).to_contain_text("没有全部录完以前，下面的数不齐")
    desk.goto(address)
    desk.get_by_role("button", name="停下并撤回").click()
    expect(desk.get_by_role("heading", name="已经撤回")).to_be_visible(timeout=120_000)
    desk.goto("/activities/?term=all&q=长表第")
    expect(desk.locator("main tbody tr")).to_have_count(0)


@pytest.mark.probe
def test_a_hundred_thousand_rows_go_in_to_the_last_cell_and_out_again_and_nobody_waits(
    desk: Page, phone: Page, tmp_path: Path
) -> None:
    sign_in_as(desk, "王建平")
    entrance(desk)
    row = (day(5), "听评课", "十万行", "语文", "实验小学", "白塔小学", "周敏", "1")
    rows = [(*row[:2], f"十万行第{at}课", *row[3:]) for at in range(99_999)]
    begun = time.monotonic()
    send(desk, book(tmp_path, *rows, (*row[:5], "白搭小学", *row[6:]), name="十万行.xlsx"))
    expect(desk.get_by_role("heading", name="正在读表")).to_be_visible()
    assert time.monotonic() - begun < 60, "the file is read behind the page"
    no_axe_faults(desk)
    expect(desk.get_by_role("heading", name="1行要改")).to_be_visible(timeout=300_000)
    for words in ("工作表“三月”", "第100003行", "F列 对方学校", "没有“白搭小学”"):
        expect(desk.locator("main")).to_contain_text(words)
    desk.get_by_role("button", name="先录入99999行").click()
    expect(desk.get_by_role("heading", name="正在录入")).to_be_visible()
    sign_in_as(phone, "李桂兰")
    for at in range(5):
        fill_activity(phone, "听评课", f"《同时记的第{at}课》")
        begun = time.monotonic()
        phone.get_by_role("button", name="保存").click()
        expect(phone.get_by_role("heading", name="记上了")).to_be_visible()
        assert time.monotonic() - begun < 3, "the page around the save takes its time too"
    expect(desk.get_by_role("heading", name="录入了99999次")).to_be_visible(timeout=1_800_000)
    address = desk.url
    desk.goto("/activities/?term=all&q=十万行第99998课")
    expect(desk.locator("main tbody tr")).to_have_count(1)
    desk.goto(address)
    desk.get_by_role("button", name="整批撤回").click()
    expect(desk.get_by_role("heading", name="已经撤回99999次")).to_be_visible(timeout=1_800_000)
    desk.goto("/activities/?term=all&q=十万行第")
    expect(desk.locator("main tbody tr")).to_have_count(0)
