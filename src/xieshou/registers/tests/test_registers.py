"""Needs, papers, steering groups and communities come in from a table, are told cell by cell, and go out again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.world import World
from xieshou.bulk.tests.books import table
from xieshou.bulk.tests.test_entering import enter, press, send, the_load
from xieshou.pairings.models import Community, Member, Need
from xieshou.pairings.operations.state_need import amend_need
from xieshou.papers.models import PolicyDocument
from xieshou.plans.models import Plan
from xieshou.scoping.models import Reach
from xieshou.scoping.scope import unscoped
from xieshou.steering.models import GroupMember, SteeringGroup

NEEDS = (
    ("学校", "哪一种", "维度", "需求与优势", "从哪里看出来", "提出", "对方学校"),
    ("白塔镇中心小学", "需求", "教研帮扶", "课堂提问太碎", "课堂观察", "2026-03-09", "实验小学"),
    ("实验小学", "优势", "教研帮扶", "有成熟的集体备课", "", "", ""),
)
PAPERS = (
    ("文件名称", "文号", "发文单位", "发文日期", "执行日期", "执行到哪天", "试点"),
    ("《结对帮扶工作实施方案》", "甲教〔2026〕3号", "甲县教育局", "2026年2月1日", "2026-03-01", "2028-12-31", "是"),
    ("关于开展送教下乡的通知", "", "", "2026.3.1", "", "", ""),
)
GROUPS = (
    ("学校", "小组名称", "组长", "副组长", "成员", "办公室设在", "成立日期"),
    ("甲县教育局", "", "王建平（局长）", "李强（副局长、督学）", "周敏（科长）、林芳", "教育股", "2025-09-01"),
    ("白塔小学", "白塔小学帮扶小组", "马春生", "", "", "", ""),
)
COMMUNITIES = (
    ("名称", "哪一种", "核心校", "成员校", "成立"),
    ("白塔教育集团", "集团", "实验小学", "白塔小学、柳河小学", "2025-09-01"),
)
PLANS = (
    ("学校", "对方学校", "共同体", "计划名称", "从哪一天", "到哪一天", "指导思想"),
    ("实验小学", "白塔小学", "", "2026年春季帮扶计划", "2026-02-24", "2026-07-03", "以教研促教学。"),
    ("实验小学", "", "青山共同体", "2026年共同体计划", "2026-02-24", "2026-07-03", ""),
)
WHOLE: dict[str, tuple[Any, Any]] = {
    "needs": (NEEDS, Need),
    "papers": (PAPERS, PolicyDocument),
    "groups": (GROUPS, SteeringGroup),
    "communities": (COMMUNITIES, Community),
    "plans": (PLANS, Plan),
}


def entered(world: World, sort: str, *lines: Any, name: str = "安") -> tuple[Any, str]:
    """Send a table; the client and the page that says what it would do."""
    client, (head, *good) = enter(world, name), WHOLE[sort][0]
    return client, send(client, table(*(lines or good), head=head), sort=sort).content.decode()


def count(model: Any) -> int:
    with unscoped("a test counts"):
        return int(model.objects.count())


@pytest.mark.parametrize("sort", WHOLE)
def test_a_table_goes_in_and_out_again(world: World, sort: str) -> None:
    (_, *lines), model = WHOLE[sort]
    before = count(model)
    client, page = entered(world, sort)
    assert f"{len(lines)}行可以录入" in page, page
    press(client, the_load(), "confirm")
    assert count(model) == before + len(lines)
    page = press(client, the_load(), "undo")
    assert f"已经撤回{len(lines)}" in page and "留着没有撤" not in page
    assert count(model) == before


@pytest.mark.parametrize("sort", WHOLE)
def test_the_blank_table_is_understood_and_the_same_again_is_a_fault(world: World, sort: str) -> None:
    client, _ = entered(world, sort)
    blank = client.get(f"/intake/tables/{sort}/template/").content
    assert "E-BLK-103" in send(client, blank, sort=sort).content.decode()
    entered(world, sort)
    press(client, the_load(), "confirm")
    _, page = entered(world, sort)
    assert f"{len(WHOLE[sort][0]) - 1}行要改" in page and "已经" in page


def test_what_came_in_is_what_was_written(world: World) -> None:
    for sort in WHOLE:
        client, _ = entered(world, sort)
        press(client, the_load(), "confirm")
    with unscoped("a test reads"):
        need = Need.objects.get(sort="need")
        assert (need.school, need.pairing, need.basis) == (world.a2, world.pair, "lesson")
        assert Need.objects.get(sort="strength").pairing is None
        paper = PolicyDocument.objects.get(pilot=True)
        assert (paper.title, paper.number) == ("结对帮扶工作实施方案", "甲教〔2026〕3号")
        assert paper.in_force_to == date(2028, 12, 31) and paper.place == world.county_a
        group = SteeringGroup.objects.get(place=world.county_a)
        sat = set(GroupMember.objects.filter(group=group).values_list("name", "post", "role"))
        assert group.name == "结对帮扶工作领导小组" and group.office == "教育股"
        assert sat == {
            ("王建平", "局长", "head"),
            ("李强", "副局长、督学", "deputy"),
            ("周敏", "科长", "member"),
            ("林芳", "", "member"),
        }
        plan = Plan.objects.get(pairing=world.pair)
        assert (plan.school, plan.state, plan.guiding) == (world.a1, "draft", "以教研促教学。")
        assert Plan.objects.get(community=world.community).ends == date(2026, 7, 3)
        made = Community.objects.get(name="白塔教育集团")
        assert made.sort == "group"
        assert set(Member.objects.filter(community=made).values_list("school", flat=True)) == {
            world.a1.pk,
            world.a2.pk,
            world.b2.pk,
        }
        assert Reach.objects.filter(record=made.pk).count() == 3


def test_wrong_cells_are_told(world: World) -> None:
    _, page = entered(
        world,
        "needs",
        ("白搭小学", *NEEDS[1][1:]),
        (*NEEDS[1][:2], "不知道", *NEEDS[1][3:]),
        (*NEEDS[1][:6], "柳河小学"),
    )
    for words in ("3行要改", "A列 学校", "改成“白塔镇中心小学”", "C列 维度", "没有“不知道”这个维度", "没有结对"):
        assert words in page, words
    _, page = entered(world, "papers", (*PAPERS[1][:3], "2月30日", *PAPERS[1][4:]), (*PAPERS[1][:5], "2020-1-1", ""))
    for words in ("2行要改", "D列 发文日期", "E-POL-102", "F列 执行到哪天"):
        assert words in page, words
    _, page = entered(world, "groups", (*GROUPS[1][:2], "甲、乙", *GROUPS[1][3:]), GROUPS[2], GROUPS[2])
    for words in ("2行要改", "C列 组长", "组长只能有一位", "第4行", "和第3行一样"):
        assert words in page, words
    _, page = entered(
        world, "communities", (*COMMUNITIES[1][:3], "白搭小学、柳河小学", ""), (*COMMUNITIES[1][:3], "实验小学", "")
    )
    for words in ("2行要改", "D列 成员校", "改成“白塔镇中心小学、柳河小学”", "至少还要有一所成员校"):
        assert words in page, words
    _, page = entered(
        world,
        "plans",
        (*PLANS[1][:1], "柳河小学", "青山共同体", *PLANS[1][3:]),
        ("白塔小学", *PLANS[2][1:]),
        (*PLANS[1][:5], "2026-02-01", ""),
    )
    for words in ("3行要改", "写一样", "共同体的计划由核心校写", "F列 到哪一天", "要晚于开始的那天"):
        assert words in page, words


def test_what_was_amended_or_used_meanwhile_stays(world: World) -> None:
    client, _ = entered(world, "needs")
    press(client, the_load(), "confirm")
    with unscoped("a test amends"):
        amend_need(world.user("安"), need=Need.objects.get(sort="need"), text="课堂提问太碎、太快")
    page = press(client, the_load(), "undo")
    assert "已经撤回1条" in page and "1条后来改过或者有别的记录用着，留着没有撤" in page
    assert count(Need) == 1


def test_a_long_cell_is_kept_whole(world: World) -> None:
    people = "、".join(f"王{chr(0x4E00 + at)}（某某小学的老师）" for at in range(40))
    client, page = entered(world, "groups", (*GROUPS[1][:4], people, "", ""))
    assert "1行可以录入" in page, page
    press(client, the_load(), "confirm")
    with unscoped("a test counts"):
        assert GroupMember.objects.filter(role="member").count() == 40


def test_schools_enter_their_own_and_nobody_opens_communities_but_the_county(world: World) -> None:
    client, page = entered(world, "needs", NEEDS[1], name="马校长")
    assert "1行可以录入" in page
    _, page = entered(world, "needs", NEEDS[2], name="马校长")
    assert "您不能替这所学校记" in page
    for sort in ("communities", "papers"):
        assert client.get(f"/intake/tables/{sort}/").status_code == 404
    assert enter(world, "白").get("/intake/tables/needs/").status_code == 404


@pytest.mark.parametrize(
    ("sort", "url"),
    [
        ("needs", "/needs/"),
        ("papers", "/papers/"),
        ("groups", "/groups/"),
        ("communities", "/communities/"),
        ("plans", "/plans/"),
    ],
)
def test_the_list_leads_there(world: World, sort: str, url: str) -> None:
    assert f"/intake/tables/{sort}/" in enter(world, "安").get(url).content.decode()
