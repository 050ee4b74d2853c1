"""S4: directed pairs by dimension: a school gives here and receives there, and one pair helps both ways."""

import re
from pathlib import Path

import docx
from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import change_to, fill_activity, go, item, pick, record, report, save, saved_file

KIND = "专题研讨"


def lanes(page: Page) -> list[list[str]]:
    """Giver, dimension and receiver of every lane, from the table of the network."""
    page.goto("/")
    network = page.locator("section").filter(has=page.get_by_role("heading", name="结对网络"))
    network.get_by_text("看成表格").click()
    rows = network.locator("tbody tr")
    return [[cell.strip() for cell in row.locator("td").all_inner_texts()] for row in rows.all()]


def test_one_gives_staff_here_and_goods_there_receives_too_and_a_pair_helps_both_ways(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    found = lanes(desk)
    gives = {(giver, what, receiver) for giver, what, receiver in found}
    assert any(g.startswith("云溪县实验小学") and w == "师资" and "白塔" in r for g, w, r in gives)
    assert any(g.startswith("云溪县实验小学") and w == "物资" and "青石岭" in r for g, w, r in gives)
    givers, receivers = {g for g, _, _ in gives}, {r for _, _, r in gives}
    assert "白塔镇中心小学" in givers & receivers
    assert {(r, g) for g, _, r in gives} & {(g, r) for g, _, r in gives}


def test_an_officer_opens_a_pair_with_lanes_both_ways_and_it_is_drawn(desk: Page) -> None:
    sign_in_as(desk, "王建平")
    before = len(lanes(desk))
    go(desk, "结对")
    no_axe_faults(desk)
    desk.get_by_role("link", name=re.compile("结一对|新结对|结对$|建一对")).last.click()
    no_axe_faults(desk)
    selects = desk.locator("main select")
    selects.nth(0).select_option(label="城关镇第二小学")
    selects.nth(1).select_option(label="石桥中学")
    for words in ("甲方帮乙方教研", "乙方帮甲方体艺"):
        desk.get_by_label(words).check(force=True)
    desk.get_by_role("button", name="结上对").click()
    expect(desk.get_by_role("list", name="帮扶维度与方向").locator("li")).to_have_count(2)
    no_axe_faults(desk)
    assert len(lanes(desk)) == before + 2


def open_pair(page: Page, first: str, second: str, *lanes_ticked: str, partner: str = "") -> None:
    """结上对, and land on its page."""
    page.goto("/pairs/new/")
    selects = page.locator("main select")
    selects.nth(0).select_option(label=first)
    if second:
        selects.nth(1).select_option(label=second)
    else:
        page.get_by_label("乙方在外县，或不是学校").fill(partner)
    for words in lanes_ticked:
        page.get_by_label(words).check(force=True)
    page.get_by_role("button", name="结上对").click()
    expect(page.get_by_role("list", name="帮扶维度与方向").locator("li")).to_have_count(len(lanes_ticked))


def credited(page: Page, topic: str) -> set[str]:
    """Schools of a record, from its own page."""
    page.goto("/activities/")
    item(page, topic).get_by_role("link").first.click()
    page.wait_for_url("**/activities/*-*/")
    said = page.get_by_role("region", name="两边怎么说").locator(".sch").all_inner_texts()
    return {words.strip() for words in said}


CAMPUS, TOWN, PARTNER = "云溪县实验小学东校区", "白塔镇中心校", "青山市体育运动学校"
COMMUNITY = "青山教育共同体"
DRAWN = (
    [CAMPUS, "书法", "柳河乡中心小学"],
    [TOWN, "书法", "云溪县实验小学"],
    [COMMUNITY, "教研", "石桥中学"],
    [PARTNER, "体艺", "云溪县实验小学"],
)
BRIEF = {"云溪县实验小学": "实验小学", "柳河乡中心小学": "柳河小学"}
PAIRS = (
    (CAMPUS, "柳河乡中心小学", ("甲方帮乙方书法",), ""),
    ("云溪县实验小学", TOWN, ("甲方帮乙方教研", "乙方帮甲方书法"), ""),
    (COMMUNITY, "石桥中学", ("甲方帮乙方教研",), ""),
    ("云溪县实验小学", "", ("乙方帮甲方体艺",), PARTNER),
)


def add_a_dimension_and_a_campus(page: Page) -> None:
    """The county's own dimension, and a campus of the town school."""
    page.goto("/pairs/new/")
    page.get_by_role("link", name="加一个本县的").click()
    page.get_by_label("名称").fill("书法")
    page.get_by_role("button", name="加一个").click()
    expect(page.get_by_role("link", name="书法")).to_be_visible()
    no_axe_faults(page)
    page.goto("/schools/?q=云溪县实验小学")
    page.locator("main").get_by_role("link", name="云溪县实验小学", exact=True).click()
    page.get_by_role("region", name="校区、附属单位").get_by_role("link", name="加一个").click()
    page.get_by_label("名称").fill(CAMPUS)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("region", name="校区、附属单位")).to_contain_text(CAMPUS)
    no_axe_faults(page)


