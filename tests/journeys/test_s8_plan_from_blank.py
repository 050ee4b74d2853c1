"""S8: a whole plan from a blank page, out again as a Word plan with the same parts; what the county sees."""

import re
from datetime import date, timedelta
from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect

from .conftest import no_axe_faults, sign_in_as
from .promising import ELEVEN, enter
from .steps import change_to, go, record, saved_file

GUIDING = """作为被帮的一方，我们盼着对方在人才、管理、教学上拉一把，也把自己的长处拿出来。
两校的资源放在一起用，教师常来常往，学生手拉手，一同把书教好。"""
GROUP = "组长：马德昌\n副组长：何永胜\n成员：李桂兰、吴晓燕"
HEADINGS = (
    ("学校管理指导", "学对方的办学思想和制度，理顺自己的发展规划。", [
        "两校坐到一起开联席会，商量管理和教学上的难处。",
        "派副校长带着课题去挂职，派中层干部去蹲点。",
    ]),
    ("校本教研指导", "教研是弱项，靠对方带一带。", [
        "在教研网上一起研同一节课。",
        "三年里一同承担一项市级以上课题，校内小课题跟着做。",
        "备课、讲课、说课、反思连成一体，信息技术用进课堂。",
        "继续教育的校本实施项目也一起做。",
    ]),
    ("教学交流指导", "", [
        "选派骨干教师去集体备课、研讨、观摩。",
        "配合对方教师上好公开课、办好讲座。",
        "请对方到场或上网指导师徒协作和同课异构。",
        "学科之间对调互补，长的一年，短的一周一月。",
        "文艺、体育、科技活动互派师生，办出自己的校园文化。",
    ]),
    ("教师培养指导", "", [
        "教师分批去对方学校轮训，学新课标、新技术。",
        "班主任、辅导员常联系，学科带头人和骨干结成小团队，教研组长互相走动。",
    ]),
    ("学生发展指导", "让孩子看看城市，也让城里孩子看看乡村。", [
        "以养成、生命、感恩、责任、法治为题办德育活动。",
        "五个一手拉手：交朋友、写信、赠书、做好事、学本领。",
        "城乡体验一日游。",
    ]),
)  # fmt: skip
MONTHS = """5月份：两校碰头，签下协议
5月份：写好学年计划
9月份：请对方教师来校上课、指导
10月份：教师去看示范课
10-12月份：中层轮岗跟班，教师跟班，班主任交流
1月份：小结本学期
2月份：商量新学期怎么做
3月份：学主题队会
4月份：请对方指导小课题
5月份：家庭教育讲座
6月份：两校教师座谈
7月份：全年总结"""
GUARANTEES = """成立领导小组，定好计划，专人负责。
写进学校年度考核和评优。
安排专项经费。"""
PAPERS = "《义务教育均衡发展规划》\n《关于开展城乡学校结对帮扶的通知》"
TITLE = "白塔镇中心小学受援工作计划"


def paste(page: Page) -> None:
    """Fill the blank page part by part, the measures numbered as they stand in a paper."""
    page.get_by_label("名称").fill(TITLE)
    page.get_by_label("从", exact=True).fill("2026-05-01")
    page.get_by_label("到", exact=True).fill("2027-07-31")
    page.get_by_label("本期主题").fill("课堂一起变")
    page.get_by_label("依据的文件").fill(PAPERS)
    page.get_by_label("指导思想").fill(GUIDING)
    page.get_by_label("组织机构").fill(GROUP)
    page.get_by_label("月度安排").fill(MONTHS)
    page.get_by_label("工作保障").fill(GUARANTEES)
    page.get_by_role("button", name="再加3个标题").click()
    expect(page.get_by_label("标题", exact=True)).to_have_count(6)
    for number, (heading, lead, measures) in enumerate(HEADINGS):
        page.get_by_label("标题", exact=True).nth(number).fill(heading)
        page.get_by_label("想做到什么").nth(number).fill(lead)
        lines = "\n".join(f"{'①②③④⑤'[n]}、{text}" for n, text in enumerate(measures))
        page.get_by_label("措施，一行一条").nth(number).fill(lines)


