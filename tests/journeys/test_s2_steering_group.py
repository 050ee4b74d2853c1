"""S2: a steering group changes in mid-year, and the list of an earlier day is still there."""

import re

from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import report


def test_the_figure_of_the_report_opens_the_list_of_those_who_sat(desk: Page) -> None:
    sign_in_as(desk, "方志远")
    report(desk, "云溪县实验小学")
    figure = desk.locator(".paper a.fig").filter(has_text=re.compile(r"^\d+人$")).first
    number = figure.inner_text()
    figure.click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(number)
    expect(desk.locator("#seats")).to_contain_text("方志远（校长）")
    no_axe_faults(desk)
    expect(desk.get_by_role("heading", name="任职经过")).to_be_visible()
    desk.get_by_label("看哪一天的名单").fill("2001-09-01")
    desk.get_by_role("button", name="看这一天").click()
    expect(desk.get_by_text("这一天还没有名单")).to_be_visible()
