"""S7: an agreement is drafted, signed, counted, renewed and ended, comes out as Word, and both schools know its end."""

import re
from datetime import date, timedelta
from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import change_to, go, saved_file


def test_the_agreement_of_a_pair_is_read_and_comes_out_as_word(desk: Page, tmp_path: Path) -> None:
    sign_in_as(desk, "方志远")
    go(desk, "结对")
    no_axe_faults(desk)
    desk.locator("main a").filter(has_text="白塔").first.click()
    tray = desk.locator("section").filter(has=desk.get_by_role("heading", name="协议", exact=True))
    expect(tray).to_contain_text("到期前60天提醒两校")
    tray.locator("p.name a").click()
    expect(desk.get_by_role("heading", level=1).first).to_contain_text("帮扶协议")
    no_axe_faults(desk)
    path = saved_file(desk, "下载Word", tmp_path)
    document = Document(str(path))
    said = "".join(paragraph.text for paragraph in document.paragraphs)
    said += "".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    for words in ("云溪县实验小学", "白塔镇中心小学", "甲方", "乙方"):
        assert words in said
    assert re.search(r"20\d\d年\d+月\d+日", said)


TODAY = date.today()
FIRST, SECOND = "云溪县实验小学", "大湾村小学"
CLAUSE = "双方每学期开展教研活动不少于2次，互相听评课4节。"


def open_pair(page: Page) -> str:
    """The bureau joins two schools that had nothing to do with each other; the address of their page."""
    page.goto("/pairs/new/")
    for side, name in (("first", FIRST), ("second", SECOND)):
        box = page.locator(f"select[name={side}]")
        box.select_option(box.locator("option").filter(has_text=name).first.get_attribute("value"))
    page.get_by_label("结对日期").fill(TODAY.isoformat())
    page.locator("input[name=forward][value=research]").check()
    page.get_by_role("button", name="结上对").click()
    expect(page.get_by_role("heading", name="协议", exact=True)).to_be_visible()
    return page.url


def draft(page: Page, pair: str) -> None:
    """From the offered wording, with a first clause of one's own and three years from today."""
    page.goto(pair)
    page.get_by_role("link", name="起草协议").click()
    page.get_by_label("编号").fill("云教结〔2099〕1号")
    page.get_by_label("从", exact=True).fill(TODAY.isoformat())
    page.get_by_label("到", exact=True).fill((TODAY + timedelta(days=1095)).isoformat())
    page.get_by_label("第1行标题").fill("教研")
    page.get_by_label("第1行内容").fill(CLAUSE)
    no_axe_faults(page)
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("存好了，还没有签")).to_be_visible()
    expect(page.locator(".paper")).to_contain_text(CLAUSE)
    expect(page.get_by_role("link", name=re.compile("写成承诺"))).to_have_count(0)


def sign(page: Page) -> None:
    """The printed paper has been signed by both schools today."""
    page.get_by_role("link", name="记下签订").click()
    page.get_by_label("签订日期").fill(TODAY.isoformat())
    page.get_by_role("button", name="记下签订").click()
    expect(page.get_by_text("签好了")).to_be_visible()


def promise_from_clause(page: Page) -> None:
    """Both figures of the clause: one is made a promise with one press, and the clause shows how it stands."""
    agreement = page.url
    page.get_by_role("link", name="写一份计划").click()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("计划写好了")).to_be_visible()
    page.goto(agreement)
    expect(page.get_by_role("link", name="写成承诺：每学期听评课4节")).to_be_visible()
    no_axe_faults(page)
    page.get_by_role("link", name="写成承诺：每学期教研活动2次").click()
    expect(page.get_by_label("最少", exact=True)).to_have_value("2")
    expect(page.get_by_label("出自协议哪一条")).to_have_value(re.compile(".+"))
    page.get_by_role("button", name="写进计划").click()
    expect(page.get_by_text("写进计划了")).to_be_visible()
    page.goto(agreement)
    row = page.locator("article").filter(has_text=CLAUSE).locator("li.promise")
    expect(row).to_contain_text("教研活动")
    expect(row.locator(".amt")).to_contain_text("0/2次")
    expect(row.locator(".st")).to_have_text(re.compile("待完成|有风险"))
    expect(page.get_by_role("link", name=re.compile("写成承诺：每学期教研活动"))).to_have_count(0)
    no_axe_faults(page)


