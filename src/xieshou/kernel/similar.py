"""Whether two topics name the same event, so that nobody records it twice."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import count, takewhile
from typing import Any

from pypinyin import lazy_pinyin
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from xieshou.kernel.numerals import parse_number
from xieshou.kernel.simplified import simplified

_OTHER_EVENT = 0.55
_OTHER_ORDER, _FEW = 0.85, 4
_ONE_LOOK = "已己巳乙 末未 土士 日曰 入人 干千 天夭 候侯 拨拔 崇祟 戊戌戍 陡徒 栗粟 茶荼 折拆"
_LOOK_ALIKE = str.maketrans({other: group[0] for group in _ONE_LOOK.split() for other in group[1:]})
_REPLACED, _CLEARLY_SHORTER = 0.85, 0.8
_LETTERS = count()
_CHINESE = "〇零一二三四五六七八九十百廿卅两"
_LABELS = (
    "学年度|学年|年级|年|月份|月|日|号|班级|班|课时|课|节|次|期|届|单元|册|组|小学|小|中学|中|校区|场|名|位|人|天|周|章|轮|批|"
    "季度|等奖|阶段|站|讲|段|个|项|套|版|篇|集|本|件|台|封|元"
)
_SAME_LABEL = {
    "号": "日",
    "月份": "月",
    "班级": "班",
    "小学": "小",
    "中学": "中",
    "学年度": "学年",
    "讲": "课",
    "节": "课",
}
_FIGURE = rf"(?:[0-9]+(?:\.[0-9]+)?|[{_CHINESE}]+)"
_LIST = rf"{_FIGURE}(?:\s*[、,，和及与至到\-—~]\s*{_FIGURE})*"
_LABELLED = re.compile(rf"第?\s*(?P<list>{_LIST})\s*(?P<label>{_LABELS})")
_ORDINAL = re.compile(rf"第\s*(?P<list>{_LIST})(?P<label>)")
_BARE = re.compile(r"(?P<list>[0-9]+(?:\.[0-9]+)?)(?P<label>)")
_ONE = re.compile(_FIGURE)
_TITLE = re.compile(r"《([^》]+)》")
_NOISE = re.compile(r"[\W_]+")
_SILENT = re.compile(r"[的地得之\W_]+")
_LATIN = re.compile(r"[a-z]{2,}")
_LONG_TITLE = 5
_FILLER = re.compile(
    r"开展|举行|举办|组织|进行|活动|联合|一起|一同|共同|我校|本校|学校|关于|一次|有关|了|的|和|与|在|到"
)

_SUBJECT_NAMES = (
    "语文 数学 英语 物理 化学 生物 历史 地理 音乐 美术 体育 科学 劳动 心理 书法 语言领域 艺术领域 健康领域 社会领域"
)
_SUBJECTS = {name: name for name in _SUBJECT_NAMES.split()}
_SUBJECTS |= {
    "道德与法治": "道法",
    "道法": "道法",
    "思政": "道法",
    "政治": "道法",
    "信息技术": "信息",
    "信息科技": "信息",
}
_EITHER = (
    _SUBJECTS,
    {"上册": "上", "下册": "下"},
    {"上学期": "上", "下学期": "下", "第一学期": "上", "第二学期": "下"},
    {"上半年": "上", "下半年": "下"},
    {"上午": "上", "下午": "下", "晚上": "晚"},
    {"春季": "春", "夏季": "夏", "秋季": "秋", "冬季": "冬"},
    {"男": "男", "女": "女"},
    {"线上": "线上", "线下": "线下"},
    {"低年级": "低", "中年级": "中", "高年级": "高", "低段": "低", "中段": "中", "高段": "高"},
    {"开学": "开", "期中": "中", "期末": "末"},
)


def same_topic(a: str, b: str) -> float:
    """Score from 0.0 to 1.0 how far two topics seem to name one event; symmetric, 1.0 for the same words.

    The highest of three likenesses of the normalised texts: longest common subsequence, common pairs of letters in any
    order, and the shorter lying within the longer; letters that sound alike count as one, as slips of typing do.
    Figures that differ (第3课 and 第4课, 五年级 and 六年级), another subject, half, title in 《》 or English word keep
    it at 0.55 or below. The weights are our own.
    """
    left, right = _fold(a), _fold(b)
    x, y = _normal(left), _normal(right)
    if not x or not y:
        return 0.0
    score = 1.0 if x == y else _likeness(heard(x), heard(y))
    score *= _REPLACED if _replaced(heard(x), heard(y)) else 1.0
    return min(score, _OTHER_EVENT) if _contradict(left, right) else score


def contradict(a: str, b: str) -> bool:
    """Whether the texts name figures, subjects, halves or titles that cannot be of one event."""
    return _contradict(_fold(a), _fold(b))


def _fold(text: str) -> str:
    return simplified(unicodedata.normalize("NFKC", text)).lower()


def heard(text: str) -> str:
    """One letter a syllable: what sounds or looks alike is written alike, since slips of typing and copying do."""
    return "".join(_letter(syllable) for syllable in lazy_pinyin(text.translate(_LOOK_ALIKE), errors=_as_it_is))


def _as_it_is(rest: str) -> Any:
    """What is no Chinese letter stays, one by one."""
    return list(rest)


@cache
def _letter(syllable: str) -> str:
    """A private letter for a syllable; only whether two are the same is ever asked."""
    return syllable if len(syllable) == 1 else chr(0xF0000 + next(_LETTERS))


def _normal(folded: str) -> str:
    figured = _LABELLED.sub(_with_digits, _ORDINAL.sub(_with_digits, folded))
    bare = _NOISE.sub("", figured)
    return _FILLER.sub("", bare) or bare


def _with_digits(m: re.Match[str]) -> str:
    return _ONE.sub(lambda one: "、".join(sorted(_values(one[0], m["label"]))), m[0])


def _likeness(x: str, y: str) -> float:
    sequence = Indel.normalized_similarity(x, y)
    within, share = 0.0, min(len(x), len(y)) / max(len(x), len(y))
    if min(len(x), len(y)) >= _FEW and share <= _CLEARLY_SHORTER:
        within = max(fuzz.partial_ratio(x, y), fuzz.partial_ratio(y, x)) / 100 * (0.7 + 0.3 * share)
    return min(max(sequence, _dice(x, y), within, _OTHER_ORDER * _shared(x, y)), 0.99)


def _shared_start(x: str, y: str) -> int:
    """How many letters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(x, y, strict=False)))


