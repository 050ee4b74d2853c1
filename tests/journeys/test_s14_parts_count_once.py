"""S14: an activity of several parts counts once for its promise and once per part in the tables of kinds."""

import re

from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import amount, choose, fill_activity, item, kind_figure, pick, report, save

PARTS = ("集体备课", "示范课", "说课", "教学反思")
PAIR = "实验小学与白塔小学"


def table(page: Page) -> dict[str, int]:
    """This term's figures of the pair by kind."""
    report(page, PAIR)
    return {kind: kind_figure(page, kind) for kind in ("教研活动", *PARTS)}


def promise(page: Page, name: str) -> int:
    """How often a promise to 白塔小学 is kept."""
    page.goto("/")
    row = page.locator("li.promise").filter(has_text=re.compile(f"{name}\\s*白塔小学")).first
    return int(amount(row.locator("a.fig").first.text_content() or ""))


def test_lesson_planned_taught_explained_and_thought_over_is_one_event_with_parts(desk: Page) -> None:
    sign_in_as(desk, "周敏")
    before, kept = table(desk), promise(desk, "教研活动")
    fill_activity(desk, "教研活动", "备课讲课说课反思为一体", "白塔小学", "英语")
    desk.get_by_text("里面还有别的").click()
    for part in PARTS:
        pick(desk, "里面还有", part)
    no_axe_faults(desk)
    save(desk)
    expect(desk.locator(".move .bar i.new").first).to_be_visible()
    after = table(desk)
    assert promise(desk, "教研活动") == kept + 1
    assert {part: after[part] - before[part] for part in PARTS} == dict.fromkeys(PARTS, 1)


def test_figures_are_told_by_subject_in_their_measure_words(desk: Page) -> None:
    sign_in_as(desk, "周敏")
    report(desk, PAIR)
    text = desk.locator("main").inner_text()
    assert re.search(r"听评课\d+节，其中\S+\d+节", text)
    assert re.search(r"集体备课\d+次，其中\S+\d+次", text)
    assert re.search(r"教师参加\d+人次", text)


def test_online_and_integrated_technology_are_ticks_that_the_report_tells(desk: Page) -> None:
    sign_in_as(desk, "周敏")
    report(desk, PAIR)
    before = figure_of(desk, "信息技术整合")
    fill_activity(desk, "教研活动", "线上一起备一节整合课", "白塔小学", "科学")
    pick(desk, "还有可不选", "用了信息技术整合")
    pick(desk, "还有可不选", "线上")
    save(desk)
    report(desk, PAIR)
    assert figure_of(desk, "信息技术整合") == before + 1
    desk.goto("/activities/")
    item(desk, "线上一起备一节整合课").get_by_role("link").first.click()
    expect(desk.locator("dl.facts").filter(has_text="线上").first).to_be_visible()


def figure_of(page: Page, words: str) -> int:
    """The figure right after some words of the running text."""
    found = re.search(rf"{words}(\d+)次", page.locator("main").inner_text())
    assert found
    return int(found.group(1))


def test_every_kind_of_the_documents_is_offered_in_the_form(desk: Page) -> None:
    sign_in_as(desk, "周敏")
    desk.goto("/activities/new/")
    desk.locator("summary").filter(has_text=re.compile("^其他")).click()
    kinds = ("集体备课", "听评课", "说课", "评课", "示范课", "公开课", "同课异构", "同研一节课", "辩课", "专题研讨")
    kinds += ("讲座", "教学反思", "学案设计", "参观学习", "回校转培训", "班主任、辅导员、教研组长交流")
    for kind in kinds:
        expect(desk.locator(".tiles label, .pick label").filter(has_text=re.compile(f"^{kind}$")).first).to_be_visible()
    choose(desk, "辩课")
    expect(desk.get_by_label("主题", exact=True)).to_be_visible()
