"""S8: a head makes next year's plan from last year's, changes three quotas, and the partner reads and accepts it."""

import re
from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import go, saved_file


def pair(page: Page) -> None:
    """From the menu to the pair of 实验小学 and 白塔小学."""
    page.goto("/")
    go(page, "结对")
    page.locator("main a").filter(has_text="实验").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("云溪县实验小学与白塔镇中心小学")


def test_next_years_plan_from_last_years_with_three_quotas_changed_then_sent_and_accepted(
    desk: Page, phone: Page, tmp_path: Path
) -> None:
    sign_in_as(desk, "马德昌")
    pair(desk)
    no_axe_faults(desk)
    desk.get_by_role("link", name="看计划").click()
    expect(desk.get_by_role("link", name="照这份做下一年")).to_be_visible()
    no_axe_faults(desk)
    desk.get_by_role("link", name="照这份做下一年").click()
    no_axe_faults(desk)
    title = "下一学年结对帮扶工作计划"
    desk.get_by_label("名称").fill(title)
    least, most = desk.get_by_label("最少"), desk.get_by_label("最多")
    changed = []
    for number in range(3):
        now = int(least.nth(number).input_value()) + 1
        least.nth(number).fill(str(now))
        if most.nth(number).input_value():
            most.nth(number).fill(str(now + 1))
        lead = desk.locator("label.yes").nth(number).inner_text().strip()
        top = f"{now}—{now + 1}" if most.nth(number).input_value() else f"不少于{now}"
        changed.append(f"{lead}{top}")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text(title).first).to_be_visible()
    no_axe_faults(desk)
    here = desk.url
    said = [re.sub(r"\s", "", words) for words in desk.locator("li.promise .said").all_inner_texts()]
    assert all(sum(words in one for one in said) == 1 for words in changed), (changed, said)
    path = saved_file(desk, "下载Word", tmp_path)
    document = Document(str(path))
    said = "".join(paragraph.text for paragraph in document.paragraphs)
    assert title in re.sub(r"\s", "", said)
    assert all(words in said for words in changed)
    assert all(part in said for part in ("指导思想", "组织", "保障"))
    desk.get_by_role("button", name="送实验小学看").click()
    sign_in_as(phone, "方志远")
    phone.goto(here)
    phone.get_by_role("button", name="认可").click()
    expect(phone.get_by_text(re.compile("方志远.*认可"))).to_be_visible()
    no_axe_faults(phone)
    desk.reload()
    expect(desk.get_by_text(re.compile("方志远.*认可"))).to_be_visible()
