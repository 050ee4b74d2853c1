"""S1: a paper is registered with its file, amended, carried out and cited; once it no longer holds it is not cited."""

import re
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import item, report, saved_file

ISSUED = date.today() - timedelta(days=200)
TITLE, NUMBER = "云溪县教育局关于做好新一轮结对帮扶的通知", "云教发〔2099〕7号"
UPPER = "关于城镇学校对口支援乡村学校的实施意见"
PDF = b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[]/Count 0>> endobj\n%%EOF\n"


def choose(page: Page, label: str, words: str) -> None:
    """Choose the option of a list that has these words."""
    box = page.get_by_label(label)
    value = box.locator("option").filter(has_text=words).first.get_attribute("value")
    box.select_option(value)


def register(page: Page) -> None:
    """Write a paper into the register by hand, with its file, and with a slip of the pen in its number."""
    page.goto("/papers/")
    page.get_by_role("link", name="登记文件").first.click()
    page.get_by_label("文件名").fill(TITLE)
    page.get_by_label("文号").fill("云教发[2099]6号")
    page.get_by_label("发文日期").fill(ISSUED.isoformat())
    page.get_by_label("从哪天起执行").fill(ISSUED.isoformat())
    choose(page, "落实哪份文件", UPPER)
    file = {"name": "通知.pdf", "mimeType": "application/pdf", "buffer": PDF.replace(b"/Pages 2", b"/S/JavaScript 2")}
    page.get_by_label("文件原件").set_input_files(file)
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_text("E-ATT-106")).to_be_visible()
    no_axe_faults(page)
    page.get_by_label("文件原件").set_input_files({**file, "buffer": PDF})
    page.get_by_role("button", name="登记").click()


def opening_of_report(page: Page) -> str:
    """The first words of the county's report."""
    report(page, "云溪县教育局")
    found = re.search(r"根据[^。]*。", page.locator(".paper").inner_text())
    return found.group() if found else ""


def cite_in_agreement(page: Page) -> None:
    """A draft agreement that has been waiting gets the paper as its basis."""
    page.goto("/pairs/")
    page.locator("main a.name").filter(has_text=re.compile("枫林.*青石岭")).first.click()
    page.locator("section").filter(has=page.get_by_role("heading", name="协议", exact=True)).locator("p.name a").click()
    page.get_by_role("link", name="改一改").click()
    choose(page, "依据", TITLE)
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".paper").get_by_text(TITLE)).to_be_visible()
    page.locator("a.crumb").click()


def cite_in_plan(page: Page) -> str:
    """A plan of the same pair, written with the words that are offered; how it opens."""
    pair = re.search(r"/pairs/([^/]+)/", page.url)
    assert pair
    page.goto(f"/plans/new/?pair={pair.group(1)}")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("计划写好了")).to_be_visible()
    page.goto(f"{page.url}paper/")
    found = re.search(r"根据[^。]*。", page.locator(".paper").inner_text())
    return found.group() if found else ""


def test_a_paper_is_registered_amended_carried_out_and_cited_until_it_ends(desk: Page, tmp_path: Path) -> None:
    sign_in_as(desk, "王建平")
    register(desk)
    expect(desk.get_by_role("heading", level=1)).to_contain_text(TITLE)
    no_axe_faults(desk)
    assert saved_file(desk, "下载原件", tmp_path).read_bytes() == PDF
    desk.get_by_role("link", name="改一改").click()
    desk.get_by_label("文号").fill(NUMBER)
    desk.get_by_role("button", name="保存").click()
    expect(desk.locator("dl.facts")).to_contain_text(NUMBER)
    own = desk.url
    desk.locator("dl.facts a").filter(has_text=UPPER).click()
    desk.locator("dl.facts a").filter(has_text=TITLE).click()
    assert desk.url == own

    cite_in_agreement(desk)
    opens = cite_in_plan(desk)
    assert NUMBER in opens and TITLE in opens
    opens = opening_of_report(desk)
    assert re.search(rf"{NUMBER}《{TITLE}》", opens)
    desk.locator(".paper a.fig").filter(has_text=NUMBER).click()
    item(desk, TITLE).get_by_role("link").click()
    assert desk.url == own
    expect(desk.get_by_role("link", name=re.compile("协议")).first).to_be_visible()

    desk.get_by_role("link", name="改一改").click()
    desk.get_by_label("执行到哪天").fill((ISSUED + timedelta(days=1)).isoformat())
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("现在不在执行")).to_be_visible()
    opens = opening_of_report(desk)
    assert opens and TITLE not in opens
    desk.goto("/papers/?force=now")
    expect(desk.locator("main")).not_to_contain_text(TITLE)


def test_a_report_opens_with_the_paper_of_the_register_and_leads_to_it(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    desk.goto("/papers/")
    no_axe_faults(desk)
    titles = desk.locator("main").inner_text()
    report(desk, "云溪县教育局")
    opening = re.search(r"根据(\S{1,20}〔20\d\d〕\d+号)《([^》]+)》", desk.locator(".paper").inner_text())
    assert opening and opening.group(1) in titles and opening.group(2) in titles
    desk.locator(".paper a").filter(has_text=opening.group(1)).first.click()
    expect(desk.get_by_text(opening.group(2)).first).to_be_visible()
