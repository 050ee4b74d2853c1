"""S5: an activity of a community is entered once, credited to each member that took part, and counted once."""

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import amount, change_to, fill_activity, item, kind_figure, pick, record, report, save

COMMUNITY = "青山教育共同体"
KIND = "专题研讨"
TOOK_PART = ("云溪县实验小学", "白塔镇中心小学", "大湾村小学")
LEFT_OUT = "枫林镇中心小学"


def counted(page: Page) -> dict[str, int]:
    """The figure of the kind in this term's report of the county and of every school."""
    found = {}
    for name in ("云溪县教育局", *TOOK_PART, LEFT_OUT):
        report(page, name)
        found[name] = kind_figure(page, KIND)
    return found


def term_total(page: Page) -> int:
    """本学期活动 on the county's home."""
    page.goto("/")
    return int(amount(page.locator("a.key").filter(has_text="本学期活动").locator("b").inner_text()))


def test_all_members_are_ticked_one_is_unticked_with_one_tap_and_nobody_counts_twice(desk: Page, phone: Page) -> None:
    sign_in_as(desk, "王建平")
    before, total = counted(desk), term_total(desk)
    sign_in_as(phone, "周敏")
    fill_activity(phone, KIND, "共同体一起研讨单元整体教学", COMMUNITY)
    members = phone.locator("fieldset").filter(has=phone.locator("legend", has_text="参加的学校"))
    assert members.locator("input").count() == members.locator("input:checked").count() > 2
    pick(phone, "参加的学校", "枫林小学")
    assert members.locator("input:checked").count() == members.locator("input").count() - 1
    no_axe_faults(phone)
    save(phone)
    after = counted(desk)
    assert after == {name: figure + (name != LEFT_OUT) for name, figure in before.items()}
    assert term_total(desk) == total + 1


def test_the_record_stands_once_behind_the_county_figure_and_in_each_members_list(desk: Page, phone: Page) -> None:
    topic = "作业怎样布置"
    sign_in_as(desk, "周敏")
    record(desk, KIND, topic, COMMUNITY)
    desk.goto("/activities/")
    expect(item(desk, topic)).to_contain_text("河口小学")
    sign_in_as(phone, "李桂兰")
    phone.goto("/activities/")
    item(phone, topic).get_by_role("link").first.click()
    for school in ("云溪县实验小学", "白塔镇中心小学", "大湾村小学", "临江县河口小学"):
        expect(phone.get_by_role("region", name="两边怎么说").get_by_text(school).first).to_be_visible()
    phone.get_by_role("button", name="确认").click()
    expect(item(phone, "白塔镇中心小学")).to_contain_text("已确认")
    change_to(desk, "王建平")
    report(desk, "云溪县教育局")
    row = desk.locator("table tr").filter(has=desk.get_by_text(KIND, exact=True)).first
    figure = amount(row.locator("td").last.inner_text())
    row.locator("a.fig").last.click()
    expect(desk.get_by_text(topic)).to_have_count(1)
    assert sum(amount(text) for text in desk.locator("td[data-amount]").all_inner_texts()) == figure
    no_axe_faults(desk)


ID = re.compile(r"[0-9a-f-]{36}")
SORTS = {
    "共同体": "云溪数学共同体",
    "教育集团": "实验小学教育集团",
    "联盟": "乡村美育联盟",
    "学区": "白塔学区",
    "片研会": "枫林片研会",
    "教共体": "城乡教共体",
}


def found(page: Page, sort: str, name: str, core: str, members: list[str], afar: str = "") -> str:
    """成立 one of a sort, and its address."""
    page.goto("/communities/new/")
    page.get_by_label("名称").fill(name)
    pick(page, "哪一种", sort)
    page.get_by_label("核心校").select_option(label=core)
    for member in members:
        page.locator("label").filter(has_text=member).first.click()
    page.get_by_label("外县的成员校").fill(afar)
    page.get_by_role("button", name="成立").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{name}，{1 + len(members) + bool(afar)}所学校")
    expect(page.locator(".head")).to_contain_text(sort)
    return page.url


