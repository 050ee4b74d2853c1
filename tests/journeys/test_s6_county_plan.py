"""S6: duty by school, batches with their own dates; planned, sent, different persons and serving today."""

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import amount, change_to, go


def plan(page: Page) -> None:
    """The county's plan of sending, by the menu."""
    page.goto("/")
    go(page, "人员")
    page.get_by_role("link", name="任务和批次").click()
    expect(page.locator("section[aria-labelledby=h-school]")).to_be_visible()


def key(page: Page, label: str) -> int:
    """A key figure of the plan."""
    return int(amount(page.locator("ul.keys li").filter(has_text=label).locator("b").inner_text()))


def row(page: Page, section: str, name: str) -> list[int]:
    """Planned, sent, different persons, serving today of one row."""
    cells = page.locator(f"section[aria-labelledby=h-{section}] tr").filter(has_text=name).first.locator("td.r")
    return [int(amount(text)) for text in cells.all_inner_texts()]


def test_planned_and_sent_stand_by_school_year_and_batch_and_add_up(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    plan(desk)
    no_axe_faults(desk)
    schools = desk.locator("section[aria-labelledby=h-school] tbody tr").all()
    cells = [[int(amount(text)) for text in one.locator("td.r").all_inner_texts()] for one in schools]
    assert key(desk, "担负任务") == len(schools) > 0
    assert [sum(column) for column in zip(*cells, strict=True)] == [
        key(desk, "计划"),
        key(desk, "已派"),
        key(desk, "不同的人"),
        key(desk, "今天在岗"),
    ]
    assert desk.locator("section[aria-labelledby=h-batch] tbody tr").count() >= 2
    assert desk.locator("section[aria-labelledby=h-year] tbody tr").count() >= 2


def test_the_officer_sets_a_duty_and_opens_a_batch_with_its_own_dates(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    plan(desk)
    planned = key(desk, "计划")
    before = row(desk, "school", "城关一小")
    desk.get_by_role("link", name="城关一小").click()
    no_axe_faults(desk)
    desk.get_by_label("派几人").fill(str(before[0] + 4))
    desk.get_by_role("button", name="定下来").click()
    expect(desk.locator("section[aria-labelledby=h-school]")).to_be_visible()
    assert row(desk, "school", "城关一小")[0] == before[0] + 4
    assert key(desk, "计划") == planned + 4
    desk.get_by_role("link", name="定一批").click()
    desk.get_by_label("第几批").fill("7")
    desk.get_by_label("计划派几人").fill("9")
    desk.get_by_label("从哪一天").fill((date.today() - timedelta(days=7)).isoformat())
    desk.get_by_label("到哪一天").fill((date.today() + timedelta(days=60)).isoformat())
    no_axe_faults(desk)
    desk.get_by_role("button", name="定下来").click()
    expect(desk.locator("section[aria-labelledby=h-batch] tr").filter(has_text="第7批")).to_be_visible()
    assert row(desk, "batch", "第7批") == [9, 0, 0, 0]


def test_one_sent_twice_is_two_person_times_and_one_person_and_serves_today(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    plan(desk)
    before = row(desk, "school", "实验小学")
    change_to(desk, "方志远")
    today = date.today()
    for starts, ends in ((today - timedelta(days=20), today - timedelta(days=10)), (today, today + timedelta(days=30))):
        send(desk, "唐俊", starts, ends)
    no_axe_faults(desk)
    change_to(desk, "王建平")
    plan(desk)
    sent, persons, serving = before[1] + 2, before[2] + 1, before[3] + 1
    assert row(desk, "school", "实验小学")[1:] == [sent, persons, serving]
    desk.locator("ul.keys a").filter(has_text="今天在岗").click()
    expect(desk.locator("main tbody tr").filter(has_text="唐俊")).to_have_count(1)


def send(page: Page, name: str, starts: date, ends: date) -> None:
    """Record that somebody teaches at 大湾村小学 for a while."""
    page.goto("/")
    go(page, "人员")
    page.get_by_role("link", name="记一次派遣").click()
    page.locator("label").filter(has_text=re.compile("^支教$")).click()
    page.get_by_label("派谁去").fill(name)
    page.get_by_label("到哪所学校").select_option(label="青石岭小学")
    page.get_by_label("从哪一天").fill(starts.isoformat())
    page.get_by_label("到哪一天").fill(ends.isoformat())
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name=f"{name}支教")).to_be_visible()


def test_a_rule_by_class_of_school_tells_who_owes_who_owes_none_and_whom_nobody_helps(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    desk.goto("/pairs/")
    desk.get_by_role("link", name="帮扶任务", exact=True).click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("所学校有帮扶任务")
    no_axe_faults(desk)
    desk.get_by_role("link", name="定一条规则").click()
    no_axe_faults(desk)
    desk.get_by_label("哪一类").select_option(label="小学")
    desk.get_by_label("每所至少帮几所").fill("2")
    desk.locator("label").filter(has_text=re.compile("^师资$")).click()
    desk.get_by_label("从哪一天起").fill((date.today() - timedelta(days=30)).isoformat())
    desk.get_by_role("button", name="定下来").click()
    expect(desk.get_by_text("县城小学每所至少帮2所，要有师资")).to_be_visible()
    owing = desk.locator("section[aria-labelledby=h-owing] tbody tr")
    expect(desk.get_by_role("heading", level=1)).to_contain_text(f"{owing.count()}所学校有帮扶任务")
    expect(owing.filter(has_text="实验小学")).to_contain_text("做到了")
    short = owing.filter(has_text="还差").or_(owing.filter(has_text="还没有师资"))
    assert 0 < short.count() < owing.count()
    expect(desk.locator("section[aria-labelledby=h-free]")).to_contain_text("白塔小学")
    no_axe_faults(desk)
    desk.goto("/schools/new/")
    desk.get_by_label("名称").first.fill("云雾小学")
    desk.locator("label").filter(has_text=re.compile("^乡村$")).click()
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("云雾小学")
    desk.goto("/duties/")
    expect(desk.locator("section[aria-labelledby=h-unserved]")).to_contain_text("云雾小学")
    expect(desk.get_by_text("所乡村学校还没有人帮")).to_be_visible()


def test_an_early_end_is_told_and_no_longer_serves(desk: Page) -> None:
    sign_in_as(desk, "方志远")
    today = date.today()
    send(desk, "罗雨晴", today - timedelta(days=5), today + timedelta(days=50))
    desk.get_by_role("link", name="提前结束").click()
    no_axe_faults(desk)
    desk.get_by_label("哪一天结束的").fill((today - timedelta(days=1)).isoformat())
    desk.get_by_label("为什么提前结束").fill("身体原因")
    desk.get_by_role("button", name="记下结束日期").click()
    expect(desk.get_by_text("身体原因")).to_be_visible()
    desk.goto("/placements/?state=now")
    expect(desk.get_by_text("罗雨晴")).to_have_count(0)
