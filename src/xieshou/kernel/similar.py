"""Two texts laid side by side: what both say, what each says alone, and whether one denies the other."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache
from itertools import count
from typing import Any

from pypinyin import lazy_pinyin
from rapidfuzz.distance import Indel

from xieshou.kernel.numerals import parse_number
from xieshou.kernel.simplified import simplified

_ONE_LOOK = "已己巳乙 末未 土士 日曰 入人 干千 天夭 候侯 拨拔 崇祟 戊戌戍 陡徒 栗粟 茶荼 折拆"
_LOOK_ALIKE = str.maketrans({other: group[0] for group in _ONE_LOOK.split() for other in group[1:]})
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
_SILENT = re.compile(r"[的地得之\W_]+")
_LATIN = re.compile(r"[a-z]{2,}")
_LONG_TITLE = 5

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


def side_by_side(x: str, y: str) -> tuple[int, int, int]:
    """How many letters both say, in whatever order, and how many each says alone; slips of typing sound alike."""
    if x > y:
        common, right, left = side_by_side(y, x)
        return common, left, right
    common, alone = 0, (Counter[str](), Counter[str]())
    for what, a, b, c, d in SequenceMatcher(None, x, y, autojunk=False).get_opcodes():
        one, other = x[a:b], y[c:d]
        slips = _slips(one, other) if what == "replace" and len(one) == len(other) else set()
        common += len(one) if what == "equal" else len(slips)
        if what != "equal":
            for told, text in zip(alone, (one, other), strict=True):
                told.update(letter for at, letter in enumerate(text) if at not in slips)
    left_alone, right_alone = alone
    moved = (left_alone & right_alone).total()
    return common + moved, left_alone.total() - moved, right_alone.total() - moved


def _slips(one: str, other: str) -> set[int]:
    """Where two stretches of one length sound or look alike."""
    return {at for at, (a, b) in enumerate(zip(heard(one), heard(other), strict=False)) if a == b}


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
