"""Names of people and schools: written one way, found and sorted by sound."""

import re
import unicodedata

from pypinyin import Style, lazy_pinyin

from xieshou.kernel.numerals import FULL_WIDTH

_LONGEST_NAME = 60
_LONGEST_CHINESE_NAME = 4
_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_DOTS = "·•・･．‧∙⋅․"
_DOT = "\u00b7"


def _private_use() -> dict[int, str]:
    """Map the private-use letters of GBK fonts (code points E815 to E864) to Unicode.

    Windows gave the cells FE50 to FEA0 these points in order; GB 18030 says what each of them is. The codec follows the
    edition of 2000 and leaves fourteen private, which the edition of 2005 names.
    """
    trails = [*range(0x50, 0x7F), *range(0x80, 0xA1)]
    table = {0xE815 + i: bytes([0xFE, t]).decode("gb18030") for i, t in enumerate(trails)}
    edition_2005 = {
        0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6,
        0xE82C: 0x9FB7, 0xE831: 0x215D7, 0xE832: 0x9FB8, 0xE83B: 0x2298F, 0xE843: 0x9FB9, 0xE854: 0x9FBA,
        0xE855: 0x241FE, 0xE864: 0x9FBB,
    }  # fmt: skip
    return table | {old: chr(new) for old, new in edition_2005.items()}


_PRIVATE_USE = _private_use()
_RADICALS = {c: unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)}  # ⽂ copied from a PDF is 文
_ANY_DOT = re.compile(rf"\s*[{re.escape(_DOTS)}]+(?:\s*[{re.escape(_DOTS)}])*\s*")
_HAN_STOP = re.compile(rf"(?<=[{_HAN}])\s*\.\s*(?=[{_HAN}])")
_HAN_GAP = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
_HAN_AND_GAPS = re.compile(rf"[{_HAN} ]+")
_BRACKETS = str.maketrans("[]【】〔〕{}", "()()()()")


def _visible(text: str) -> str:
    """Drop what cannot be seen: zero width, control, variation selectors; turn every space into one plain space."""
    spaced = re.sub(r"\s+", " ", text)
    kept = (
        c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs") and not _is_variation_selector(ord(c))
    )
    return re.sub(r" +", " ", "".join(kept)).strip()


def _is_variation_selector(point: int) -> bool:
    return 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF


def _written(text: str) -> str:
    known = _visible(text).translate(_PRIVATE_USE).translate(_RADICALS)
    return _ANY_DOT.sub(_DOT, unicodedata.normalize("NFC", known)).strip(f"{_DOT} ")


def _limited(name: str) -> str:
    if len(name) > _LONGEST_NAME:
        raise ValueError(f"名字最多{_LONGEST_NAME}个字，现在是{len(name)}个。")
    return name


def _person(text: str) -> str:
    name = _HAN_STOP.sub(_DOT, _written(text))
    pieces = name.split(" ")
    # 王 芳 and 欧阳 芳 are one person; 王芳 李明 may be two, so that gap stays
    spread = all(len(piece) == 1 for piece in pieces) or sum(map(len, pieces)) <= 3
    return "".join(pieces) if spread and _HAN_AND_GAPS.fullmatch(name) else name


def clean_name(text: str) -> str:
    """Write a person's name one way: NFC, one kind of dot (U+00B7), nothing invisible, 王　芳 as 王芳.

    Old private-use letters become Unicode (U+E863 is 䶮). Gives "" for nothing; ValueError in Chinese above 60 letters.
    """
    return _limited(_person(text))


def search_key(name: str) -> str:
    """Give what names are compared by: NFKC, lower case, without dots and spaces."""
    return _key(_person(name), rf"[\s{_DOT}]+")


def _key(name: str, dropped: str) -> str:
    folded = re.sub(dropped, "", unicodedata.normalize("NFKC", name).lower())
    return unicodedata.normalize("NFKC", folded)


_COMPOUND = {
    "尉迟": "yu4 chi2", "万俟": "mo4 qi2", "单于": "chan2 yu2", "长孙": "zhang3 sun1", "澹台": "tan2 tai2",
    "令狐": "ling2 hu2", "呼延": "hu1 yan2", "亓官": "qi2 guan1", "乐正": "yue4 zheng4", "皇甫": "huang2 fu3",
}  # fmt: skip
_SURNAMES = (
    "单shan4 解xie4 曾zeng1 仇qiu2 查zha1 区ou1 朴piao2 任ren2 盖ge3 乐yue4 覃qin2 缪miao4 翟zhai2 召shao4 折she2 "
    "黑he4 盛sheng4 祭zhai4 秘bi4 种chong2 繁po2 不fou1 员yun4 那na1 牟mu4 都du1 洗xian3 纪ji3 句gou1 过guo1 "
    "令ling2 葛ge3 华hua4 燕yan1 应ying1 柏bai3 藏zang1"
)
_SINGLE = {entry[0]: entry[1:] for entry in _SURNAMES.split()}


def _surname(name: str) -> tuple[int, list[str]]:
    """Give how many letters the surname with a reading of its own has, and that reading; (0, []) when it has none.

    A name with a dot or of five letters and more is written by sound and has no Chinese surname.
    """
    if _DOT in name or len(name) > _LONGEST_CHINESE_NAME:
        return 0, []
    if name[:2] in _COMPOUND:
        return 2, _COMPOUND[name[:2]].split()
    if name[:1] in _SINGLE:
        return 1, [_SINGLE[name[0]]]
    return 0, []


def _readings(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", _person(name)).lower()
    taken, surname = _surname(plain)
    rest = re.sub(r"[\s·]+", " ", plain[taken:])
    # "default" leaves letters without a reading as they are, one run of them as one piece
    sounds = lazy_pinyin(rest, style=Style.TONE3, errors="default", neutral_tone_with_five=True, v_to_u=False)
    return surname + [word for sound in sounds for word in sound.split()]


def initials(name: str) -> str:
    """Give the first letters of the reading, surname read as one: 单雄信 is SXX, 尉迟恭 is YCG, J. Smith is JS."""
    return "".join(word[0].upper() for word in _readings(name) if word[0].isalnum())


def sort_key(name: str) -> str:
    """Give a text that sorts by reading, then tone, then writing; the surname is read as a surname."""
    return " ".join([*_readings(name), _person(name)])


def clean_school_name(text: str) -> str:
    """Write a school's name one way: full-width letters and figures narrow, brackets of a Chinese name as （）.

    Gives "" for nothing; ValueError in Chinese above 60 letters.
    """
    name = _written(text).translate(FULL_WIDTH)
    if re.search(f"[{_HAN}]", name):
        name = re.sub(r" ?([()]) ?", r"\1", _HAN_GAP.sub("", name.translate(_BRACKETS)))
        name = name.translate({ord("("): "（", ord(")"): "）"})
    return _limited(unicodedata.normalize("NFC", name.strip(f"{_DOT} ")))


def school_key(name: str) -> str:
    """Give what school names are compared by: NFKC, lower case, no spaces, one kind of bracket; no word is dropped."""
    return _key(_written(name), r"\s+").translate(_BRACKETS)
