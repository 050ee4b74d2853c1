"""Find the numerals of a text and say what each one is; what it counts is left to `figures`."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from xieshou.kernel.numerals import parse_number
from xieshou.reading import words

Role = Literal[
    "count", "date", "ordinal", "grade", "rate", "money", "change", "document_number", "range", "vague", "effect"
]
Value = Decimal | tuple[Decimal, ...]

_CN: Final = "零〇○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅"
_ARABIC: Final = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,6})?"
_NUM: Final = rf"(?:\d{{1,4}}万\d{{1,4}}千?(?![\d.])|{_ARABIC}|[{_CN}]{{1,16}})"
_SMALL: Final = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_TO: Final = r"(?:-{1,2}|—{1,2}|–|~|～|至|到)"
_UNIT: Final = "|".join(words.MEASURES)


@dataclass(frozen=True)
class Numeral:
    """One numeral with its measure word, where it stands and what it is."""

    start: int
    end: int
    value: Value
    unit: str
    modifier: str
    role: Role


def _alternatives(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=lambda phrase: -len(phrase)))


_HIDDEN: Final = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        r"《[^》\n]{1,60}》",
        r"[队入退]伍|大陆",
        r"(?:俗话|老话|常言|古语|古人|谚语)[^。；！？\n]*",
        r"https?://\S+|\d{7,}(?!\s{0,2}[元万亿])",
        r"[“「\"][^”」\"\n]{1,16}[”」\"]",
        rf"^[^\S\n]{{0,8}}[（(]?{_SMALL}[)）]?\s*[、.．]\s*(?!\d|[一二三四五六七八九十]{{1,2}}(?:[两三四]个?)?[月、])|^[^\S\n]{{0,8}}[（(]{_SMALL}[）)]|[①-⑳]",
        r"(?:^|(?<=[，。；：:;,、！\s]))[一二三四五六七八九]是|其[一二三四五]",
        rf"[{_CN}]{{1,2}}[元台里家门水河江][^，。；、的\s]{{0,3}}?(?:中学|小学|乡|镇|县|区|村|山|幼儿园|中心校)",
        r"[A-Za-z_*+/]\d[\d.]*|\d[\d.]*\s{0,2}[A-Za-z+*/_](?:\d+)?|(?<!\d)(?!\d{1,2}[:：][0-5]\d(?!\d))\d+\s{0,2}[:：比]\s{0,2}\d+(?!\d*[年月日节次人名位])",
    )
)
_YEAR: Final = r"(?:(?:19|20)\d\d|[一二][〇零○九一二三四五六七八]{3})\s{0,2}年"
_MONTH_NUMBER: Final = "(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY: Final = rf"{_SMALL}[日号](?!楼)"
_MONTH: Final = rf"{_SMALL}\s{{0,2}}月份?"
_DATE: Final = re.compile(
    rf"(?:19|20)\d\d\s{{0,2}}{_TO}\s{{0,2}}(?:19|20)\d\d\s{{0,2}}学?年度?(?!级)"
    r"|(?:19|20)\d\d[-./]\d{1,2}(?:[-./]\d{1,2})?(?!\d)"
    rf"|(?<![个\d.])(?:{_MONTH_NUMBER}、){{1,3}}{_MONTH_NUMBER}[两三四]个?月份?|(?<![{_CN}个])[一二三四五六七八九]{{2}}月份?(?![{_CN}])"
    rf"|(?:{_YEAR}\s{{0,2}})?(?<![个\d.])(?:{_SMALL}\s{{0,2}}(?:{_TO}|、)\s{{0,2}}){{0,11}}{_MONTH}(?:\s{{0,2}}{_DAY}(?:\s{{0,2}}(?:{_TO}|、)\s{{0,2}}{_DAY})?)?"
    rf"(?:\s{{0,2}}(?:{_TO}|、|和)\s{{0,2}}(?:{_YEAR}\s{{0,2}})?{_MONTH}(?:\s{{0,2}}{_DAY})?){{0,11}}"
    rf"|{_YEAR}(?!级)|(?<![\d.])(?:19|20)\d\d(?=(?:春|秋)?(?:季)?学年|届)"
    rf"|(?<![\d.第]){_SMALL}日(?=[上下晚，至当起前后])"
    r"|\d{1,2}[:：]\d{2}|(?:上午|下午|晚上?|早上?|中午)\s{0,2}\d{1,2}\s{0,2}[点时](?:\s{0,2}\d{1,2}\s{0,2}分|半|整)?"
    r"|(?:星期|礼拜)[一二三四五六日天]|(?<![一每本上下两三几当近])周[一二三四五六日](?![次个届节])"
    r"|(?<=[每上下])周[一二三四五六日](?=[上下晚的，、开进到教]|至)"
)
_GRADE: Final = re.compile(
    r"(?<!第)[一二三四五六七八九1-9](?:(?:[、和及]|-|—+|～|~|至|到)?[一二三四五六七八九1-9]){0,3}\s{0,2}年级(?:\s{0,2}[（(]?\d{1,2}[)）]?\s{0,2}班)?"
    r"|(?<![提最更升较])[高初][一二三](?![倍成步层级点筹个些节次分名位所场])(?:年级)?(?:[（(]\d{1,2}[)）]班)?"
    r"|(?<![\d.])[1-9]0\d班|(?:^|(?<=[，。；、和与及在由]))[1-9]\d?班(?=[的同学孩师和与、及])|[一二三四五六七八九1-9][（(][\d一二三四五六七八九十]{1,2}[)）]班|(?<=[一二三四五六七八九])\d{1,2}班|(?:19|20)\d\d级|[大中小][一二三]班"
)
_ORDINAL: Final = re.compile(
    rf"第\s{{0,2}}{_NUM}\s{{0,2}}(?:单元|季度|学期|学段|阶段|小学|中学|幼儿园|实验|责任|课时|[届期次名课批轮周章节位个册条项组年天类片])?"
    rf"|\d{{1,3}}[栋幢](?=\d)|(?<=[栋幢楼号])\d{{3,4}}室?|[特一二三四五]等(?:奖|功)|前\s{{0,2}}{_NUM}\s{{0,2}}名|(?<![\d.])\d{{1,3}}号(?=楼|教室|会议室|院|线|桌)|[一二三四]级(?=教师|职称|学校|响应)"
)
_DOCUMENT: Final = re.compile(
    rf"[〔\[【（(][^〕\]】）)\n]{{1,6}}[〕\]】）)]\s{{0,2}}第?\s{{0,2}}(?P<n>{_NUM})\s{{0,2}}号"
)
_ABOUT: Final = _alternatives(words.MODIFIERS_BEFORE)
_FIXED: Final = re.compile(
    rf"(?<![\d{_CN}第])(?:{_alternatives(words.FIXED)})|[两二三四五六七八九十]个一(?!\w?[次节])|[两三四](?:项|者|科|校|类|月|地)(?=合计|共|总|一共|加|累计|相加)|十一(?=假期|长假|期间|国庆)|1\s{{0,2}}对\s{{0,2}}1"
)
_HUNDREDTHS: Final = re.compile(rf"百分之(?P<n>[{_CN}点]+|{_ARABIC})(?P<after>以上|左右)?")
_QUANTITY: Final = re.compile(
    rf"(?P<before>{_ABOUT}|上(?=[百千万]))?[^\S\n]{{0,2}}(?P<n>{_NUM})(?:[^\S\n]{{0,2}}(?:%|分)?[^\S\n]{{0,2}}{_TO}[^\S\n]{{0,2}}(?P<m>{_NUM}))?[^\S\n]{{0,2}}(?P<scale>[千万亿]{{1,2}})?"
    rf"[^\S\n]{{0,2}}(?P<inside>{'|'.join(words.MODIFIERS_INSIDE)}|几)?[^\S\n]{{0,2}}(?P<more>[万亿])?(?P<unit>{_UNIT})(?P<tail>整)?(?:(?P<after>{_alternatives(words.MODIFIERS_AFTER)})(?![了出于]))?"
)
_BARE: Final = re.compile(rf"(?<![\d.A-Za-z〔\[（(])(?P<before>{_ABOUT})?(?P<n>{_ARABIC})(?![\d.]*[A-Za-z年月日号\d])")
_CHANGE: Final = re.compile(
    r"(?:提高|提升|增长|增加|上升|下降|降低|减少|缩小|压缩|高出|多出|上涨|扩大|缩短|进步|升|降)[了约近逾超过达]{0,2}(?:幅度[为达])?$"
)
_FROM_TO: Final = re.compile(
    rf"[从由]\s{{0,2}}(?P<n>{_NUM})\s{{0,2}}(?P<u>{_UNIT})?[^，。；\d{_CN}]{{0,6}}?(?:到|至|为)[了]?\s{{0,2}}(?P<m>{_NUM})\s{{0,2}}(?P<unit>{_UNIT})"
    rf"|[从由][^，。；\d{_CN}]{{0,4}}的(?P<then>{_NUM})%[^，。；\d{_CN}]{{0,6}}?(?:到|至|为)了?(?:[^，。；\d{_CN}]{{0,4}}的)?(?P<now>{_NUM})%"
    rf"|[从由]\s{{0,2}}(?P<of>百分之)(?P<low>{_NUM})[^，。；\d{_CN}]{{0,6}}?(?:到|至|为)了?\s{{0,2}}百分之(?P<high>{_NUM})"
)
_GAIN: Final = re.compile(r"提高|提升|增|升|降|减|缩")

# 一 before a measure word is mostly an article (“一位老师”); these contexts make it a count.
_ONE_DONE: Final = re.compile(
    r"(?:召开|开展|举办|举行|组织|上|讲|作|做|捐赠|赠送|派出|选派|接收|选送|捐|办|进行|参加|安排|写|评|得|获|各|共|编写|开设|新增|完成|结成|汇编)了?$"
)
_ONE_NOT: Final = re.compile(r"(?:[这那每又再任某另同唯上下前后首之是有像成为的第新以哪整近去]|作为|作出)$")
_ONE_UNITS: Final = frozenset(
    [
        "次",
        "节",
        "场",
        "期",
        "台",
        "封",
        "篇",
        "本",
        "册",
        "套",
        "轮",
        "门",
        "项",
        "堂",
        "部",
        "幅",
        "周",
        "天",
        "年",
        "学期",
        "份",
        "课时",
        "件",
        "人次",
        "对",
        "届",
        "户",
    ]
)
_CLAUSE_END: Final = re.compile(r"\s{0,2}(?:[，。；、！,;）)和及与]|$)")
_TWO_SIDES: Final = re.compile(
    r"[两二](?:所|个|家)?(?:结对|对口|受援|支援|帮扶|乡村|农村|城区|伙伴|兄弟)?(?:学校|学段|园所|校区|地|单位|园|校|位校长|校教师|支队伍)"
)
_DIGITS: Final = "一二三四五六七八九"
_EITHER: Final = re.compile(rf"([{_CN}]*?[十百]|)([{_DIGITS}两])([{_DIGITS}])([十百千]?)")
_LISTED_NOUN: Final = re.compile(
    "阶段|学科|年级|学段|方面|环节|层面|步骤|部分|维度|板块|原则|特点|方向|关键|转变|结合|坚持|确保|统一|注重|到位|问题"
)
_LISTED_WORK: Final = re.compile(
    "(?:重点|主要|具体|基本|核心)?(?:措施|任务|举措|制度|工作|经验|体会|变化|要求|机制|内容|不足|做法|办法)"
)
_EVERY: Final = re.compile(r"每[^，。；\n]{0,10}$")
_CN_ONLY: Final = re.compile(rf"[{_CN}]+$")
_CN_LISTED: Final = frozenset({"校", "园", "班", "分", "面", "线", "度", "员", "部"})


def number(digits: str) -> Decimal | None:
    """The value of a numeral; a leading 百, 千 or 万 stands for one of them (百余封)."""
    return parse_number("一" + digits if digits[0] in "百千万" else digits)


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in spans:
        characters[start:end] = "\x00" * (end - start)
    return "".join(characters)


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def _hide(text: str, names: Sequence[str]) -> str:
    for name in sorted(filter(None, names), key=lambda name: -len(name)):
        text = text.replace(name, "\x00" * len(name))
    for pattern in _HIDDEN:
        text = _blank(text, _spans(pattern, text))
    return text


def _all_numbers(text: str) -> tuple[Decimal, ...]:
    found = (number(part) for part in re.findall(rf"{_ARABIC}|[{_CN}]+", text))
    return tuple(value for value in found if value is not None)


def _date(match: re.Match[str]) -> Numeral:
    text = match.group().translate({ord("."): "-"})
    text = re.sub("(?<=[一二三四五六七八九十])[两三四](?=个?月)", "", text) if "、" in text else text
    text = re.sub("^([一二三四五六七八九])([一二三四五六七八九]月)", r"\1、\2", text)
    parts = {letter for letter in "年月日号" if letter in text}
    unit = "年" if parts == {"年"} else ("月份" if "月份" in text else "月") if parts == {"月"} else ""
    return Numeral(match.start(), match.end(), _all_numbers(text), unit, "", "date")


def _tagged(role: Role) -> Callable[[re.Match[str]], Numeral]:
    def build(match: re.Match[str]) -> Numeral:
        values = _all_numbers(match.group())
        return Numeral(match.start(), match.end(), values[0] if len(values) == 1 else values, "", "", role)

    return build


def _document(match: re.Match[str]) -> Numeral:
    value = number(match["n"])
    return Numeral(match.start(), match.end(), () if value is None else value, "号", "", "document_number")


def _hundredths(match: re.Match[str]) -> Numeral:
    value = number(match["n"])
    return Numeral(match.start(), match.end(), () if value is None else value, "%", match["after"] or "", "rate")


def _from_to(match: re.Match[str]) -> Numeral | None:
    low, high = number(match["low"] or match["then"] or match["n"]), number(match["high"] or match["now"] or match["m"])
    unit = match["unit"] or "%"
    first = next(name for name in ("of", "then", "n") if match[name])
    if low is None or high is None or (match["u"] or unit) != unit:
        return None
    return Numeral(match.start(first), match.end(), (low, high), unit, "", "change")


def _is_article(match: re.Match[str], text: str) -> bool:
    """Whether a lone 一 (or 两 for both sides) is no count."""
    digit, unit = match["n"], match["unit"]
    if unit in {"次", "节"} and _EVERY.search(text, max(0, match.start("n") - 12), match.start("n")):
        return text[match.start("n") - 1] == "每"
    before, after = text[max(0, match.start("n") - 6) : match.start("n")], text[match.end() :]
    if digit == "两" and _TWO_SIDES.match(text, match.start("n")):
        return True
    if digit != "一":
        return False
    if _ONE_NOT.search(before) or unit not in _ONE_UNITS | words.PEOPLE | {"个", "所"}:
        return True
    ended = bool(before) and before[-1] not in "\x00，。；、！\n" and bool(_CLAUSE_END.match(after))
    if unit in {"个", "所"} | words.PEOPLE:
        return not (ended or (before.endswith(("选派", "派出", "接收", "各", "共"))))
    return not (ended or _ONE_DONE.search(before))


def _role_of(unit: str, pair: bool, before: str) -> Role:
    if unit.endswith("百分点") or _CHANGE.search(before):
        return "change"
    if unit in words.PERCENT:
        return "rate"
    if unit.removeprefix("万").removeprefix("千").removeprefix("亿") in words.MONEY:
        return "money"
    return "range" if pair else "count"


def _scaled(match: re.Match[str]) -> tuple[str, str]:
    """The numeral and its unit, a trailing 万 or 亿 moved from the one to the other."""
    digits, scale = match["n"], (match["scale"] or "") + (match["more"] or "")
    if not scale and len(digits) > 1 and _CN_ONLY.match(digits) and digits[-1] in "万亿":
        digits, scale = digits[:-1], digits[-1]
    return digits, scale + match["unit"]


def _not_counted(match: re.Match[str], text: str) -> bool:
    unit, spelt = match["unit"], bool(_CN_ONLY.match(match["n"]))
    if unit in words.LISTED or unit == "号" or (spelt and unit in _CN_LISTED):
        return True
    if match["n"].startswith("0") and match["n"].isdigit() and len(match["n"]) > 1:
        return True
    if unit == "个" and _LISTED_NOUN.match(text, match.end()):
        return True
    if spelt and unit in {"个", "项", "条"} and _LISTED_WORK.match(text, match.end()):
        return True
    if unit == "年" and text.startswith("级", match.end()):
        return True
    return _is_article(match, text)


def _either(digits: str) -> tuple[Decimal, Decimal] | None:
    """两三, 四五十, 十五六: the two numbers between which the count lies."""
    match = _EITHER.fullmatch(digits)
    if match is None or _DIGITS.index(match[3]) != _DIGITS.index(match[2].replace("两", "二")) + 1:
        return None
    low, high = number(match[1] + match[2] + match[4]), number(match[1] + match[3] + match[4])
    return None if low is None or high is None else (low, high)


def _quantity(match: re.Match[str], text: str) -> Numeral | None:
    digits, unit = _scaled(match)
    either = None if match["m"] else _either(digits)
    low, high = either or (number(digits), number(match["m"]) if match["m"] else None)
    if low is None or _not_counted(match, text):
        return None
    value: Value = low if high is None else (low, high)
    if match["inside"] == "几":
        value = (low + 1, low + (9 if low < 100 else 99))
    modifier = match["before"] or match["inside"] or match["after"] or ""
    role = _role_of(unit, isinstance(value, tuple), text[max(0, match.start() - 8) : match.start()])
    start = match.start("before") if match["before"] else match.start("n")
    return Numeral(start, match.end(), value, unit, modifier, role)


def _bare(match: re.Match[str]) -> Numeral | None:
    value = number(match["n"])
    if value is None:
        return None
    start = match.start("before") if match["before"] else match.start("n")
    return Numeral(start, match.end(), value, "", match["before"] or "", "count")


def _steps() -> Iterator[tuple[re.Pattern[str], Callable[[re.Match[str], str], Numeral | None]]]:
    yield _DOCUMENT, lambda match, text: _document(match)
    yield _DATE, lambda match, text: _date(match)
    yield _GRADE, lambda match, text: _tagged("grade")(match)
    yield _ORDINAL, lambda match, text: _tagged("ordinal")(match)
    yield _FIXED, lambda match, text: None
    yield _FROM_TO, lambda match, text: _from_to(match)
    yield _HUNDREDTHS, lambda match, text: _hundredths(match)
    yield _QUANTITY, _quantity
    yield _BARE, lambda match, text: _bare(match)


def scan(text: str, names: Sequence[str] = ()) -> list[Numeral]:
    """Every numeral of the text that is a quantity, date, ordinal, grade or document number, in order."""
    open_text = _hide(text.translate(words.VARIANTS), names)
    found: list[Numeral] = []
    for pattern, build in _steps():
        taken: list[tuple[int, int]] = []
        for match in pattern.finditer(open_text):
            numeral = build(match, open_text)
            if numeral is not None:
                found.append(numeral)
            if numeral is not None or pattern is _FIXED or pattern is _QUANTITY:
                taken.append(match.span())
        open_text = _blank(open_text, taken)
    return sorted(found, key=lambda numeral: numeral.start)
