"""B10: a 接龙, a chat or a table is pasted and becomes records, with doubts shown and undo."""

import time
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import go

OTHERS = {"browser": ("《桂花雨》", "怎样批改作文"), "wechat": ("《蝙蝠和雷达》", "错题本怎样用")}


def said(back: int) -> str:
    """A day as people write it."""
    day = date.today() - timedelta(days=back)
    return f"{day.month}月{day.day}日"


def paste(page: Page, text: str) -> None:
    """From home to the drafts of a pasted text."""
    page.goto("/")
    page.get_by_role("link", name="粘贴接龙或表格，一次记几条").click()
    expect(page.get_by_role("heading", name="粘贴录入")).to_be_visible()
    no_axe_faults(page)
    page.get_by_label("接龙、聊天记录或者表格").fill(text)
    page.get_by_role("button", name="读成草稿").click()


@pytest.mark.also_in_wechat
def test_a_chain_is_read_looked_over_saved_and_taken_back(phone: Page, surroundings: str) -> None:
    first, second = OTHERS[surroundings]
    sign_in_as(phone, "李桂兰")
    lines = (
        "#接龙",
        f"1. {said(3)} 李桂兰 语文听评课{first} 实验小学 2节",
        f"2. {said(2)} 数学讲座 {second} 实验小学",
        "3. 记不清哪天 集体备课",
    )
    paste(phone, "\n".join(lines))
    expect(phone.locator("table.drafts tr.row")).to_have_count(3)
    expect(phone.locator(".unsure").first).to_be_visible()
    no_axe_faults(phone)
    row = phone.locator("table.drafts tr.row").first
    assert first.strip("《》") in row.locator("input[name=topic-0]").input_value()
    expect(row.locator("input[name=lessons-0]")).to_have_value("2")
    phone.locator("input[name=keep-2]").set_checked(False, force=True)
    phone.get_by_role("button", name="存勾选的").click()
    expect(phone.get_by_role("heading", name="2条记上了")).to_be_visible()
    no_axe_faults(phone)
    go(phone, "活动")
    expect(phone.locator("main tbody tr").filter(has_text=first)).to_have_count(1)
    phone.go_back()
    phone.get_by_role("button", name="整批撤回").click()
    expect(phone.get_by_role("heading", name="已经撤回")).to_be_visible()
    go(phone, "活动")
    expect(phone.locator("main tbody tr").filter(has_text=first)).to_have_count(0)


def test_a_block_copied_from_a_table_is_read_by_its_columns(desk: Page) -> None:
    sign_in_as(desk, "周敏")
    head = ("日期", "类型", "主题", "学科", "对方学校", "节数")
    row = (said(4), "示范课", "《蜘蛛开店》", "语文", "白塔小学", "1")
    paste(desk, "\n".join(("\t".join(head), "\t".join(row))))
    expect(desk.locator("input[name=topic-0]")).to_have_value("《蜘蛛开店》")
    expect(desk.locator("select[name=subject-0]")).to_have_value("语文")
    no_axe_faults(desk)
    desk.get_by_role("button", name="存勾选的").click()
    expect(desk.get_by_role("heading", name="1条记上了")).to_be_visible()


def test_a_row_that_cannot_be_saved_stays_with_its_reason(desk: Page) -> None:
    sign_in_as(desk, "周敏")
    paste(desk, f"1. {said(1)} 讲座 课堂提问的艺术 白塔小学\n2. {said(1)} 说课 《观潮》 白塔小学")
    desk.locator("input[name=topic-1]").fill("")
    desk.get_by_role("button", name="存勾选的").click()
    expect(desk.get_by_role("heading", name="1条没有存上")).to_be_visible()
    expect(desk.get_by_text("另外1条存上了")).to_be_visible()
    expect(desk.locator("table.drafts tr.row")).to_have_count(1)


def test_thirty_activities_are_in_the_grid_looked_over_and_saved_at_once(desk: Page) -> None:
    begun = time.monotonic()
    sign_in_as(desk, "周敏")
    lines = [f"{at}. {said(at % 9 + 1)} 语文听评课《第{at}课》 白塔小学 周敏、赵新来 2节" for at in range(1, 31)]
    paste(desk, "\n".join(["#接龙", *lines]))
    rows = desk.locator("table.drafts tr.row")
    expect(rows).to_have_count(30)
    expect(desk.locator("select[name=kind-29]")).not_to_have_value("")
    first = desk.locator("input[name=topic-0]").bounding_box()
    number = desk.locator("input[name=lessons-0]").bounding_box()
    assert first and number and abs(first["y"] - number["y"]) < 2, "a draft is one row"
    desk.get_by_role("button", name="存勾选的").click()
    expect(desk.get_by_role("heading", name="30条记上了")).to_be_visible()
    assert time.monotonic() - begun < 300


def test_a_name_that_was_only_typed_is_linked_when_the_person_joins_the_staff_list(desk: Page) -> None:
    sign_in_as(desk, "周敏")
    paste(desk, f"1. {said(1)} 语文听评课《落花生》 白塔小学 赵新来 2节")
    desk.locator("input[name=people-0]").fill("赵新来")
    desk.get_by_role("button", name="存勾选的").click()
    desk.locator("main a.name").filter(has_text="落花生").click()
    expect(desk.locator("main")).to_contain_text("赵新来")
    desk.goto("/staff/new/")
    desk.get_by_label("姓名", exact=True).fill("赵新来")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("赵新来加上了")).to_be_visible()
    go(desk, "活动")
    desk.locator("main tbody a.name").filter(has_text="听评课《落花生》").first.click()
    desk.get_by_role("link", name="改一改").click()
    expect(desk.get_by_role("checkbox", name="赵新来")).to_be_checked()
