"""S5: an activity of a community is entered once, credited to each member that took part, and counted once."""

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
