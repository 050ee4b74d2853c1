"""What a clause promises is read as a person reads it, and nothing is made up."""

import pytest

from xieshou.clauses.reader import Offer, offers_in

SAID: dict[str, list[tuple[str, int, int | None, str, str]]] = {
    "每学期不少于2次教研活动。": [("research.count", 2, None, "term", "none")],
    "双方每学期召开联席会议1次，共同研究学校管理问题。": [("meeting.joint", 1, None, "term", "none")],
    "每学期开展教研活动不少于2次，示范课3节。": [
        ("research.count", 2, None, "term", "none"),
        ("lesson.demonstrated", 3, None, "term", "none"),
    ],
    "每学期每学科开展2到4次以备课、讲课、说课和教学反思为一体的教研活动，其中信息技术与课程整合的课不少于2次。": [
        ("research.count", 2, 4, "term", "subject"),
        ("research.ict", 2, None, "term", "subject"),
    ],
    "乙方每学期派出1名副校长带着课题到甲方挂职学习，派1到2名中层干部到甲方蹲点交流。": [
        ("secondment.present", 1, None, "term", "none"),
        ("residency.present", 1, 2, "term", "none"),
    ],
    "协议期内双方共同承担1项市级以上课题研究。": [("project.city_up", 1, None, "agreement", "none")],
    "每月听评课不超过4节。": [("lesson.observed", 1, 4, "month", "none")],
    "甲方每学年捐赠图书五百册。": [("books.count", 500, None, "school_year", "none")],
    "每周通一次电话，互相问好。": [],
    "双方互派教师任教、跟岗或走教。": [],
    "本协议自2026年9月1日起三年内有效。": [],
    "": [],
}


def read(text: str) -> list[tuple[str, int, int | None, str, str]]:
    return [(one.indicator.code, one.minimum, one.maximum, one.per, one.each) for one in offers_in(text)]


@pytest.mark.parametrize("text", SAID)
def test_the_figures_of_a_clause_are_read_as_quotas(text: str) -> None:
    assert read(text) == SAID[text]


def test_a_heading_names_what_a_sentence_leaves_out() -> None:
    text = "双方同备一节课、同上一节课，每个学科每学期不少于两次。"
    assert read(text) == []
    assert [one.indicator.code for one in offers_in(text, "教研共进")] == ["research.count"]


def test_who_gives_and_for_which_subjects_is_read_too() -> None:
    [offer] = offers_in("甲方每学期在语文、数学每学科送教2次。")
    assert isinstance(offer, Offer) and offer.giver == "甲方" and offer.each == "subject"
    assert offer.subjects == ("语文", "数学")
    assert offer.words.startswith("每学期每学科") and offer.words.endswith("2次")