def addresses(page: Page, communities: dict[str, str]) -> dict[str, str]:
    """The figure 本学期活动 of the county, a town, schools and communities, as the product asks it."""
    page.goto("/")
    county = str(page.locator("a.key").filter(has_text="本学期活动").get_attribute("href"))
    own = ID.search(county.split("p=")[1])[0]  # type: ignore[index]  # the county's figure names its place
    found = {"云溪县": county}
    page.goto("/schools/")
    for school in ("云溪县实验小学", "白塔镇中心小学", "枫林镇中心小学", "大湾村小学", "柳河乡中心小学"):
        link = str(page.get_by_role("link", name=school, exact=True).get_attribute("href"))
        found[school] = county.replace(own, link.split("/")[-2])
    report(page, "云溪县教育局")
    town = page.locator("table tr").filter(has=page.get_by_text("白塔镇", exact=True)).locator("a.fig").first
    found["白塔镇"] = county.replace(own, ID.search(str(town.get_attribute("href")).split("p=")[1])[0])  # type: ignore[index]  # so does the town's
    for name, address in communities.items():
        found[name] = county.replace(f"p={own}", f"b={address.split('/')[-2]}")
    return found


def sums(page: Page, asked: dict[str, str]) -> dict[str, int]:
    """What stands above the records of each figure."""
    sums = {}
    for name, address in asked.items():
        page.goto(address)
        sums[name] = int(amount(page.get_by_role("heading", level=1).locator(".n").inner_text()))
    return sums


def test_a_school_of_two_communities_is_credited_and_every_total_counts_an_activity_once(
    desk: Page, phone: Page
) -> None:
    sign_in_as(desk, "王建平")
    group = "云溪教育集团"
    address = found(desk, "教育集团", group, "云溪县实验小学", ["白塔镇中心小学", "柳河乡中心小学"])
    desk.goto("/communities/?q=青山")
    other = str(desk.get_by_role("link", name=COMMUNITY).get_attribute("href"))
    asked = addresses(desk, {group: address, COMMUNITY: other})
    before = sums(desk, asked)
    sign_in_as(phone, "周敏")
    record(phone, KIND, "集团一起备课", group)
    after = sums(desk, asked)
    untouched = {"枫林镇中心小学", "大湾村小学", COMMUNITY}
    assert after == {name: figure + (name not in untouched) for name, figure in before.items()}
    fill_activity(phone, "讲座", "共同体一起听讲座", COMMUNITY)
    pick(phone, "参加的学校", "枫林小学")
    save(phone)
    untouched = {"枫林镇中心小学", "柳河乡中心小学", group}
    assert sums(desk, asked) == {name: figure + (name not in untouched) for name, figure in after.items()}


def test_each_sort_is_founded_its_members_change_from_a_day_and_it_ends(desk: Page, phone: Page) -> None:
    sign_in_as(desk, "王建平")
    for sort, name in SORTS.items():
        afar = "临江县河口小学" if sort == "联盟" else ""
        address = found(desk, sort, name, "枫林镇中心小学", ["青石岭小学", "柳河乡中心小学"], afar)
    no_axe_faults(desk)
    desk.get_by_role("link", name="调整成员").click()
    no_axe_faults(desk)
    desk.locator("label").filter(has_text="青石岭小学").first.click()
    desk.locator("label").filter(has_text="沙坝中学").first.click()
    desk.get_by_role("button", name="保存").click()
    expect(desk.locator("#members")).to_contain_text("沙坝中学")
    expect(desk.locator("#members")).not_to_contain_text("青石岭小学")
    desk.goto("/communities/?sort=union")
    expect(desk.locator("main tbody tr")).to_have_count(1)
    expect(desk.locator("main tbody tr")).to_contain_text("3所")
    desk.goto(address)
    desk.get_by_role("link", name="结束").click()
    desk.get_by_label("到哪天为止").fill(str(date.today() - timedelta(days=1)))
    desk.get_by_role("button", name="结束").click()
    expect(desk.locator("main")).to_contain_text("结束")
