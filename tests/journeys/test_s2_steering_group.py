"""S2: a steering group changes in mid-year, and the report of either half names those who sat then."""

import re

from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import go, report

SCHOOL = "云溪县实验小学"
GONE, COME, JOINED = "许文静", "苏晓岚", "程望舒"


def halves(page: Page) -> tuple[str, str]:
    """Names of the two terms of the oldest school year, as the list of reports offers them."""
    go(page, "总结")
    terms = [
        name for name in page.locator("nav.pills a").all_inner_texts() if re.fullmatch(r"20\d\d年[秋春]季学期", name)
    ]
    return terms[-1], terms[-2]


def change_the_list(page: Page, since: str) -> None:
    """A deputy leaves, another comes, and one more person joins; from a day on."""
    page.goto("/groups/")
    page.locator("main tr, main li").filter(has_text=SCHOOL).get_by_role("link").first.click()
    page.get_by_role("link", name="改名单").click()
    page.get_by_label("从哪天起").fill(since)
    names = page.get_by_label(re.compile(r"^第\d+行姓名$"))
    place = [box.input_value() for box in names.all()].index(GONE)
    names.nth(place).fill(COME)
    free = [box.input_value() for box in names.all()].index("")
    names.nth(free).fill(JOINED)
    page.get_by_label(f"第{free + 1}行职务").fill("教研员")
    no_axe_faults(page)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("改好了。以前的名单还在。")).to_be_visible()


def paragraph(page: Page, half: str) -> str:
    """What the report of a half says of the group, opened from the list of reports."""
    go(page, "总结")
    page.locator("nav.pills a").filter(has_text=re.compile(f"^{half}$")).click()
    page.get_by_role("link", name=SCHOOL, exact=True).click()
    expect(page.get_by_role("heading", level=1).first).to_contain_text(half)
    return page.locator(".paper p").filter(has_text="成立").filter(has_text="组长为").first.inner_text()


def seats_behind(page: Page) -> str:
    """The names behind the figure of the report, which the page's heading counts alike."""
    figure = page.locator(".paper p").filter(has_text="组长为").locator("a.fig").filter(has_text="人").first
    number = figure.inner_text()
    figure.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"，{number}")
    no_axe_faults(page)
    return page.locator("#seats").inner_text()


def test_members_changed_in_mid_year_show_rightly_in_the_report_of_either_half(desk: Page) -> None:
    sign_in_as(desk, "方志远")
    autumn, spring = halves(desk)
    change_the_list(desk, f"{int(spring[:4])}-03-10")

    said = paragraph(desk, autumn)
    assert f"副校长{GONE}" in said and "共3人" in said and COME not in said and JOINED not in said
    names = seats_behind(desk)
    assert GONE in names and COME not in names and JOINED not in names

    said = paragraph(desk, spring)
    assert f"副校长{COME}" in said and "共4人" in said
    assert f"3月10日起，{GONE}不再担任" in said and f"3月10日起，增加{JOINED}" in said
    names = seats_behind(desk)
    assert COME in names and JOINED in names and GONE not in names
    expect(desk.get_by_role("row").filter(has_text=GONE)).to_contain_text("3月9日")


def test_the_figure_of_the_report_opens_the_list_of_those_who_sat(desk: Page) -> None:
    sign_in_as(desk, "方志远")
    report(desk, SCHOOL)
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
