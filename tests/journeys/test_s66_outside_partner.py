"""S66: a pair with an outside partner, without accounts, runs the whole year: by one-record links and on paper."""

import re
from datetime import date, timedelta
from pathlib import Path

from docx import Document
from playwright.sync_api import Browser, Page, expect

from .conftest import SIZES, no_axe_faults, sign_in_as
from .promising import Line, enter, rows
from .site import Site
from .steps import change_to, fill_activity, item, report, save, saved_file

FIRM = "青山丝绸有限公司"
OURS = "云溪县实验小学"
TODAY = date.today()
DYEING, REELING = "师傅教扎染", "师傅教缫丝"
CLAUSE = "乙方每学期派师傅到校上课不少于1次。"


def pair_with_firm(page: Page, firm: str = FIRM) -> str:
    """The bureau joins a school and a firm that is not in the directory; the address of their page."""
    page.goto("/pairs/new/")
    page.locator("main select").nth(0).select_option(label=OURS)
    page.get_by_label("乙方在外县，或不是学校").fill(firm)
    page.get_by_label("结对日期").fill(str(TODAY - timedelta(days=20)))
    page.get_by_label("乙方帮甲方体艺").check(force=True)
    page.get_by_role("button", name="结上对").click()
    expect(page.get_by_role("heading", name="协议", exact=True)).to_be_visible()
    return page.url


def agreement_signed(page: Page, pair: str) -> None:
    """Drafted from the offered wording, and signed on paper by both."""
    page.goto(pair)
    page.get_by_role("link", name="起草协议").click()
    page.get_by_label("第1行标题").fill("传艺")
    page.get_by_label("第1行内容").fill(CLAUSE)
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".paper")).to_contain_text(FIRM)
    page.get_by_role("link", name="记下签订").click()
    page.get_by_label("签订日期").fill(str(TODAY))
    page.get_by_role("button", name="记下签订").click()
    expect(page.get_by_text("签好了")).to_be_visible()


def plan_with_a_promise(page: Page) -> str:
    """From the agreement's own page; the address of the plan."""
    page.get_by_role("link", name="写一份计划").click()
    page.get_by_label("从", exact=True).fill(str(TODAY - timedelta(days=20)))
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("计划写好了")).to_be_visible()
    plan = page.url
    enter(page, plan, Line("主题实践（次）", 2, "每学期主题实践不少于2次"))
    return plan


def recorded(page: Page, topic: str, firm: str = FIRM) -> str:
    """An activity with the firm; the address of its own page."""
    fill_activity(page, "主题实践", topic, firm)
    save(page)
    page.get_by_role("link", name="看这一条").click()
    expect(page.get_by_role("region", name="外单位的话")).to_be_visible()
    return page.url


def link_for(page: Page) -> str:
    """Press 做一个确认链接, and what stands there to be sent."""
    page.get_by_role("button", name="做一个确认链接").click()
    words = page.locator("#words").inner_text()
    expect(page.get_by_role("img", name="确认链接的二维码")).to_be_visible()
    no_axe_faults(page)
    found = re.search(r"https?://\S+/c/[\w-]+/", words)
    assert found, words
    return found.group()


def stranger(browser: Browser, site: Site) -> Page:
    """A phone that never signed in anywhere."""
    context = browser.new_context(**SIZES["phone"], base_url=site.address, locale="zh-CN", timezone_id="Asia/Shanghai")
    return context.new_page()


def says_true(page: Page, link: str, shown: str) -> None:
    """Somebody of the firm opens the link, sees that one record, and says it is so; then the link is used up."""
    page.goto(link)
    expect(page.locator("main")).to_contain_text(shown)
    expect(page.locator("nav, .person")).to_have_count(0)
    no_axe_faults(page)
    page.get_by_label("您的姓名和职务").fill("王建华，工会主席")
    page.get_by_role("button", name="属实", exact=True).click()
    expect(page.get_by_role("heading", name="谢谢，记下了")).to_be_visible()
    no_axe_faults(page)
    answer = page.goto(link)
    assert answer and answer.status == 404
    expect(page.get_by_role("heading", name="这个链接打不开了")).to_be_visible()