def test_the_whole_plan_is_written_from_a_blank_page_and_comes_out_as_word(desk: Page, tmp_path: Path) -> None:
    sign_in_as(desk, "马德昌")
    go(desk, "计划")
    desk.get_by_role("link", name="写计划").click()
    desk.locator("main a").filter(has_text="实验").first.click()
    expect(desk.get_by_label("指导思想")).not_to_be_empty()  # the sample stands there
    desk.get_by_role("link", name="从空白写").click()
    expect(desk.get_by_label("指导思想")).to_be_empty()
    no_axe_faults(desk)
    paste(desk)
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("计划写好了")).to_be_visible()
    plan = desk.url
    links = desk.get_by_role("link", name="加承诺").or_(desk.locator("a[href*='?measure=']"))
    ids = [address.partition("measure=")[2] for address in links.evaluate_all("all => all.map(a => a.href)")]
    assert len(ids) == sum(len(measures) for _, _, measures in HEADINGS)
    for measure, line in ELEVEN:
        enter(desk, plan, line, ids[measure])
    expect(desk.get_by_role("heading", level=1)).to_have_text("11项承诺，还在起草")
    no_axe_faults(desk)
    document = Document(str(saved_file(desk, "下载Word", tmp_path)))
    lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()]
    expected = ["根据《义务教育均衡发展规划》、《关于开展城乡学校结对帮扶的通知》，", "一、指导思想"]
    expected += [*GUIDING.splitlines(), "二、组织机构", *GROUP.splitlines(), "三、规划及主要措施"]
    for number, (heading, lead, measures) in enumerate(HEADINGS):
        expected += [f"（{'一二三四五'[number]}）{heading}", *([lead] if lead else [])]
        expected += [f"{'①②③④⑤'[n]}{text}" for n, text in enumerate(measures)]
    expected += ["四、工作安排", "2026年", "5月：", "9月：", "10月：", "10—12月：", "2027年"]
    expected += [f"{month}月：" for month in range(1, 8)]
    expected += ["五、工作保障", *GUARANTEES.splitlines(), "白塔镇中心小学"]
    place = 0
    for part in expected:
        found = next((n for n in range(place, len(lines)) if lines[n].startswith(part)), None)
        assert found is not None, (part, lines[place : place + 4])
        place = found + 1
    text = "".join(lines)
    assert all(line.reads in text for _, line in ELEVEN)
    assert "课堂一起变" in text


def test_a_scheme_is_written_and_the_officer_sees_which_of_the_four_a_school_has(desk: Page) -> None:
    today = date.today()
    sign_in_as(desk, "马德昌")
    go(desk, "计划")
    desk.get_by_role("link", name="写计划").click()
    desk.locator("main a").filter(has_text="实验").first.click()
    desk.get_by_label("名称").fill("结对帮扶实施方案")
    desk.locator("label").filter(has_text="实施方案").first.click()
    desk.get_by_label("从", exact=True).fill(str(today - timedelta(days=30)))
    desk.get_by_label("到", exact=True).fill(str(today + timedelta(days=300)))
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("计划写好了")).to_be_visible()
    expect(desk.locator(".meta")).to_contain_text("实施方案")
    record(desk, "调研督查", "县里来校看结对", "实验小学")
    change_to(desk, "王建平")
    row = desk.locator("section", has=desk.locator("#h-four")).locator("tr").filter(has_text="白塔镇中心小学")
    expect(row).to_be_visible()
    cells = row.locator("td").all_inner_texts()
    assert all(re.search(r"\d+月\d+日|今天", cell) for cell in cells[1:]), cells
    assert cells[3:] == ["今天，起草中", "今天"]
    no_axe_faults(desk)
    go(desk, "计划")
    expect(desk.locator("tr").filter(has_text="白塔镇中心小学").last).to_contain_text("起草中")
