"""S63: a new school year in one dialogue; schools renamed, merged, moved, split, closed, and what stays as it was."""

import re

from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import amount, change_to, go, item


def school(page: Page, name: str) -> None:
    """The page of a school, by the roster's search."""
    page.goto(f"/schools/?q={name}")
    page.locator("main tbody td.t a").first.click()
    expect(page.get_by_role("heading", name="机构变动")).to_be_visible()


def change(page: Page, name: str, how: str) -> None:
    """Open the form of a change from the school's page."""
    school(page, name)
    page.get_by_role("link", name=how, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(how)


def done(page: Page, *said: str) -> None:
    """See what will happen, then do it."""
    page.get_by_role("button", name="先看会发生什么").click()
    happens = page.locator("section").filter(has=page.get_by_role("heading", name="会发生这些"))
    for words in said:
        expect(happens).to_contain_text(words)
    page.get_by_role("button", name="就这样办").click()
    expect(page.get_by_text("办好了。").first).to_be_visible()


def county_figures(page: Page) -> list[str]:
    """Every figure of the county that the ledger counts; a pair that ends and begins again has a row of its own."""
    page.goto("/county/")
    found = page.locator("main a[href*='/trace/'][href*='p=']").all_inner_texts()
    assert len(found) > 1
    return found


def last_report(page: Page, name: str) -> tuple[str, str]:
    """Address and words of a school's report of the year that is over."""
    page.goto("/reports/")
    link = page.get_by_role("link", name=name, exact=True).first
    address = link.get_attribute("href") or ""
    page.goto(re.sub(r"/\d+/$", "/2025/", address))
    return page.url, page.locator(".paper").inner_text()


def test_a_new_school_year_is_opened_in_one_dialogue(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    go(desk, "名册")
    desk.locator("main li").filter(has_text="学期").get_by_role("link").first.click()
    desk.get_by_role("link", name=re.compile("一次办好")).click()
    no_axe_faults(desk)
    year = int(re.search(r"/years/(\d+)/", desk.url)[1])  # type: ignore[index]  # the address was just opened
    expect(desk.get_by_label("全县第1学期名称")).not_to_have_value("")
    desk.locator("summary").filter(has_text="幼儿园").click()
    days = (("第一段", "09-01", "11-10"), ("第二段", "11-16", "12-31"), ("第三段", "03-01", "06-30"))
    for number, (name, starts, ends) in enumerate(days, start=1):
        of = year + 1 if number == 3 else year
        desk.get_by_label(f"幼儿园第{number}学期名称").fill(f"{year}年幼儿园{name}")
        desk.get_by_label(f"幼儿园第{number}学期开始").fill(f"{of}-{starts}")
        desk.get_by_label(f"幼儿园第{number}学期结束").fill(f"{of}-{ends}")
    expect(desk.get_by_text("到此为止的结对")).to_be_visible()
    expect(desk.get_by_text("照着做新一年的计划")).to_be_visible()
    desk.get_by_label("白塔镇中心小学学生数").fill("301")
    desk.get_by_role("button", name="一次办好").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("学期")
    expect(item(desk, f"{year}年幼儿园第三段")).to_be_visible()
    school(desk, "白塔镇中心小学")
    row = desk.locator("section").filter(has=desk.get_by_role("heading", name="学校规模")).locator("tbody tr").first
    expect(row).to_contain_text("301")
    desk.goto("/plans/")
    expect(desk.locator("main")).to_contain_text(f"{year}")


def test_a_renamed_school_keeps_its_old_name_in_last_years_report(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    address, before = last_report(desk, "白塔镇中心小学")
    change(desk, "白塔镇中心小学", "更名")
    no_axe_faults(desk)
    desk.get_by_label("新名称").fill("白塔镇九年一贯制学校")
    done(desk, "以前的总结还写白塔镇中心小学")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("白塔镇九年一贯制学校")
    expect(desk.get_by_role("heading", name="沿革")).to_be_visible()
    desk.goto(address)
    after = desk.locator(".paper").inner_text()
    assert "白塔镇中心小学" in after and "九年一贯制" not in after
    assert after == before


ENDING, HEIR = "柳河乡中心小学", "云溪县实验小学"
LACKING = "下雨天没有地方上体育课"


def state_need(page: Page, school_: str, text: str) -> None:
    """The bureau writes down what a school lacks."""
    page.goto("/needs/new/")
    page.locator("select[name=school]").select_option(label=school_)
    page.get_by_label("一句话").fill(text)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("写好了")).to_be_visible()


def listed(page: Page, words: str = "") -> int:
    """How many activities of all terms the open account's list has, or has under some words."""
    page.goto(f"/activities/?term=all&q={words}")
    found = page.locator("main .found b.n")
    return int(amount(found.inner_text())) if found.count() else 0


def topic_of(page: Page, school: str, without: str) -> str:
    """What a school did without another, from the county's list."""
    for number in range(1, 12):
        page.goto(f"/activities/?term=all&page={number}")
        rows = page.locator("main tbody tr").filter(has_text=school).filter(has_not_text=without)
        if rows.count():
            return rows.first.locator("td.t a").inner_text().strip().rpartition("，")[2]
    raise AssertionError(f"no record of {school} alone")


def test_a_merged_school_shows_its_forebears_records_and_last_years_report_and_the_county_stand(desk: Page) -> None:
    sign_in_as(desk, "周敏")
    own = listed(desk)
    change_to(desk, "王建平")
    figures, (address, report) = county_figures(desk), last_report(desk, HEIR)
    topic = topic_of(desk, "柳河小学", "实验小学")
    state_need(desk, ENDING, LACKING)
    change(desk, ENDING, "合并")
    no_axe_faults(desk)
    desk.locator("fieldset").filter(has_text="和哪些学校合并").locator("label").filter(has_text=HEIR).first.click()
    into = desk.get_by_label("合并成").locator("option").filter(has_text=HEIR).first.get_attribute("value")
    desk.get_by_label("合并成").select_option(into)
    done(desk, f"以前的记录归到{HEIR}的页面；县和乡镇的数字不变", "教职工", f"转到{HEIR}；有措施回应的", "里面的人列给")
    expect(desk.locator("section").filter(has=desk.get_by_role("heading", name="沿革"))).to_contain_text("并入")
    expect(desk.get_by_role("link", name=ENDING)).to_be_visible()
    assert county_figures(desk) == figures
    desk.goto(address)
    assert desk.locator(".paper").inner_text() == report
    desk.goto("/schools/?state=gone")
    expect(item(desk, ENDING)).to_be_visible()
    change_to(desk, "周敏")
    assert listed(desk) > own
    assert listed(desk, topic) >= 1
    desk.locator("main tbody td.t a").first.click()
    expect(desk.locator("main")).to_contain_text(topic)
    desk.goto(f"/needs/?q={LACKING}")
    expect(item(desk, LACKING)).to_contain_text("实验小学")
    desk.goto("/gifts/")
    waiting = desk.locator("section").filter(has=desk.get_by_role("heading", name="等我校确认"))
    waiting.locator("li").filter(has_text="冬衣两大包").get_by_role("button", name="确认收到").click()
    expect(desk.locator("main")).to_contain_text("收方已确认")
    desk.goto("/groups/?q=小组")
    item(desk, HEIR).get_by_role("link").first.click()
    desk.get_by_role("link", name="改名单").click()
    expect(desk.locator(".note")).to_contain_text("白秀英（校长）")
    no_axe_faults(desk)


def test_a_school_moves_another_is_split_off_and_one_closes(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    figures = county_figures(desk)
    moving = "枫林镇中心小学"
    change(desk, moving, "迁址")
    no_axe_faults(desk)
    desk.get_by_label("迁到").select_option(label="石桥镇")
    done(desk, "以前的记录留在枫林镇，枫林镇的数字不变", "新的记录算在石桥镇")
    expect(desk.get_by_text("由枫林镇迁到石桥镇")).to_be_visible()
    assert county_figures(desk) == figures
    change(desk, "石桥中学", "分设")
    no_axe_faults(desk)
    desk.get_by_label("新学校的名称").fill("云溪县新城学校")
    desk.locator("fieldset").filter(has_text="哪些人过去").locator("label").first.click()
    done(desk, "不重复算", "教职工1人")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("云溪县新城学校")
    change(desk, "沙坝中学", "停办")
    no_axe_faults(desk)
    done(desk, "记为离开")
    expect(desk.get_by_text("已经撤并").first).to_be_visible()
    assert county_figures(desk) == figures
