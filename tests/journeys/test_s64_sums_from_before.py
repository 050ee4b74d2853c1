"""S64: a sum from before the system is stated with its years and source, beside the records and never among them."""

import re

from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import amount, go, report


def openings(page: Page) -> None:
    """The list of stated sums, by the menu."""
    page.goto("/")
    go(page, "捐赠")
    page.get_by_role("link", name="期初数").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("期初数")


def test_a_page_says_the_sum_from_before_and_the_records_side_by_side(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    go(desk, "捐赠")
    expect(desk.get_by_text(re.compile(r"资金29万余元（\d{4}年前，据不完全统计）\+\S+（有记录）"))).to_be_visible()


def test_about_and_incomplete_are_said_as_they_were(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    openings(desk)
    no_axe_faults(desk)
    row = desk.locator("main tbody tr").filter(has_text="捐赠资金")
    expect(row).to_contain_text("29万余元")
    expect(row).to_contain_text("据不完全统计")
    row.get_by_role("link").first.click()
    expect(desk.get_by_text("不和有记录的数加在一起")).to_be_visible()
    no_axe_faults(desk)


def test_a_new_one_stands_beside_the_records_in_page_and_report_and_no_total_moves(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    tiles = desk.locator("a.key").all_inner_texts()
    openings(desk)
    desk.get_by_role("link", name="写一个期初数").click()
    no_axe_faults(desk)
    desk.get_by_label("哪个数", exact=True).select_option(label="捐赠图书（册）")
    desk.get_by_label("多少").fill("8600")
    desk.locator("label").filter(has_text=re.compile("^约$")).click()
    desk.get_by_label("据不完全统计").check(force=True)
    desk.get_by_label("哪几年").fill("2023年前")
    desk.get_by_label("截止哪一天").fill("2023-08-31")
    desk.get_by_label("出处").fill("县教育局2023年工作总结")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(re.compile("约8600册.*2023年前.*据不完全统计"))
    desk.goto("/")
    assert desk.locator("a.key").all_inner_texts() == tiles
    report(desk, "云溪县教育局")
    paper = desk.locator(".paper").inner_text()
    assert re.search(r"2023年前，捐赠图书约8600册（据不完全统计）", paper)
    assert re.search(r"107人次", paper)
    books = re.search(r"捐赠图书(\d+)册", paper)
    assert books and int(books.group(1)) < 8600


def test_it_is_mended_withdrawn_and_then_said_nowhere(desk: Page) -> None:
    sign_in_as(desk, "方志远")
    desk.goto("/openings/")
    desk.get_by_role("link", name="写一个期初数").first.click()
    desk.get_by_label("哪个数", exact=True).select_option(index=1)
    desk.get_by_label("多少").fill("12")
    desk.get_by_label("哪几年").fill("2022年前")
    desk.get_by_label("截止哪一天").fill("2022-08-31")
    desk.get_by_label("出处").fill("学校档案")
    desk.get_by_role("button", name="保存").click()
    desk.get_by_role("link", name="修改").click()
    desk.get_by_label("多少").fill("14")
    desk.get_by_role("button", name="保存").click()
    assert amount(desk.get_by_role("heading", level=1).inner_text()) == 14
    desk.get_by_role("link", name="撤回").click()
    desk.get_by_label("为什么撤回").fill("重复写了")
    desk.get_by_role("button", name="撤回").click()
    expect(desk.get_by_text("还没有期初数")).to_be_visible()
    no_axe_faults(desk)


def test_a_sum_with_words_is_refused(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    desk.goto("/openings/record/")
    desk.get_by_label("多少").fill("许多")
    desk.get_by_label("哪几年").fill("2022年前")
    desk.get_by_label("截止哪一天").fill("2022-08-31")
    desk.get_by_label("出处").fill("学校档案")
    desk.get_by_role("button", name="保存").click()
    expect(desk.locator(".err").first).to_be_visible()
    no_axe_faults(desk)
