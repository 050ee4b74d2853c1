"""S7: an agreement has parties, clauses and dates, comes out as Word, and is renewed before it ends."""

import re
from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import go, saved_file


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


def test_agreements_that_end_within_sixty_days_are_told(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    expect(desk.get_by_role("heading", name=re.compile("份协议快到期"))).to_be_visible()
    ending = desk.locator("section").filter(has=desk.get_by_role("heading", name=re.compile("快到期")))
    ending.locator("a.name").first.click()
    expect(desk.get_by_role("heading", level=1).first).to_contain_text("帮扶协议")
    no_axe_faults(desk)
