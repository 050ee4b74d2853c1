import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshou.kernel.numerals import to_chinese
from xieshou.kernel.similar import same_topic

words = st.text(alphabet="语文数学教研送下乡第三四五课年级《》背影1２3、0-.a 活动", max_size=16)

SAME = [
    ("五年级语文同课异构活动", "开展五年级语文同课异构"),
    ("第三课《背影》", "第3课《背影》"),
    ("第一次联席会议", "第1次 联席会议"),
    ("赴希望小学送教下乡", "实验小学来我校送教下乡"),
    ("“手拉手”书信交流", "手拉手书信交流活动"),
    ("英语示范课 Unit 3 My Day", "英语示范课《Unit 3 My day》"),
    ("新教师培训班（第二期）", "第2期新教师培训班"),
    ("联席会议（3月9日）", "3月9号联席会议"),
    ("数学集体备课：分数的意义", "集体备课《分数的意义》"),
    ("三至五年级阅读分享会", "三、四、五年级阅读分享会"),
    ("向希望小学捐赠图书300册", "接受实验小学捐赠图书300册"),
]
OTHER = [
    ("第3课", "第4课"),
    ("五年级语文教研", "六年级语文教研"),
    ("五年级语文教研", "五年级数学教研"),
    ("同课异构《背影》", "同课异构《荷塘月色》"),
    ("第一次联席会议", "第二次联席会议"),
    ("第十二次联席会议", "第2次联席会议"),
    ("2025年读书节", "2026年读书节"),
    ("新教师培训2", "新教师培训3"),
    ("三年级上册集体备课", "三年级下册集体备课"),
    ("捐赠图书300册", "捐赠图书500册"),
    ("第一小学来访", "第二小学来访"),
    ("送教下乡", "安全工作座谈会"),
    ("德育主任交流", "食堂管理座谈"),
    ("2班家访", "3班家访"),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_one_event_in_two_wordings_is_noticed(a, b):
    assert same_topic(a, b) >= 0.6


@pytest.mark.parametrize(("a", "b"), OTHER)
def test_events_that_differ_in_figure_subject_or_title_stay_apart(a, b):
    assert same_topic(a, b) < 0.6


@given(words, words)
def test_the_score_is_mutual_and_within_bounds(a, b):
    assert 0.0 <= same_topic(a, b) <= 1.0
    assert same_topic(a, b) == same_topic(b, a)


@given(words)
def test_the_same_words_score_1(a):
    assert same_topic(a, a) in (0.0, 1.0)
    assert same_topic("送" + a, "送" + a) == 1.0


@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from(["课", "年级", "次", "单元", "班", "期"]))
def test_another_number_of_the_same_thing_is_another_event(m, n, label):
    score = same_topic(f"第{m}{label}语文观摩研讨活动", f"第{to_chinese(n)}{label}语文观摩研讨活动")
    assert score == 1.0 if m == n else score < 0.6


def test_nothing_is_like_nothing():
    assert same_topic("", "") == same_topic("，", "送教") == 0.0
