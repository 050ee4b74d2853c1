"""S1: a policy paper is registered, and reports open with the paper they rest on."""

import re

from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import report


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
