"""S40: gifts by category, an unknown number is never summed, and the report equals the records."""

import re

from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import amount, change_to, go, report


def give(page: Page, sort: str, **what: str) -> None:
    """Record a gift of our school to 白塔小学, by the menu."""
    page.goto("/")
    go(page, "捐赠")
    page.get_by_role("link", name="记一笔捐赠").click()
    page.locator("label").filter(has_text=re.compile(f"^{sort}$")).click()
    page.get_by_label("对方学校").select_option(label="白塔镇中心小学")
    if "category" in what:
        page.get_by_label("哪一类物资").select_option(label=what.pop("category"))
    if sort == "物资" and "yuan" in what:
        page.locator("details.fold > summary").click()
        page.locator("label").filter(has_text=re.compile("^发票$")).click()
    for label, words in what.items():
        field = page.get_by_label({"count": "数量", "yuan": "金额或估价（元）", "receipt": "票据号"}[label])
        if not field.is_visible():
            page.locator("details.fold > summary").click()
        field.fill(words)
    no_axe_faults(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("捐赠")


def row_of(page: Page, category: str) -> list[str]:
    """The row of a category in the table of gifts of an open report; empty when it has none."""
    table = page.locator("table").filter(has=page.get_by_text("捐赠情况", exact=True))
    row = table.locator("tr").filter(has=page.locator("td", has_text=re.compile(f"^{category}$")))
    return row.locator("td").all_inner_texts() if row.count() else ["", "0次", "", "0", "0", ""]


def test_goods_without_a_number_are_counted_as_a_gift_but_never_summed(desk: Page) -> None:
    sign_in_as(desk, "周敏")
    report(desk, "云溪县实验小学")
    before = row_of(desk, "图书")
    give(desk, sort="物资", category="图书", count="150", yuan="1800")
    expect(desk.locator("dl.facts")).to_contain_text("150册")
    give(desk, sort="物资", category="图书")
    expect(desk.locator("dl.facts")).to_contain_text("不知道，不计入合计")
    expect(desk.locator("dl.facts")).to_contain_text("未估价")
    no_axe_faults(desk)
    report(desk, "云溪县实验小学")
    after = row_of(desk, "图书")
    assert amount(after[1]) == amount(before[1]) + 2
    assert amount(after[2]) == amount(before[2]) + 150
    assert "数量未知" in after[2]
    assert amount(after[4]) == amount(before[4]) + 1800


def test_money_is_told_apart_from_goods_and_the_other_school_says_it_arrived(desk: Page, phone: Page) -> None:
    sign_in_as(desk, "王建平")
    tile = desk.locator("a.key").filter(has_text="捐赠资金")
    before = amount(tile.inner_text().replace("捐赠资金", ""))
    change_to(desk, "周敏")
    give(desk, sort="资金", yuan="1.2万", receipt="YX-0042")
    expect(desk.locator("dl.facts")).to_contain_text("YX-0042")
    sign_in_as(phone, "马德昌")
    phone.goto("/gifts/")
    no_axe_faults(phone)
    waiting = phone.locator("li.ask").filter(has_text="捐赠资金").last
    waiting.get_by_role("link").first.click()
    phone.get_by_role("button", name="确认收到").click()
    expect(phone.get_by_text("收方已确认")).to_be_visible()
    change_to(desk, "王建平")
    tile = desk.locator("a.key").filter(has_text="捐赠资金")
    assert amount(tile.inner_text().replace("捐赠资金", "")) == before + 12_000
    tile.click()
    expect(desk.locator("td[data-amount]").filter(has_text=re.compile(r"^(1\.2|12000|12,000)")).first).to_be_visible()


def test_the_county_report_adds_up_what_its_table_shows(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    report(desk, "云溪县教育局")
    table = desk.locator("table").filter(has=desk.get_by_text("捐赠情况", exact=True))
    rows = [row.locator("td, th").all_inner_texts() for row in table.locator("tbody tr, tfoot tr").all()]
    *parts, last = rows
    assert last[0] == "合计"
    for column in (1, 3, 4):
        summed = sum(amount(row[column]) for row in parts if re.search(r"\d", row[column]))
        assert summed == amount(last[column])


def test_a_sum_from_before_stands_beside_the_records_and_is_not_added(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    go(desk, "捐赠")
    expect(desk.get_by_text(re.compile(r"资金29万余元（\d{4}年前，据不完全统计）\+\S+（有记录）"))).to_be_visible()
    expect(desk.get_by_text(re.compile(r"物资17万余元（\d{4}年前，据不完全统计）\+\S+（有记录）"))).to_be_visible()
    no_axe_faults(desk)


def state_from_before(page: Page, category: str, amount_: str) -> None:
    """Write down what goods of one category were worth before the system."""
    page.goto("/openings/record/")
    page.get_by_label("哪个数", exact=True).select_option(label="捐赠物资估价（元）")
    page.get_by_label("哪一类物资").select_option(label=category)
    page.get_by_label("多少").fill(amount_)
    page.locator("label").filter(has_text=re.compile("^余$")).click()
    page.get_by_label("哪几年").fill("2023年前")
    page.get_by_label("截止哪一天").fill("2023-08-31")
    page.get_by_label("出处").fill("县教育局2023年工作总结")
    no_axe_faults(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"捐赠{category}估价{amount_}余元")


def test_goods_from_before_are_stated_by_category_and_stand_so_on_the_page_and_in_the_report(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    for category, worth in (("课桌椅", "6万"), ("文体器材", "2万")):
        state_from_before(desk, category, worth)
    desk.goto("/gifts/")
    said = desk.locator("main p").filter(has_text="有记录").filter(has_text="物资")
    expect(said).to_contain_text(re.compile(r"课桌椅6万余元（2023年前）\+文体器材2万余元（2023年前）\+\S+（有记录）"))
    report(desk, "云溪县教育局")
    for category, worth in (("课桌椅", "6万"), ("文体器材", "2万")):
        line = desk.locator(".paper p").filter(has_text=f"捐赠{category}估价")
        expect(line).to_contain_text(f"2023年前，捐赠{category}估价{worth}余元")
    desk.locator(".paper a.fig").filter(has_text="6万余元").click()
    expect(desk.locator("main td[data-amount]")).to_have_count(1)
    expect(desk.locator("main tbody tr").first).to_contain_text("捐赠课桌椅估价6万余元")


def test_about_right_is_refused_with_a_sentence_and_a_gift_is_taken_back(desk: Page) -> None:
    sign_in_as(desk, "周敏")
    desk.goto("/gifts/record/")
    desk.get_by_label("对方学校").select_option(label="白塔镇中心小学")
    desk.get_by_label("哪一类物资").select_option(label="文具")
    desk.get_by_label("金额或估价（元）").fill("三千左右")
    desk.get_by_role("button", name="保存").click()
    expect(desk.locator(".err").first).to_be_visible()
    desk.get_by_label("金额或估价（元）").fill("3000")
    desk.locator("details.fold > summary").click()
    desk.locator("label").filter(has_text=re.compile("^市场价$")).click()
    desk.get_by_role("button", name="保存").click()
    desk.get_by_role("link", name="撤回").click()
    no_axe_faults(desk)
    desk.get_by_label("为什么撤回").fill("还没有送到")
    desk.get_by_role("button", name="撤回").click()
    expect(desk.get_by_text("还没有送到。不再计数。")).to_be_visible()