def renew(page: Page, starts: date, ends: date) -> None:
    """The next paper, with the clauses of the one before."""
    page.get_by_role("link", name="续签", exact=True).click()
    page.get_by_label("从", exact=True).fill(starts.isoformat())
    page.get_by_label("到", exact=True).fill(ends.isoformat())
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("存好了，还没有签")).to_be_visible()
    expect(page.get_by_role("link", name="续签自上一份")).to_be_visible()


def test_an_agreement_is_drafted_signed_counted_renewed_and_ended_early(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    pair = open_pair(desk)
    change_to(desk, "周敏")
    draft(desk, pair)
    agreement = desk.url
    expect(desk.get_by_role("link", name="记下签订")).to_have_count(0)
    change_to(desk, "方志远")
    desk.goto(agreement)
    sign(desk)
    promise_from_clause(desk)
    renew(desk, TODAY + timedelta(days=1096), TODAY + timedelta(days=2190))
    expect(desk.locator(".paper")).to_contain_text(CLAUSE)
    desk.goto(agreement)
    expect(desk.get_by_role("link", name="已有续签的一份")).to_be_visible()
    expect(desk.get_by_role("link", name="提前终止")).to_have_count(0)
    change_to(desk, "王建平")
    desk.goto(agreement)
    desk.get_by_role("link", name="提前终止").click()
    desk.get_by_label("为什么终止").fill("大湾村小学并入白塔小学")
    desk.get_by_role("button", name="终止", exact=True).click()
    expect(desk.get_by_text("协议终止了")).to_be_visible()
    expect(desk.locator(".head")).to_contain_text("大湾村小学并入白塔小学")
    expect(desk.locator(".paper")).to_contain_text("本协议于")
    no_axe_faults(desk)


def ending(page: Page) -> str:
    """What the home page says of agreements that end soon."""
    page.goto("/")
    return page.locator("section").filter(has=page.get_by_role("heading", name=re.compile("快到期"))).inner_text()


def test_both_schools_are_told_before_the_end_and_no_more_once_it_is_renewed(desk: Page) -> None:
    sign_in_as(desk, "方志远")
    go(desk, "结对")
    desk.locator("main a").filter(has_text="白塔").first.click()
    pair = desk.url
    tray = desk.locator("section").filter(has=desk.get_by_role("heading", name="协议", exact=True))
    tray.locator("p.name a").click()
    renew(desk, TODAY - timedelta(days=30), TODAY + timedelta(days=45))
    sign(desk)
    assert "实验小学与白塔小学" in ending(desk) and "还有" in ending(desk)
    change_to(desk, "马德昌")
    assert "实验小学与白塔小学" in ending(desk)
    desk.goto(pair)
    desk.get_by_role("link", name="续签一份").click()
    desk.get_by_role("button", name="保存草稿").click()
    sign(desk)
    desk.goto("/")
    expect(desk.locator("section").filter(has_text="快到期").filter(has_text="实验小学与白塔小学")).to_have_count(0)


def test_agreements_that_end_within_sixty_days_are_told(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    expect(desk.get_by_role("heading", name=re.compile("份协议快到期"))).to_be_visible()
    ending = desk.locator("section").filter(has=desk.get_by_role("heading", name=re.compile("快到期")))
    ending.locator("a.name").first.click()
    expect(desk.get_by_role("heading", level=1).first).to_contain_text("帮扶协议")
    no_axe_faults(desk)
