"""A third sixty sentences, written after the first two were known; and every figure of all three made false."""

import re

from xieshou.reading import judge
from xieshou.reading.tests import test_claims, test_unseen
from xieshou.reading.tests.table import NAMES, TABLE
from xieshou.reading.tests.test_claims import wrong

BORNE_OUT = [
    ("今年春天，清河小学给两所结对学校送去了24节示范课。", "B"),
    ("听课是最实在的帮扶，我们听了46节。", "B"),
    ("46节听评课，节节有反馈单。", "B"),
    ("教师走出去：示范课24节、公开课6节、讲座5场。", "BBB"),
    ("老师们评课46节，写下意见。", "B"),
    ("仅5月，就有12节听评课在线下完成。", "B"),
    ("其中，柳湾小学听课30节。", "B"),
    ("语文、数学、英语三科示范课分别为10节、8节、6节。", "BBB"),
    ("数学教研3次，英语教研2次。", "BB"),
    ("集体备课安排了9场，柳湾小学5场，石桥小学4场。", "BBB"),
    ("报告会、讲座共5场。", "B"),
    ("5月邀请专家作讲座3场。", "B"),
    ("柳湾小学迎来4位支教教师，石桥小学迎来2位。", "BB"),
    ("英语支教教师1名，从9月起住校。", "B"),
    ("8名跟岗教师住进了教师公寓。", "B"),
    ("三期培训班，一百三十二人次参训。", "BB"),
    ("超过130人次参训。", "B"),
    ("11对师徒签下协议。", "B"),
    ("收到往来信118封，都由老师先读。", "B"),
    ("四月通信50封。", "B"),
    ("共有30对孩子成为手拉手伙伴。", "B"),
    ("善款32860元由双方学校签收。", "B"),
    ("石桥小学收到善款12860元。", "B"),
    ("物资价值175300元，其中图书860册。", "BB"),
    ("图书近900册。", "B"),
    ("互访共7次，联席会议每学期都开，共4次。", "BB"),
    ("课件、微课等资源达326件。", "B"),
    ("校本课程四门，奖项三个。", "BB"),
    ("学生问卷显示，92%的学生满意。", "B"),
    ("备课达标率提高25个百分点。", "B"),
]
NOT_BORNE_OUT = [
    ("我们听了56节课。", "C"),
    ("示范课24节，其中语文12节、数学8节。", "BCB"),
    ("4月上示范课10节。", "C"),
    ("示范课、公开课共32节。", "C"),
    ("石桥小学示范课12节。", "C"),
    ("教研十二次。", "C"),
    ("讲座二十余场，场场爆满。", "C"),
    ("支教教师8名。", "C"),
    ("柳湾小学支教教师5名。", "C"),
    ("跟岗教师约20名。", "C"),
    ("培训132名教师。", "N"),
    ("师徒结对30对。", "C"),
    ("书信近200封。", "C"),
    ("善款超过4万元。", "C"),
    ("图书1860册，电脑12台。", "CB"),
    ("捐赠钢琴2架。", "N"),
    ("教师满意度95%。", "N"),
    ("及格率从60%提高到85%。", "N"),
    ("学生的精神面貌大为改观，成绩稳步提升。", "N"),
    ("家访300户。", "N"),
]
NO_CLAIM = [
    ("5月6日至5月10日，两校师生同在一间教室上课。", ""),
    ("第十五周，三年级和四年级的班主任轮流值守。", ""),
    ("三（2）班的孩子说，一定要再来。", ""),
    ("教师们一边听一边记，十分用心。", ""),
    ("依据《乡村教师支持计划（2015—2020年）》，学校定下方案。", ""),
    ("县教字〔2026〕3号文件第五条说得明白。", ""),
    ("荣获市级二等奖，这是第一次。", ""),
    ("每一位老师都把对方的孩子当成自己的孩子。", ""),
    ("一所学校富了，不算富；一起好，才算好。", ""),
    ("下学期拟增派教师3名，计划听课50节以上。", ""),
]


def test_at_least_57_of_the_third_sixty_are_judged_right() -> None:
    every = [*BORNE_OUT, *NOT_BORNE_OUT, *NO_CLAIM]
    failures = wrong(every)
    print("\n".join(failures))
    assert len(every) == 60
    assert len(failures) <= 3, failures


def made_false(text: str) -> list[tuple[str, int]]:
    """The sentence with each of its borne-out figures in turn raised beyond what any modifier allows, and where."""
    changed = []
    for one in judge(text, TABLE, NAMES):
        digits = re.search(r"\d+", one.figure.text)
        if one.verdict == "borne_out" and digits:
            low, high = one.figure.start + digits.start(), one.figure.start + digits.end()
            changed.append((text[:low] + str(int(digits[0]) * 2 + 1) + text[high:], one.figure.start))
    return changed


def test_no_figure_that_is_made_false_is_still_borne_out() -> None:
    true = [*BORNE_OUT, *test_claims.BORNE_OUT, *test_unseen.BORNE_OUT]
    changed = [pair for text, _ in true for pair in made_false(text)]
    assert len(changed) > 100
    for text, start in changed:
        (verdict,) = [one.verdict for one in judge(text, TABLE, NAMES) if one.figure.start == start]
        assert verdict in {"contradicted", "no_record"}, text
