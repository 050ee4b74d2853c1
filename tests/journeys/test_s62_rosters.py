"""S62: two of one name are told apart everywhere; names in any character are found, sorted, exported and printed."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from xieshou.sheets.reading import read_book

from .conftest import no_axe_faults, sign_in_as
from .steps import change_to, go, pick, record, saved_file

UNUSUAL = ("阿依古丽·买买提", "陈䶮")


def staff(page: Page) -> None:
    """The staff list, by the menu."""
    page.goto("/")
    go(page, "名册")
    page.locator("main li").filter(has_text="教职工").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("教职工")


def find(page: Page, words: str) -> None:
    """Type into the search box of a list."""
    page.locator("main input[name=q]").fill(words)
    with page.expect_response(lambda answer: "q=" in answer.url):
        page.locator("main input[name=q]").press("Enter")
    page.wait_for_url("**q=*")  # the address changes when the list has been swapped
    expect(page.locator(".htmx-request, .htmx-settling, .htmx-swapping")).to_have_count(0)


def cells(path: Path) -> set[str]:
    """Everything a workbook says."""
    book = read_book(path.read_bytes(), path.name)
    return {str(cell) for sheet in book.sheets for row in sheet.rows for cell in row}


def test_two_of_one_name_in_one_school_are_told_apart_in_list_page_and_form(desk: Page) -> None:
    sign_in_as(desk, "周敏")
    staff(desk)
    no_axe_faults(desk)
    find(desk, "王芳")
    names = desk.locator("main tbody td.t").all_inner_texts()
    assert len(names) == len(set(names)) == 2
    desk.locator("main tbody td.t a").first.click()
    first = desk.get_by_role("heading", level=1).inner_text()
    no_axe_faults(desk)
    desk.go_back()
    desk.locator("main tbody td.t a").last.click()
    assert desk.get_by_role("heading", level=1).inner_text() != first


def test_unusual_names_are_found_sorted_and_exported(desk: Page, tmp_path: Path) -> None:
    sign_in_as(desk, "马德昌")
    staff(desk)
    for typed, name in (("阿依古丽买买提", UNUSUAL[0]), ("买买提", UNUSUAL[0]), ("䶮", UNUSUAL[1])):
        find(desk, typed)
        expect(desk.locator("main tbody tr")).to_have_count(1)
        expect(desk.locator("main tbody")).to_contain_text(name)
    staff(desk)
    order = desk.locator("main tbody td.t").all_inner_texts()
    desk.locator("main thead a").filter(has_text="姓名").click()
    desk.wait_for_url("**sort=*")
    expect(desk.locator("main tbody tr").first).to_be_visible()
    assert len(desk.locator("main tbody td.t").all_inner_texts()) == len(order)
    path = saved_file(desk, "导出", tmp_path)
    assert set(UNUSUAL) <= cells(path)


def test_an_unusual_name_stands_in_records_as_it_is_written(phone: Page) -> None:
    sign_in_as(phone, "李桂兰")
    phone.goto("/activities/new/")
    phone.get_by_label("主题", exact=True).fill("音乐课堂观察")
    phone.locator("summary").filter(has_text="加人").first.click()
    phone.get_by_label("名字").first.fill("阿依古丽·买买提、陈䶮")
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_role("heading", name="记上了")).to_be_visible()
    phone.get_by_role("link", name="看这一条").click()
    for name in UNUSUAL:
        expect(phone.get_by_text(name).first).to_be_visible()


def test_schools_with_their_other_names_and_figures_by_year(desk: Page, tmp_path: Path) -> None:
    sign_in_as(desk, "王建平")
    go(desk, "名册")
    no_axe_faults(desk)
    desk.locator("main li").filter(has_text="学校").get_by_role("link").first.click()
    no_axe_faults(desk)
    find(desk, "白塔小学")
    desk.get_by_role("link", name="白塔镇中心小学").first.click()
    size = desk.locator("section").filter(has=desk.get_by_role("heading", name="学校规模"))
    assert size.locator("tbody tr").count() >= 2
    no_axe_faults(desk)
    desk.go_back()
    path = saved_file(desk, "导出", tmp_path)
    assert "白塔镇中心小学" in cells(path)


def test_a_new_colleague_is_entered_without_an_account_and_can_be_named_at_once(desk: Page) -> None:
    sign_in_as(desk, "周敏")
    staff(desk)
    desk.get_by_role("link", name="添加教职工").click()
    no_axe_faults(desk)
    desk.get_by_label("姓名").fill("欧阳朵朵")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("欧阳朵朵").first).to_be_visible()
    record(desk, "讲座", "新同事也能点名", "白塔小学")
    staff(desk)
    find(desk, "欧阳朵朵")
    expect(desk.locator("main tbody tr")).to_have_count(1)


def test_the_one_who_has_left_is_no_longer_offered(desk: Page) -> None:
    sign_in_as(desk, "周敏")
    staff(desk)
    find(desk, "邓佳")
    desk.locator("main tbody td.t a").first.click()
    desk.get_by_role("link", name="离开本校").click()
    no_axe_faults(desk)
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("离开本校").first).to_be_visible()
    desk.goto("/activities/new/")
    expect(desk.locator("label").filter(has_text="邓佳")).to_have_count(0)
    pick(desk, "谁参加了", "我")


DRAWN = """(text) => {
    const canvas = Object.assign(document.createElement("canvas"), {width: 40, height: 40});
    const pen = canvas.getContext("2d");
    pen.font = "32px " + getComputedStyle(document.querySelector(".roster")).fontFamily;
    pen.fillText(text, 2, 34);
    return canvas.toDataURL();
}"""


def test_unusual_names_are_printed_with_their_glyphs_and_the_head_on_every_sheet(desk: Page, tmp_path: Path) -> None:
    sign_in_as(desk, "王建平")
    staff(desk)
    desk.get_by_role("link", name="打印").click()
    no_axe_faults(desk)
    for name in UNUSUAL:
        expect(desk.get_by_role("cell", name=name)).to_be_visible()
    desk.evaluate("document.fonts.ready")
    assert desk.evaluate(DRAWN, "䶮") != desk.evaluate(DRAWN, "\U000e0fff"), "䶮 is drawn as the box of a missing glyph"
    paper = tmp_path / "roster.pdf"
    desk.emulate_media(media="print")
    assert desk.locator(".roster thead").evaluate("head => getComputedStyle(head).display") == "table-header-group"
    expect(desk.locator(".crumb").first).not_to_be_visible()
    desk.pdf(path=paper, prefer_css_page_size=True)
    raw = paper.read_bytes()
    sheets = len(re.findall(rb"/Type\s*/Page\b", raw))
    assert sheets > 1 and re.search(rb"/MediaBox\s*\[0 0 84[12](\.\d+)? 59[456]", raw), "A4, lying"


def test_two_schools_of_one_name_are_told_apart_by_their_towns(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    for town in ("甲岭镇", "乙岭镇"):
        desk.goto("/schools/new/")
        desk.get_by_label("学校名称").fill("中心小学")
        desk.get_by_label("名单里没有的乡镇").fill(town)
        desk.locator("label").filter(has_text=re.compile("^乡村$")).click()
        desk.get_by_label("曾用名和别的叫法").fill(f"{town[:2]}完小")
        desk.get_by_role("button", name="保存").click()
        expect(desk.get_by_role("heading", level=1)).to_have_text("中心小学" if town == "甲岭镇" else "乙岭镇中心小学")
    desk.goto("/schools/?q=完小")
    assert desk.locator("main tbody td.t").all_inner_texts() == ["甲岭镇中心小学", "乙岭镇中心小学"]
    for address, label in (("/staff/new/", "学校"), ("/pairs/new/", "一方")):
        desk.goto(address)
        offered = desk.locator("main select option").filter(has_text="岭镇中心小学").all_inner_texts()
        assert {"甲岭镇中心小学", "乙岭镇中心小学"} <= set(offered), (label, offered)
    desk.goto("/schools/?q=完小")
    desk.get_by_role("link", name="打印").click()
    expect(desk.locator(".roster tbody tr")).to_have_count(2)
    expect(desk.locator(".roster")).to_contain_text("甲岭镇")


def test_subjects_by_stage_honours_and_a_post_in_another_school(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    staff(desk)
    find(desk, "周敏")
    desk.locator("main tbody td.t a").first.click()
    name = desk.get_by_role("heading", level=1).inner_text()
    desk.get_by_role("link", name="修改", exact=True).click()
    no_axe_faults(desk)
    desk.get_by_label("分学段任教").fill("小学语文、初中历史")
    desk.get_by_label("荣誉").fill("骨干教师")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("要写级别、名称和时间")).to_be_visible()
    expect(desk.get_by_label("分学段任教")).to_have_value("小学语文、初中历史")
    desk.get_by_label("荣誉").fill("县级骨干教师 2023年9月\n市级优秀教师 2021年")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_role("row").filter(has_text="骨干教师")).to_contain_text("2023年9月")
    expect(desk.locator("main")).to_contain_text("初中历史、小学语文")
    desk.get_by_role("link", name="添加任职").click()
    no_axe_faults(desk)
    desk.get_by_label("学校").select_option(label="白塔镇中心小学")
    desk.get_by_label("职务").fill("支教教师")
    desk.get_by_label("从哪一天起").fill("2026-03-01")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_role("row").filter(has_text="支教教师")).to_contain_text("至今")
    no_axe_faults(desk)
    change_to(desk, "马德昌")
    desk.goto("/staff/?q=" + name.split("（")[0])
    expect(desk.locator("main tbody")).to_contain_text("来校任职")
