"""S3: each side says what it needs and what it is good at; needs stand beside the measures that answer them."""

from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import change_to, item, pick

LACKING, OPEN, STRONG = "小组合作停在形式上", "复习课没有层次", "毛笔字全校都练"


def state(page: Page, sort: str, dimension: str, text: str, basis: str) -> None:
    """写一条, for no pair yet."""
    page.goto("/needs/new/")
    pick(page, "需求还是优势", sort)
    page.get_by_label("维度", exact=True).select_option(label=dimension)
    page.get_by_label("一句话").fill(text)
    pick(page, "从哪里看出来", basis)
    page.get_by_role("button", name="保存").click()
    expect(page.locator("main")).to_contain_text(text)


def test_what_is_stated_before_pairing_stands_beside_the_measure_that_answers_it(desk: Page, phone: Page) -> None:
    sign_in_as(phone, "马德昌")
    state(phone, "问题、需求", "教研", LACKING, "课堂观察")
    state(phone, "问题、需求", "学科", OPEN, "成绩分析")
    state(phone, "优势", "校园文化", STRONG, "教师访谈")
    no_axe_faults(phone)
    for text, basis in ((LACKING, "课堂观察"), (OPEN, "成绩分析"), (STRONG, "教师访谈")):
        expect(item(phone, text)).to_contain_text(basis)

    sign_in_as(desk, "王建平")
    desk.goto("/pairs/new/")
    selects = desk.locator("main select")
    selects.nth(0).select_option(label="云溪县实验中学")
    selects.nth(1).select_option(label="白塔镇中心小学")
    desk.get_by_label("甲方帮乙方教研").check(force=True)
    desk.get_by_role("button", name="结上对").click()
    needs = desk.locator("#needs")
    expect(needs.get_by_role("heading")).to_have_text("2条需求，2条没有措施")
    for text in (LACKING, OPEN):
        expect(needs.locator("li").filter(has_text=text)).to_contain_text("没有措施回应")
    expect(needs).to_contain_text(f"优势：白塔小学，{STRONG}")
    no_axe_faults(desk)

    change_to(desk, "马德昌")
    desk.goto("/pairs/?q=实验小学")
    desk.locator("main tbody a.name").first.click()
    pair = desk.url
    desk.get_by_role("link", name="看计划").click()
    desk.get_by_role("link", name="改措施").click()
    measure = desk.get_by_label("内容").first.input_value()
    desk.get_by_label("回应哪条需求").first.select_option(label=f"白塔小学：{LACKING}")
    desk.get_by_role("button", name="保存").click()
    expect(desk.locator("#needs li").filter(has_text=LACKING)).to_contain_text(measure)
    no_axe_faults(desk)
    desk.goto(pair)
    expect(desk.locator("#needs li").filter(has_text=LACKING)).to_contain_text(measure)
    expect(desk.locator("#needs li").filter(has_text=OPEN)).to_contain_text("没有措施回应")
