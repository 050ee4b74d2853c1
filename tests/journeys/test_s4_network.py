"""S4: directed pairs by dimension: a school gives here and receives there, and one pair helps both ways."""

import re

from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .steps import go


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
