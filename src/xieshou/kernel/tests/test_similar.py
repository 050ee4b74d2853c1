"""Two texts side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshou.kernel.numerals import to_chinese
from xieshou.kernel.similar import contradict, heard, side_by_side

words = st.text(alphabet="语文数学教研送下乡第三四五课年级《》背影1２3、0-.a 活动", max_size=16)

AGREE = [
    ("五年级语文同课异构活动", "开展五年级语文同课异构"),
    ("第三课《背影》", "第3课《背影》"),
    ("第一次联席会议", "第1次 联席会议"),
    ("英语示范课 Unit 3 My Day", "英语示范课《Unit 3 My day》"),
    ("新教师培训班（第二期）", "第2期新教师培训班"),
    ("联席会议（3月9日）", "3月9号联席会议"),
    ("三至五年级阅读分享会", "三、四、五年级阅读分享会"),
    ("听课《赵州桥》", "《赵洲桥》"),
]
CONTRADICT = [
    ("第3课", "第4课"),
    ("五年级语文教研", "六年级语文教研"),
    ("五年级语文教研", "五年级数学教研"),
    ("同课异构《背影》", "同课异构《荷塘月色》"),
    ("第十二次联席会议", "第2次联席会议"),
    ("2025年读书节", "2026年读书节"),
    ("新教师培训2", "新教师培训3"),
    ("三年级上册集体备课", "三年级下册集体备课"),
    ("捐赠图书300册", "捐赠图书500册"),
    ("第一小学来访", "第二小学来访"),
    ("2班家访", "3班家访"),
]


@pytest.mark.parametrize(("a", "b"), AGREE)
def test_one_thing_in_two_writings_is_no_contradiction(a, b):
    assert not contradict(a, b)


@pytest.mark.parametrize(("a", "b"), CONTRADICT)
def test_another_figure_subject_or_title_is_one(a, b):
    assert contradict(a, b)


@given(words, words)
def test_contradiction_is_mutual_and_nobody_contradicts_himself(a, b):
    assert contradict(a, b) == contradict(b, a)
    assert not contradict(a, a)


@given(st.integers(1, 99), st.integers(1, 99), st.sampled_from("课节次期届"))
def test_another_number_of_the_same_thing_is_another_event(m, n, label):
    assert contradict(f"第{m}{label}观摩", f"第{to_chinese(n)}{label}观摩") == (m != n)


@given(words, words)
def test_side_by_side_every_letter_is_counted_once_from_either_side(x, y):
    common, left, right = side_by_side(x, y)
    assert side_by_side(y, x) == (common, right, left)
    assert (common + left, common + right) == (len(x), len(y))


@pytest.mark.parametrize(
    ("x", "y", "told"),
    [
        ("看食堂", "看课堂", (2, 1, 1)),
        ("后勤食堂", "食堂后勤", (4, 0, 0)),
        ("赵州桥", "赵洲桥", (3, 0, 0)),
        ("食堂", "实验室", (0, 2, 3)),
        ("", "课", (0, 0, 1)),
    ],
)
def test_what_moved_or_sounds_alike_is_common_and_another_word_is_not(x, y, told):
    assert side_by_side(x, y) == told


def test_what_sounds_alike_is_heard_alike():
    assert heard("查") == heard("察") != heard("看")