def confirmed_on_paper(page: Page, address: str) -> None:
    """Printed by the one who recorded it, signed by the firm, entered by a colleague."""
    page.get_by_role("button", name="打印确认单").click()
    expect(page.get_by_role("article")).to_contain_text(REELING)
    no_axe_faults(page)
    change_to(page, "方志远")
    page.goto(address)
    page.get_by_role("link", name="登记纸质确认").click()
    page.get_by_label("签字人的姓名和职务").fill("赵国强，厂长")
    no_axe_faults(page)
    page.get_by_role("button", name="记下纸质确认").click()
    expect(page.get_by_role("region", name="两边怎么说")).to_contain_text("外单位已确认（纸质）")
    expect(page.get_by_role("region", name="外单位的话")).to_contain_text("方志远登记")


def received(page: Page) -> str:
    """A gift from the firm; the address of its page."""
    page.goto("/gifts/record/")
    page.locator("label").filter(has_text=re.compile("^我校收到$")).click()
    page.get_by_label("对方学校").select_option(label=FIRM)
    page.get_by_label("哪一类物资").select_option(label="图书")
    page.get_by_label("数量").fill("200")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("region", name="外单位的话")).to_be_visible()
    return page.url


def test_a_pair_with_an_outside_partner_runs_the_whole_year(
    desk: Page, browser: Browser, site: Site, tmp_path: Path
) -> None:
    sign_in_as(desk, "王建平")
    pair = pair_with_firm(desk)
    change_to(desk, "方志远")
    agreement_signed(desk, pair)
    plan = plan_with_a_promise(desk)

    change_to(desk, "周敏")
    dyeing = recorded(desk, DYEING)
    no_axe_faults(desk)
    guest = stranger(browser, site)
    says_true(guest, link_for(desk), DYEING)
    guest.goto(dyeing)
    expect(guest.locator("main")).not_to_contain_text(DYEING)
    desk.goto(dyeing)
    expect(desk.get_by_role("region", name="两边怎么说")).to_contain_text("外单位已确认（链接）")
    expect(desk.get_by_role("region", name="外单位的话")).to_contain_text("王建华，工会主席：属实")

    confirmed_on_paper(desk, recorded(desk, REELING))
    gift = received(desk)
    says_true(guest, link_for(desk), "图书200册")
    desk.goto(gift)
    expect(desk.locator(".head")).to_contain_text("外单位已确认（链接）")
    no_axe_faults(desk)
    guest.context.close()

    desk.goto(plan)
    assert any("主题实践不少于2次" in row and "2/2次" in row for row in rows(desk)), rows(desk)
    desk.goto("/activities/")
    expect(item(desk, DYEING)).to_contain_text("外单位已确认")
    report(desk, f"实验小学与{FIRM}")
    expect(desk.locator(".paper")).to_contain_text("主题实践")
    document = Document(str(saved_file(desk, "下载Word", tmp_path)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = "".join(paragraph.text for paragraph in document.paragraphs) + "".join(cells)
    assert FIRM in said and "主题实践" in said and "200册" in said


def test_what_differs_comes_back_as_a_sentence_and_a_change_needs_a_new_link(
    desk: Page, browser: Browser, site: Site
) -> None:
    sign_in_as(desk, "王建平")
    pair_with_firm(desk, "云溪茶业合作社")
    change_to(desk, "周敏")
    page = recorded(desk, "师傅教织锦", "云溪茶业合作社")
    first = link_for(desk)
    guest = stranger(browser, site)
    guest.goto(first)
    guest.get_by_label("您的姓名和职务").fill("王建华")
    guest.get_by_role("button", name="有出入").click()
    expect(guest.get_by_text("写一句哪里有出入")).to_be_visible()
    guest.get_by_label("有出入的，写一句").fill("是线上教的，没有到校")
    guest.get_by_role("button", name="有出入").click()
    expect(guest.get_by_role("heading", name="谢谢，记下了")).to_be_visible()
    desk.goto("/activities/waiting/")
    expect(item(desk, "师傅教织锦")).to_contain_text("是线上教的，没有到校")
    desk.goto(page)
    second = link_for(desk)
    desk.goto(page)
    desk.get_by_role("link", name="改一改").click()
    desk.get_by_label("学生人数").fill("30")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("改好了")).to_be_visible()
    answer = guest.goto(second)
    assert answer and answer.status == 404
    desk.goto(page)
    third = link_for(desk)
    guest.goto(third)
    expect(guest.locator("main")).to_contain_text("师傅教织锦")
    guest.context.close()
    desk.goto(page)
    desk.get_by_role("button", name="收回").first.click()
    expect(desk.get_by_text("收回了，原来的链接")).to_be_visible()
