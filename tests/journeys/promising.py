"""Promises as people enter them: blanks of one form, by their labels."""

import re
from typing import NamedTuple

from playwright.sync_api import Locator, Page, expect


class Line(NamedTuple):
    """One promise: what is counted, how many, how often, for each of what, and how it then reads."""

    kind: str
    least: int
    reads: str
    most: int | None = None
    per: str = "每学期"
    each: str = "合计"
    name: str = ""
    part: tuple[str, int] | None = None
    responsible: str = ""


SUBJECTS = "（语文、数学、英语）"
# The plan of a helped school, quota by quota; the number says under which of its measures each stands.
ELEVEN = (
    (0, Line("联席会议（次）", 1, "每学期联席会议1次", 1)),
    (1, Line("在岗挂职（人）", 1, "每学期副校长带课题挂职1人", 1, name="副校长带课题挂职")),
    (1, Line("在岗蹲点（人）", 1, "每学期中层干部蹲点1—2人", 2, name="中层干部蹲点")),
    (2, Line("同研一节课（次）", 1, "每学期同研一节课不少于1次")),
    (3, Line("市级以上课题（项）", 1, "协议期内市级以上课题不少于1项", per="协议期内")),
    (
        4,
        Line(
            "教研活动（次）", 2, f"每学期每学科{SUBJECTS}教研活动2—4次，其中信息技术整合教研不少于2次，吴晓燕负责",
            4, each="每学科", part=("信息技术整合教研（次）", 2), responsible="吴晓燕",
        ),
    ),
    (6, Line("参观学习（次）", 2, f"每学期每学科{SUBJECTS}骨干外出学习不少于2次", each="每学科", name="骨干外出学习")),
    (13, Line("主题德育（次）", 2, "每学期主题德育不少于2次")),
    (14, Line("五个一活动（次）", 1, "每学期五个一活动1次", 1)),
    (15, Line("城乡体验一日游（次）", 1, "每学期城乡体验一日游1次", 1)),
)  # fmt: skip
FIVE_PARTS = (
    Line("交手拉手好朋友（个）", 1, "每学期交手拉手好朋友不少于1个"),
    Line("书信往来（封）", 1, "每学期书信往来不少于1封"),
    Line("互赠图书文具报纸（件）", 1, "每学期互赠图书文具报纸不少于1件"),
    Line("为伙伴做好事（件）", 1, "每学期为伙伴做好事不少于1件"),
    Line("互学技能（项）", 1, "每学期互学技能不少于1项"),
)
ELSEWHERE = (
    Line("校级领导互访（次）", 2, "每学期每校校级领导互访不少于2次", each="每校"),
    Line("教学主任互访（次）", 3, "每学期教学主任互访不少于3次"),
    Line("安全主任互访（次）", 3, "每学期安全主任互访不少于3次"),
    Line("德育主任互访（次）", 3, "每学期德育主任互访不少于3次"),
    Line("派出挂职（人次）", 1, "每学期干部交流并写鉴定不少于1人次", name="干部交流并写鉴定"),
    Line("示范课（节）", 3, "每学期每位派遣教师示范课不少于3节", each="每位派遣教师"),
    Line("线上教研（次）", 1, "每月线上教研不少于1次", per="每月"),
    Line("线下示范课（节）", 2, "每学期线下示范课不少于2节"),
    Line("共享资源（件）", 1, "每月共享资源不少于1件", per="每月"),
    Line("授课（课时）", 8, "每周每位派遣教师授课不少于8课时", per="每周", each="每位派遣教师"),
    Line("授课（课时）", 4, "每周每批体育授课不少于4课时", per="每周", each="每批", name="体育授课"),
    Line("师徒结对（对）", 2, "每学期每位派遣教师师徒结对2—3对", 3, each="每位派遣教师"),
    Line("线下教研（次）", 1, "每季度线下教研不少于1次", per="每季度"),
    Line("学困生辅导（次）", 1, "每周学困生辅导不少于1次", per="每周"),
    Line("跟班轮训（次）", 1, "每月跟班轮训不少于1次", per="每月"),
    Line("家访（户）", 10, "每学年每位教师（28人）家访不少于10户", per="每学年", each="每位教师"),
    Line("讲座（场）", 2, "每自然年讲座不少于2场", per="每自然年"),
    Line("共享资源（件）", 300, "计划期内资源库不少于300件", per="计划期内", name="资源库"),
)


def chip(page: Page, word: str) -> Locator:
    """A chip of the form by its whole word."""
    return page.locator("form.record label").filter(has_text=re.compile(f"^{re.escape(word)}$")).first


def enter(page: Page, plan: str, line: Line, measure: str = "") -> None:
    """Write one promise through the form and arrive back at the plan, which says it."""
    page.goto(f"{plan}promises/new/{f'?measure={measure}' if measure else ''}")
    page.get_by_label("做什么").select_option(label=line.kind)
    page.get_by_label("最少").fill(str(line.least))
    if line.most:
        page.get_by_label("最多").fill(str(line.most))
    for word in (line.per, line.each):
        if not chip(page, word).locator("input").is_checked():
            chip(page, word).click()
    if line.part:
        page.get_by_label("其中").select_option(label=line.part[0])
        page.get_by_label("不少于").fill(str(line.part[1]))
    if line.responsible:
        page.get_by_label("谁负责").fill(line.responsible)
    if line.name:
        page.locator("summary").filter(has_text="谁来做").click()
        page.get_by_label("叫什么").fill(line.name)
    page.get_by_role("button", name="写进计划").click()
    expect(page.get_by_text("写进计划了。")).to_be_visible()


def rows(page: Page) -> list[str]:
    """What each promise of the open plan says, with its figure and state, without breaks."""
    return [re.sub(r"\s+", "", text) for text in page.locator("li.promise").all_inner_texts()]
