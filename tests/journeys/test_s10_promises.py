"""S10: every quota found in real plans is entered by form and shows what is done, owed or at risk; one moves, one is
re-planned with its reason."""

import re
from datetime import date, timedelta

from playwright.sync_api import Page, Route, expect

from .conftest import no_axe_faults, sign_in_as
from .promising import ELEVEN, ELSEWHERE, FIVE_PARTS, Line, chip, enter, rows
from .steps import change_to, go, record

MOVED = Line("调研督查（次）", 1, "每学期调研督查不少于1次")
LINES = (*(line for _, line in ELEVEN), *FIVE_PARTS, *ELSEWHERE, MOVED)
STATES = re.compile("已完成|待完成|有风险")


def blank_plan(page: Page) -> str:
    """A plan without promises of four months ago with ten days left, so that what is late does not hang on the term."""
    today = date.today()
    go(page, "计划")
    page.get_by_role("link", name="写计划").click()
    page.locator("main a").filter(has_text="实验").first.click()
    page.get_by_role("link", name="从空白写").click()
    page.get_by_label("名称").fill("承诺都写上的计划")
    page.get_by_label("从", exact=True).fill(str(today - timedelta(days=120)))
    page.get_by_label("到", exact=True).fill(str(today + timedelta(days=10)))
    page.get_by_label("标题", exact=True).first.fill("样样都做")
    page.get_by_label("措施，一行一条").first.fill("1、承诺都写在这一条下。")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("计划写好了")).to_be_visible()
    return page.url


def row_of(page: Page, words: str) -> str:
    """The one row of the open plan with these words."""
    found = [row for row in rows(page) if words in row]
    assert len(found) == 1, (words, found)
    return found[0]


def test_every_quota_is_entered_by_form_shows_where_it_stands_moves_and_is_replanned(desk: Page) -> None:
    sign_in_as(desk, "马德昌")
    plan = blank_plan(desk)
    for line in LINES:
        enter(desk, plan, line)
    expect(desk.get_by_role("heading", level=1)).to_have_text(f"{len(LINES) + 1}项承诺，还在起草")
    shown = rows(desk)
    assert len(shown) == len(LINES) + 1
    for line in LINES:
        sentence = line.reads.partition("，其中")[0]
        own = [row for row in shown if row.startswith(sentence)]
        assert own and all(STATES.search(row) for row in own), sentence
    part = next(row for row in shown if row.startswith("其中信息技术整合教研不少于2次"))
    assert STATES.search(part) and re.search(r"\d/6次", part)  # twice for each of three subjects
    assert re.search(r"\d+/280户", row_of(desk, "家访"))
    assert "有风险" in row_of(desk, "资源库")
    no_axe_faults(desk)
    desk.locator("li.promise").filter(has_text="教研活动").first.get_by_role("link", name="看明细").click()
    expect(desk.locator("main tbody tr")).to_have_count(3)  # a line for each subject
    desk.goto(plan)
    before = row_of(desk, MOVED.reads)
    assert "0/1次" in before and "已完成" not in before
    record(desk, "调研督查", "一起看看结对", "实验小学")
    desk.goto(plan)
    after = row_of(desk, MOVED.reads)
    assert "1/1次" in after and "已完成" in after
    settle_and_replan(desk, plan)


def settle_and_replan(page: Page, plan: str) -> None:
    """The other side accepts; the exams come; the number changes and the old one stays readable."""
    page.get_by_role("button", name="送实验小学看").click()
    expect(page.get_by_text("送过去了")).to_be_visible()
    change_to(page, "方志远")
    page.goto(plan)
    page.get_by_role("button", name="认可").click()
    expect(page.get_by_text("认可了")).to_be_visible()
    change_to(page, "马德昌")
    page.goto(plan)
    page.locator("li.promise").filter(has_text="市级以上课题").get_by_role("link", name="调整").click()
    page.get_by_label("最少改成").fill("99")
    page.get_by_label("说明").fill("期末考试提前，课题往后放")
    chip(page, "考试").click()
    no_axe_faults(page)
    page.get_by_role("button", name="调整").click()
    row = row_of(page, "市级以上课题")
    assert "不少于99项" in row and re.search(r"\d/99项", row) and "待完成" in row
    history = page.locator("section", has=page.locator("#h-replans"))
    expect(history).to_contain_text(re.compile("今天起，1项改为99项"))
    expect(history).to_contain_text("考试，期末考试提前，课题往后放。马德昌")


def test_two_to_four_with_two_of_them_in_one_form_is_read_back_on_a_phone(phone: Page) -> None:
    sign_in_as(phone, "马德昌")
    phone.goto("/plans/")
    phone.locator("main a.name").filter(has_text="实验小学").first.click()
    phone.goto(f"{phone.url}promises/new/")
    phone.get_by_label("做什么").select_option(label="教研活动（次）")
    phone.get_by_label("最少").fill("2")
    phone.get_by_label("最多").fill("4")
    chip(phone, "每学科").click()
    phone.get_by_label("其中").select_option(label="信息技术整合教研（次）")
    phone.get_by_label("不少于").fill("2")
    phone.get_by_label("谁负责").click()
    expect(phone.locator("#reads blockquote")).to_have_text(
        "每学期每学科（语文、数学、英语）教研活动2—4次，其中信息技术整合教研不少于2次。"
    )
    no_axe_faults(phone)


def test_what_is_chosen_while_the_form_still_fetches_stays_chosen(desk: Page) -> None:
    """On a slow network the blank for 其中 arrives anew after it was chosen."""
    sign_in_as(desk, "马德昌")
    desk.goto(f"{blank_plan(desk)}promises/new/")
    desk.get_by_label("做什么").select_option(label="教研活动（次）")
    inner = desk.get_by_label("其中")
    expect(inner).to_be_visible()
    held: list[Route] = []
    slow = True
    desk.route("**/promises/new/**", lambda one: held.append(one) if slow else one.continue_())
    desk.get_by_label("做什么").select_option(label="授课（课时）")
    desk.get_by_label("做什么").select_option(label="教研活动（次）")
    inner.select_option(label="信息技术整合教研（次）")
    desk.get_by_label("不少于").fill("2")
    slow = False
    for one in held:
        one.continue_()
    expect(desk.locator(".htmx-request, .htmx-settling")).to_have_count(0)
    expect(inner.locator("option:checked")).to_have_text("信息技术整合教研（次）")
    expect(desk.get_by_label("不少于")).to_have_value("2")
