"""S9: what is set down for a month opens in a phone's calendar without signing in; what is done opens its record."""

import re
from datetime import date, timedelta

from playwright.sync_api import Browser, Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import change_to, go, record

UNTIL = date.today() + timedelta(days=45)
TEXT = "两校一起调研督查，看看落实"
UNPROMISED = "两校开一次联席会议"


def plan_with_a_line(page: Page) -> str:
    """A plan with one promise and a line of the calendar over two or three months that serves it, accepted."""
    today = date.today()
    go(page, "计划")
    page.get_by_role("link", name="写计划").click()
    page.locator("main a").filter(has_text="实验").first.click()
    page.get_by_role("link", name="从空白写").click()
    page.get_by_label("名称").fill("有日历的计划")
    page.get_by_label("从", exact=True).fill(str(today - timedelta(days=60)))
    page.get_by_label("到", exact=True).fill(str(today + timedelta(days=200)))
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("计划写好了")).to_be_visible()
    plan = page.url
    page.goto(f"{plan}promises/new/")
    page.get_by_label("做什么").select_option(label="调研督查（次）")
    page.get_by_label("最少").fill("1")
    page.get_by_role("button", name="写进计划").click()
    expect(page.get_by_text("写进计划了")).to_be_visible()
    page.get_by_role("link", name="排安排").click()
    page.get_by_label("从", exact=True).first.fill(str(today))
    page.get_by_label("到，只一天可不填").first.fill(str(UNTIL))
    page.get_by_label("做什么").first.fill(TEXT)
    page.get_by_label("哪一项承诺").first.select_option(label="调研督查")
    page.get_by_label("从", exact=True).nth(1).fill(str(today))
    page.get_by_label("到，只一天可不填").nth(1).fill(str(today + timedelta(days=1)))
    page.get_by_label("做什么").nth(1).fill(UNPROMISED)
    page.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="送实验小学看").click()
    expect(page.get_by_text("送过去了")).to_be_visible()
    return plan


def test_a_line_opens_in_a_phones_calendar_and_when_done_opens_its_record(desk: Page, browser: Browser) -> None:
    today = date.today()
    sign_in_as(desk, "马德昌")
    plan = plan_with_a_line(desk)
    desk.goto("/calendars/")
    row = desk.locator("main li").filter(has_text=TEXT)
    expect(row).to_contain_text(f"{today.month}")
    expect(row.locator("a")).to_have_count(1)  # its plan; no record yet
    no_axe_faults(desk)
    desk.goto(f"/calendars/?month={UNTIL:%Y-%m}")
    expect(desk.locator("main li").filter(has_text=TEXT)).to_be_visible()  # it spans months
    desk.get_by_role("button", name=re.compile("订阅地址|换一个地址")).click()
    address = desk.get_by_label("订阅地址").input_value()
    no_axe_faults(desk)
    stranger = browser.new_context()  # a calendar program: no session
    feed = stranger.request.get(address)
    unfolded = feed.text().replace("\r\n ", "")
    assert feed.status == 200 and feed.headers["content-type"].startswith("text/calendar")
    assert f"SUMMARY:{TEXT}" in unfolded and f"DTSTART;VALUE=DATE:{today:%Y%m%d}" in unfolded
    assert f"DTEND;VALUE=DATE:{UNTIL + timedelta(days=1):%Y%m%d}" in unfolded and "TRIGGER:-P1D" in unfolded
    record(desk, "调研督查", "一起看了一圈", "实验小学")
    desk.goto("/calendars/")
    desk.locator("main li").filter(has_text=TEXT).get_by_role("link", name="调研督查1次").click()
    expect(desk.locator("main")).to_contain_text("一起看了一圈")
    record(desk, "联席会议", "说说下个月", "实验小学")
    desk.goto("/calendars/")
    desk.locator("main li").filter(has_text=UNPROMISED).get_by_role("link", name="联席会议1次").click()
    expect(desk.locator("main")).to_contain_text("说说下个月")
    desk.goto(plan)
    expect(desk.locator("#months").get_by_role("link", name="调研督查1次")).to_be_visible()
    desk.goto("/calendars/")
    desk.get_by_role("button", name="停用订阅").click()
    assert stranger.request.get(address).status == 404
    stranger.close()
    change_to(desk, "方志远")
    desk.goto(plan)
    desk.get_by_role("button", name="认可").click()
    expect(desk.get_by_text("双方已定").first).to_be_visible()
    change_to(desk, "马德昌")
    ahead = desk.locator("section").filter(has=desk.locator("#h-next")).locator("li")
    expect(ahead.filter(has_text=TEXT)).to_contain_text(f"到{UNTIL.month}月{UNTIL.day}日")
    no_axe_faults(desk)