def record_one_of_each(page: Page) -> None:
    """A teacher of the town school records for every pair; who was not there is unticked with one tap."""
    record(page, KIND, "东校区一起备课", "柳河小学")
    fill_activity(page, KIND, "全镇一起研讨", TOWN)
    pick(page, "参加的学校", "大湾小学")
    no_axe_faults(page)
    save(page)
    fill_activity(page, KIND, "共同体一起去石桥", "石桥中学")
    pick(page, "参加的学校", "河口小学")
    pick(page, "参加的学校", "枫林小学")
    save(page)
    record(page, KIND, "体校来校带训", PARTNER)


def test_a_county_pairs_a_campus_a_town_a_community_and_a_partner_in_a_dimension_of_its_own(
    desk: Page, phone: Page, tmp_path: Path
) -> None:
    sign_in_as(desk, "王建平")
    add_a_dimension_and_a_campus(desk)
    before = len(lanes(desk))
    addresses = []
    for first, second, ticked, partner in PAIRS:
        open_pair(desk, first, second, *ticked, partner=partner)
        expect(desk).to_have_title(re.compile(f"{first}与{second or partner}"))
        no_axe_faults(desk)
        addresses.append(desk.url)
    desk.goto("/pairs/?dimension=书法")
    expect(desk.locator("main tbody tr")).to_have_count(2)
    drawn = lanes(desk)
    assert len(drawn) == before + 5
    assert all(lane in drawn for lane in DRAWN)
    for name in (CAMPUS, TOWN, COMMUNITY, PARTNER):
        assert desk.locator("svg.net.wide title", has_text=name).count(), name

    sign_in_as(phone, "周敏")
    record_one_of_each(phone)
    ours = "云溪县实验小学"
    assert credited(phone, "东校区一起备课") == {ours, "柳河乡中心小学"}
    assert credited(phone, "全镇一起研讨") == {ours, "白塔镇中心小学"}
    assert credited(phone, "共同体一起去石桥") == {ours, "白塔镇中心小学", "大湾村小学", "石桥中学"}
    assert credited(phone, "体校来校带训") == {ours, PARTNER}

    for address, (first, second, _, partner) in zip(addresses, PAIRS, strict=True):
        names = first, second or partner
        desk.goto(address)
        desk.get_by_role("link", name="起草协议").click()
        desk.get_by_role("button", name="保存").click()
        words = "\n".join(p.text for p in docx.Document(str(saved_file(desk, "Word", tmp_path))).paragraphs)
        assert all(name in words for name in names)
        report(desk, "与".join(BRIEF.get(name, name) for name in names))
        expect(desk.locator("main")).to_contain_text("与".join(names))
    change_to(desk, "马德昌")
    desk.goto("/pairs/")
    item(desk, TOWN).get_by_role("link").first.click()
    expect(desk.get_by_text("全镇一起研讨")).to_be_visible()
    desk.goto("/pairs/?q=共同体")
    item(desk, COMMUNITY).get_by_role("link").first.click()
    expect(desk.get_by_text("共同体一起去石桥")).to_be_visible()
    change_to(desk, "陈立新")
    for address in ("/pairs/", "/pairs/new/", "/needs/new/"):
        desk.goto(address)
        expect(desk.locator("main")).not_to_contain_text("书法")