def _replaced(x: str, y: str) -> bool:
    """One word stands where the other has another: 师傅教扎染, 师傅教缫丝."""
    begins = _shared_start(x, y)
    ends = _shared_start(x[begins:][::-1], y[begins:][::-1])
    left, right = (set(text[begins : len(text) - ends]) for text in (x, y))
    return bool(left and right) and left.isdisjoint(right)


def _shared(x: str, y: str) -> float:
    """The same letters in another order (后勤食堂, 食堂后勤); of few letters that says nothing."""
    if min(len(x), len(y)) < _FEW:
        return 0.0
    return Indel.normalized_similarity("".join(sorted(x)), "".join(sorted(y)))


def _dice(x: str, y: str) -> float:
    left, right = ({s[i : i + 2] for i in range(len(s) - 1)} for s in (x, y))
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def _contradict(a: str, b: str) -> bool:
    if any(_apart(_found(a, table), _found(b, table)) for table in _EITHER):
        return True
    if _other_titles(_TITLE.findall(a), _TITLE.findall(b)) or _other_words(a, b):
        return True
    left, right = _figures(a), _figures(b)
    return any(_apart(left[label], right[label]) for label in left.keys() & right.keys())


def _apart(left: set[str], right: set[str]) -> bool:
    """Say whether both name something and neither names all that the other does."""
    return bool(left and right) and not (left <= right or right <= left)


def _found(text: str, table: dict[str, str]) -> set[str]:
    return {meaning for word, meaning in table.items() if word in text}


def _other_titles(left: Iterable[str], right: Iterable[str]) -> bool:
    """Both name texts or lessons, and none of one is one of the other."""
    pairs = [(heard(_SILENT.sub("", x)), heard(_SILENT.sub("", y))) for x in left for y in right]
    return bool(pairs) and not any(_one_title(x, y) for x, y in pairs)


def _one_title(x: str, y: str) -> bool:
    """The same sounds; of a long title one letter may be missing, but another letter is another lesson (加法, 减法)."""
    return x == y or (min(len(x), len(y)) >= _LONG_TITLE and Indel.distance(x, y) == 1)


def _other_words(a: str, b: str) -> bool:
    """Both have English words, and these are not the same."""
    left, right = set(_LATIN.findall(a)), set(_LATIN.findall(b))
    return bool(left and right) and left != right


def _figures(text: str) -> dict[str, set[str]]:
    """Collect the figures of a text by what they count; figures that count nothing known stand under ""."""
    found: dict[str, set[str]] = {}
    for pattern in (_LABELLED, _ORDINAL, _BARE):
        for m in pattern.finditer(text):
            label = _SAME_LABEL.get(m["label"], m["label"])
            for one in _ONE.findall(m["list"]):
                found.setdefault(label, set()).update(_values(one, label))
        text = pattern.sub(" ", text)
    return found


def _values(figure: str, label: str) -> set[str]:
    """Read one figure; 五六 before 年级 is two grades, 二〇二六 before 年 is one year."""
    several = len(figure) > 1 and label != "年" and all(c in _CHINESE[2:11] for c in figure)
    if several:
        return {str(parse_number(c)) for c in figure}
    value = parse_number(figure)
    return {figure if value is None else f"{value.normalize():f}"}
