"""Whether two records may tell of one event: near in time, of one family, and neither says what the other denies.

Two who tell of one event tell it at different length and in different words, but about one thing. So the words by
which every event is told are left out, and what is left is laid side by side. One may say more than the other; where
*each* says something that the other does not (看食堂, 看课堂), there are two things, however much else they share.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache

from xieshou.catalogue import catalogue
from xieshou.kernel.similar import contradict, heard, side_by_side
from xieshou.kernel.simplified import simplified

ALIKE = 0.53
NEAR_DAYS = 2
_ANOTHER_DAY, _ANOTHER_KIND = 0.95, 0.97
_TITLED, _UNTOLD, _UNTOLD_BY_ONE = 0.95, 0.75, 0.62
_OWN, _LONGER, _HALF = 2.5, 0.3, 0.7
_NO_NAMES = {"两所", "我们", "结对", "城乡", "受援", "支援", "帮扶"}
# How many, and how long, is told differently by two who counted: it sets nothing apart, while 第2节 does.
_MEASURE = re.compile(
    r"(?<![第\d一二两三四五六七八九十半])共?(?:\d+|[一二两三四五六七八九十]+|半)个?"
    r"(?:节课?|人|名|位|场|件|册|本|篇|份|户|封|天|周|月|星期|学期|次课)(?=$|\W)"
)
_COUNTED = re.compile(
    r"第(?:\d+|[一二两三四五六七八九十]+)(?:次|届|期|轮|批|课时|节|讲|场|站)?"
    r"|(?:\d+|[一二两三四五六七八九十]+)(?:封|场|节|堂|位|名|个|户|篇|本|件|份)"
)
_ORDINAL = re.compile(r"第(?:\d|[一二两三四五六七八九十])")
_TERM = re.compile(r"([一二三四五六七八九])([上下])(?=册|第|[a-zA-Z《]|$)册?")
_TITLE = re.compile(r"《([^》]+)》")
_SCHOOL = re.compile(
    r"([\u4e00-\u9fff]{2})(?:镇|乡|村|县|市)?(?:中心|第[一二三四五六七八九十]|[一二三四五六七八九十])?(?:小学|中学|学校)"
)
# Who came is a slot of its own: 学生代表座谈 is not 家长代表座谈, yet one may leave it unsaid.
_WHO = {
    "学生": "学生|同学|孩子|师生", "家长": "家长|父母", "教师": "教师|老师|教职工|师生", "校长": "校长",
    "班主任": "班主任", "辅导员": "辅导员", "教研组长": "教研组长", "干部": "干部",
}  # fmt: skip
# What records of every kind say beside what they are about.
_COMMON = (
    "主题队会 主题队日 专题 集体 大型 友谊赛 对抗赛 交流赛 作品展 研讨会 研讨 大赛 比赛 竞赛 评比 会议 "
    "大会 仪式 两校 城乡 结对 帮扶 来校 到校 进校 入校 送课下乡 送课 送教 下乡 课例 录像 教研 主题 活动 "
    "同步课 教学 参观 走进 走访 来访 到访 访问 接待 前往 开展 举行 举办 组织 进行 召开 参加 联合 共同 "
    "一起 一同 一次 一课 联谊 交流 互相 相互 观摩 体验 实践 展示 展览 作品 制作 训练 联训 协调 商量 商定 "
    "部署 安排 传达 总结 庆祝 迎 庆 学校 小学 中学 我校 本校 家庭 关于 有关 问题 专项 公益 新一轮 操作 "
    "使用 回校培训 二次培训 转培训 以及 的 了 和 与 及 在 到 赴"
)
# One word for another that says the same.
_SAME_WORD = {
    "检查": "看", "查看": "看", "互查": "看", "查": "看", "怎么": "怎样", "网上": "线上", "年度": "年", "学年": "年",
    "友情": "友谊", "成立": "组建",
}  # fmt: skip


@dataclass(frozen=True)
class Happening:
    """What a record says of when, of what kind and about what."""

    on: date
    kind: str
    subject: str
    topic: str


def likeness(a: Happening, b: Happening) -> float:
    """From 0.0 to 1.0; from ``ALIKE`` on a person is asked whether it is one event. Symmetric."""
    days = abs((a.on - b.on).days)
    if days > NEAR_DAYS or _family(a.kind) != _family(b.kind) or (a.subject and b.subject and a.subject != b.subject):
        return 0.0
    if contradict(_MEASURE.sub("", a.topic), _MEASURE.sub("", b.topic)):
        return 0.0
    if _apart(_who(a), _who(b)) or _apart(_schools(a), _schools(b)):
        return 0.0
    weight = (_ANOTHER_DAY if days else 1.0) * (_ANOTHER_KIND if a.kind != b.kind else 1.0)
    return weight * (_TITLED if _one_title(a.topic, b.topic) else _about_one(a, b))


def _family(kind: str) -> str:
    return catalogue.kinds[kind].family if kind in catalogue.kinds else kind


def _who(one: Happening) -> set[str]:
    """Who came, as far as it is said."""
    return {who for who, words in _WHO.items() if re.search(words, one.topic)}


def _schools(one: Happening) -> set[str]:
    """Schools it names, by the two letters that tell them."""
    return {name for name in _SCHOOL.findall(one.topic) if name not in _NO_NAMES}


def _tells(one: Happening) -> set[str]:
    """What sets an event apart beside what it was about: who came, and which of several it was."""
    return _who(one) | ({"第"} if _ORDINAL.search(one.topic) else set())


def _apart(left: set[str], right: set[str]) -> bool:
    """Both say something, and neither says all that the other says."""
    return bool(left and right) and not (left <= right or right <= left)


def _one_title(a: str, b: str) -> bool:
    """Both name one lesson in 《》, or one does and the other names it without; other titles contradict before."""
    left, right = _TITLE.findall(a), _TITLE.findall(b)
    if left and right:
        return True
    return any(
        len(title) > 1 and heard(title) in heard(other) for titles, other in ((left, b), (right, a)) for title in titles
    )


def _about_one(a: Happening, b: Happening) -> float:
    """How well what each says fits into what the other says."""
    schools = _schools(a) | _schools(b)
    x, y = (_core(one, {*schools, a.subject, b.subject}) for one in (a, b))
    if not x or not y:
        if a.kind != b.kind or (x and _tells(b) - _tells(a)) or (y and _tells(a) - _tells(b)):
            return 0.0
        return _UNTOLD if not x and not y else _UNTOLD_BY_ONE
    common, left, right = side_by_side(x, y)
    if a.kind != b.kind and min(len(x), len(y)) < _HALF * max(len(x), len(y)):
        return 0.0  # a few words within many, and of another kind: 支教教师座谈, 商量支教教师食宿
    if common < (min(len(x), len(y), 2) if a.kind == b.kind else 3):
        return 0.0
    own, more = min(left, right), max(left, right)
    return common / (common + _OWN * own) * (1 - _LONGER * more / (common + more))


def _core(one: Happening, known: set[str]) -> str:
    """What is told beside the words of every event."""
    bare = _COUNTED.sub("", _MEASURE.sub("", _SCHOOL.sub("", simplified(one.topic)))).lower()
    bare = _TERM.sub(r"\1年级\2册", bare)
    for word, other in _SAME_WORD.items():
        bare = bare.replace(word, other)
    bare = _words(_family(one.kind), one.kind).sub("", bare)
    for name in known - {""}:
        bare = bare.replace(name, "")
    bare = re.sub("|".join(_WHO.values()), "", bare)
    return re.sub(r"[\W_]+|[会展赛]$", "", bare)


@cache
def _words(family: str, kind: str) -> re.Pattern[str]:
    """Words by which the kinds of a family are called, longest first; 拔河比赛 says which match, and stays.

    Of the record's own kind also its label, and the end that several of its words share: 教育 of 法治教育, 感恩教育.
    """
    kinds = [one for one in catalogue.kinds.values() if one.family == family]
    called = {word for one in kinds for word in (one.label, *one.reads_as)}
    common = {*_COMMON.split()}
    ends = tuple({*called, *(word for word in common if len(word) > 1), *"展赛队节"})
    short = {word for word in called if not any(word != end and word.endswith(end) for end in ends)}
    own = catalogue.kinds.get(kind)
    named = (own.label, *own.reads_as) if own else ()
    shared = {end for end, often in Counter(word[-2:] for word in set(named)).items() if often > 1}
    words = sorted(map(re.escape, {*common, *short, *named[:1], *shared}), key=len, reverse=True)
    return re.compile("|".join([*words, "(?<!手)工作"]))
