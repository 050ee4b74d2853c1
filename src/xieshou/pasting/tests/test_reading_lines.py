"""Invented lines of many habits; the figure in the last test is what this reader holds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshou.catalogue import catalogue
from xieshou.office.rosters.wording import SUBJECTS_SAID
from xieshou.pasting.drafts import _cue
from xieshou.pasting.reading_lines import Draft, Known, read_lines
from xieshou.sheets.errors import SheetRefused

TODAY = date(2026, 6, 11)
SCHOOLS = {"p1": ["甲县实验小学", "实验小学"], "p2": ["大湾村小学", "大湾小学"]}
STAFF = ["李桂兰", "吴晓燕", "张小梅", "王芳", "阿依古丽·买买提", "陈明"]
KNOWN = Known(
    TODAY,
    [_cue(kind) for kind in catalogue.live()],
    {word: subject for word, subject in SUBJECTS_SAID.items() if len(word) > 1},
    STAFF,
    SCHOOLS,
    ["白塔镇中心小学", "白塔小学"],
)
D = date

# words, date, kind, subject, people, school, numbers, topic
LINES = [
    (
        "6月9日 李桂兰 听评课《赵州桥》语文 实验小学 2节",
        D(2026, 6, 9), "lesson_observation", "语文", ["李桂兰"], "p1", {"lessons": 2}, "《赵州桥》",
    ),
    (
        "1. 6月3日和实验小学线上集体备课，数学，吴晓燕、王芳参加",
        D(2026, 6, 3), "joint_planning", "数学", ["吴晓燕", "王芳"], "p1", {}, None,
    ),
    (
        "2、2026年5月20日，同研一节课《折线统计图》，实验小学，陈明",
        D(2026, 5, 20), "same_lesson_online", "", ["陈明"], "p1", {}, "《折线统计图》",
    ),
    (
        "③ 5.14 实验小学送教下乡 美术《家乡的桥》 学生34人",
        D(2026, 5, 14), "outreach_lesson", "美术", [], "p1", {"pupils": 34}, "《家乡的桥》",
    ),
    (
        "4.昨天，王芳老师去大湾村小学上示范课一节，数学",
        D(2026, 6, 10), "demonstration_lesson", "数学", ["王芳"], "p2", {"lessons": 1}, None,
    ),
    (
        "张小梅 5/28 英语公开课《Last weekend》1节 实验小学",
        D(2026, 5, 28), "open_lesson", "英语", ["张小梅"], "p1", {"lessons": 1}, "《Last weekend》",
    ),
    (
        "2026-05-06 与大湾小学联席会议，李桂兰、陈明",
        D(2026, 5, 6), "joint_meeting", "", ["李桂兰", "陈明"], "p2", {}, None,
    ),
    (
        "六月四日 班主任经验交流 实验小学 教师18人",
        D(2026, 6, 4), "staff_exchange", "", [], "p1", {"teachers": 18}, None,
    ),
    (
        "5月29日手拉手五个一，实验小学，学生86名",
        D(2026, 5, 29), "five_ones", "", [], "p1", {"pupils": 86}, None,
    ),
    (
        "今天 阿依古丽·买买提 在实验小学听语文课3节",
        D(2026, 6, 11), "lesson_observation", "语文", ["阿依古丽·买买提"], "p1", {"lessons": 3}, None,
    ),
    (
        "6月8号下午，实验小学，同课异构《圆的面积》，数学，王芳，2节",
        D(2026, 6, 8), "parallel_lesson", "数学", ["王芳"], "p1", {"lessons": 2}, "《圆的面积》",
    ),
    (
        "周三 李桂兰 语文专题研讨“整本书阅读” 实验小学",
        D(2026, 6, 10), "research_seminar", "语文", ["李桂兰"], "p1", {}, "整本书阅读",
    ),
    (
        "5月12日 专递课堂 英语 2节 实验小学 学生40人",
        D(2026, 5, 12), "delivered_class", "英语", [], "p1", {"lessons": 2, "pupils": 40}, None,
    ),
    (
        "4月22日，主题班会《我爱家乡》，实验小学，1节，学生45人",
        D(2026, 4, 22), "class_meeting", "", [], "p1", {"lessons": 1, "pupils": 45}, "《我爱家乡》",
    ),
    (
        "4月30日书信往来 实验小学 120封",
        D(2026, 4, 30), "letters", "", [], "p1", {"items": 120}, None,
    ),
    (
        "5月8日（周五）吴晓燕 说课《平行四边形的面积》数学 大湾村小学",
        D(2026, 5, 8), "lesson_talk", "数学", ["吴晓燕"], "p2", {}, "《平行四边形的面积》",
    ),
    (
        "3月17日家长讲座 实验小学 陈明",
        D(2026, 3, 17), "parent_lecture", "", ["陈明"], "p1", {}, None,
    ),
    (
        "日期：3月20日 地点：实验小学 内容：领导互访 人员：李桂兰、陈明",
        D(2026, 3, 20), "leader_visit", "", ["李桂兰", "陈明"], "p1", {}, None,
    ),
    (
        "4月9日友谊赛 实验小学 学生24人",
        D(2026, 4, 9), "sports_match", "", [], "p1", {"pupils": 24}, None,
    ),
    (
        "5月15日 城乡体验一日游 实验小学 学生五十人",
        D(2026, 5, 15), "day_visit", "", [], "p1", {"pupils": 50}, None,
    ),
    (
        "讲座：《如何上好作文课》，4月15日，实验小学，语文，李桂兰",
        D(2026, 4, 15), "lecture", "语文", ["李桂兰"], "p1", {}, "《如何上好作文课》",
    ),
    (
        "3月31日我校和大湾小学资源共享课件30件",
        D(2026, 3, 31), "resources_shared", "", [], "p2", {"items": 30}, None,
    ),
    (
        "6.1 作品展 实验小学 展出60件",
        D(2026, 6, 1), "art_show", "", [], "p1", {"items": 60}, None,
    ),
    (
        "王芳、张小梅，5月26日，评课议课，数学，大湾村小学",
        D(2026, 5, 26), "lesson_review", "数学", ["王芳", "张小梅"], "p2", {}, None,
    ),
    (
        "5月19日 学情调研 大湾小学 学生130人",
        D(2026, 5, 19), "learning_survey", "", [], "p2", {"pupils": 130}, None,
    ),
    (
        "5月7日 师徒结对3对 实验小学",
        D(2026, 5, 7), "mentorship", "", [], "p1", {"items": 3}, None,
    ),
    (
        "去年11月5日 期中联考 实验小学 学生210人",
        D(2025, 11, 5), "joint_exam", "", [], "p1", {"pupils": 210}, None,
    ),
    (
        "4月2日 家访 12户 大湾小学 李桂兰",
        D(2026, 4, 2), "home_visit", "", ["李桂兰"], "p2", {"items": 12}, None,
    ),
    (
        "✅5月21日，数学听课7节，实验小学，吴晓燕",
        D(2026, 5, 21), "lesson_observation", "数学", ["吴晓燕"], "p1", {"lessons": 7}, None,
    ),
    (
        "5月27日，到实验小学参观学习，教师6人",
        D(2026, 5, 27), "study_visit", "", [], "p1", {"teachers": 6}, None,
    ),
    (
        "3月12日 主题德育 “植树节” 实验小学 学生90人",
        D(2026, 3, 12), "moral_event", "", [], "p1", {"pupils": 90}, "植树节",
    ),
    (
        "辩课 6月2日 语文 实验小学 李桂兰 《草船借箭》",
        D(2026, 6, 2), "lesson_debate", "语文", ["李桂兰"], "p1", {}, "《草船借箭》",
    ),
    (
        "5月11日我校李桂兰、吴晓燕两位老师到实验小学跟班轮训",
        D(2026, 5, 11), "school_training", "", ["李桂兰", "吴晓燕"], "p1", {"teachers": 2}, None,
    ),
    (
        "4月17日 法治教育 大湾小学 学生100余人",
        D(2026, 4, 17), "moral_event", "", [], "p2", {"pupils": 100}, None,
    ),
    (
        "6月5号 线上会议 实验小学 陈明 王芳",
        D(2026, 6, 5), "online_meeting", "", ["陈明", "王芳"], "p1", {}, None,
    ),
    (
        "3月26日 教师基本功比赛 实验小学 参评8件",
        D(2026, 3, 26), "teacher_contest", "", [], "p1", {"items": 8}, None,
    ),
]  # fmt: skip


def one(text: str) -> Draft:
    drafts = read_lines(text, KNOWN)
    assert len(drafts) == 1, drafts
    return drafts[0]


def wrong(case: tuple) -> dict[str, object]:
    text, on, kind, subject, people, school, numbers, topic = case
    draft = one(text)
    wanted = {"on": on, "kind": kind, "subject": subject, "people": people, "school": school, "numbers": numbers}
    if topic is not None:
        wanted["topic"] = topic
    return {name: getattr(draft, name) for name, value in wanted.items() if getattr(draft, name) != value}


def test_at_least_thirty_four_of_thirty_six_invented_lines_are_read_fully_right() -> None:
    faults = {case[0]: wrong(case) for case in LINES}
    right = sum(not fault for fault in faults.values())
    assert right >= 34, {text: fault for text, fault in faults.items() if fault}
    assert len(LINES) == 36


@pytest.mark.parametrize(
    ("text", "field", "why"),
    [
        ("李桂兰 听评课 实验小学", "on", "没有写日期"),
        ("6月9日-10日 专题培训 实验小学", "on", "先按第一天"),
        ("6月9日 去实验小学办事", "kind", "没看出"),
        ("6月9日 语文、数学听课 实验小学", "subject", "先记"),
        ("6月9日 听评课 语文", "school", "没有写对方学校"),
        ("6月9日 王老师 实验小学 听课", "people", "先按王芳记"),
        ("6月9日 赵老师 实验小学 听课", "people", "哪一位"),
        ("6月9日 孙丽老师 实验小学 听课", "people", "名册里没有孙丽"),
        ("6月9日 送教 实验小学 40人", "numbers", "先按学生"),
        ("6月9日 听课 实验小学 3次", "numbers", "先记成一次"),
        ("2026年2月30日 听课 实验小学", "on", "只有28天"),
        ("7月1日 听课 实验小学", "on", "今天之后"),
        ("6月9日 和实验小学、大湾小学听课", "school", "几所"),
        ("6月9日 去柳河小学听课", "school", "没有和“柳河小学”结对"),
    ],
)
def test_what_is_guessed_says_so(text: str, field: str, why: str) -> None:
    assert why in one(text).doubts.get(field, ""), one(text)


def test_a_chat_gives_each_message_to_its_speaker_and_day() -> None:
    chat = "李桂兰 2026/6/9 14:32\n在实验小学听课2节，语文\n吴晓燕 2026/6/10 09:01\n和大湾小学集体备课"
    first, second = read_lines(chat, KNOWN)
    assert (first.on, first.people, first.numbers) == (date(2026, 6, 9), ["李桂兰"], {"lessons": 2})
    assert (second.on, second.people, second.school) == (date(2026, 6, 10), ["吴晓燕"], "p2")
    assert "按发消息那天" in first.doubts["on"]


@given(st.text(max_size=300))
def test_whatever_is_pasted_nothing_breaks(text: str) -> None:
    try:
        drafts = read_lines(text, KNOWN)
    except SheetRefused:
        return
    assert all(draft.on is None or isinstance(draft.on, date) for draft in drafts)
