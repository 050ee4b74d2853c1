"""Lines of a 接龙 or of a chat, read into drafts; whatever is guessed says so. Pure: no database, no clock."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from xieshou.kernel.dates import DateNotRead, parse_date
from xieshou.kernel.names import clean_name
from xieshou.kernel.numerals import parse_number
from xieshou.sheets.pasting import read_jielong

HAN = r"\u3400-\u4dbf\u4e00-\u9fff·"
TITLES = "老师|教师|校长|副校长|主任|园长|书记|组长"
NUMBER = r"[0-9]+|[一二两三四五六七八九十百]+"
DATES = re.compile(
    r"\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*[日号]?|(?:今年|去年)?\d{1,2}\s*月\s*\d{1,2}\s*[日号]?"
    r"|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]"
    r"|(?<![\d.第])\d{1,2}[./-]\d{1,2}(?![\d.]|\s*(?:节|次|人|班|课))|大前天|前天|昨天|昨日|今天|今日|(?:上|本|这)?(?:周|星期)[一二三四五六日天]"
)
RANGE_TAIL = re.compile(r"\s*(?:至|到|~|—|–|-)\s*(?:\d{1,2}\s*[月./]\s*)?\d{1,2}\s*[日号]?(?!\d*\s*(?:节|次|人))")
CLOCK = re.compile(
    r"[（(]?(?:周|星期)[一二三四五六日天][)）]?|(?:上午|下午|晚上|早上|中午)?第[一二三四五六七八\d]节课?"
    r"|上午|下午|晚上|\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
)
TAG = re.compile(r"【[^】]{1,8}】")
LABELS = re.compile(r"(?:活动)?(?:日期|时间|地点|主题|内容|类型|形式|名称|人员|学校)\s*[:：]")
COUNTED = re.compile(
    rf"(?P<who>学生|同学|孩子|幼儿|小朋友|师生|教师|老师|家长)?[约共有计近参加了]{{0,4}}(?P<n>{NUMBER})\s*多?\s*(?:余)?"
    r"(?P<unit>人次|学时|课时|节|堂|人|名|位|篇|件|份|册|本|封|对|场|次|条|项|户|个(?!班|小时|学校|年级|月|星期|单元)|节课)"
    r"(?P<after>学生|同学|孩子|幼儿|小朋友|师生|教师|老师|家长)?"
)
BOOK = re.compile(r"《[^》]{1,60}》|[“\"「][^”\"」]{2,40}[”\"」]")
CALLED = re.compile(rf"([{HAN}]{{1,4}}?)(?:{TITLES})")
CHAT = re.compile(
    r"(?P<who>[^\s:：]{2,16})[\s:：]+(?:(?P<day>\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?)\s+)?(?:上午|下午|晚上)?\s*\d{1,2}:\d{2}(?::\d{2})?\s*"
)
PUPIL_WORDS = {"学生", "同学", "孩子", "幼儿", "小朋友"}
TEACHER_WORDS = {"教师", "老师"}
LESSON_UNITS = {"节", "堂", "课时", "节课"}
PEOPLE_UNITS = {"人", "名", "位", "人次"}
NOT_NAMES = re.compile(
    r"学校|小学|中学|年级|参加|活动|各校|全体|我们|两校|本校|部分|语文|数学|英语|级|课|班|组|会|研|校$|地点|时间|主题|内容|人员"
)
UNKNOWN_SCHOOL = re.compile(
    rf"(?:[在到去赴与和同对]|走进)?([{HAN}0-9]{{1,12}}(?:小学|中学|学校|幼儿园|中心校|完小|教学点))"
)
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁"
    "葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘"
    "景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁"
)
HEARD = re.compile(r"听[^，,。]{0,20}课")
LEAD = re.compile(
    r"^(?:参加人员|参加人|参加教师|参加|参与|人员|主讲人|主讲|执教|授课人|带队|开展|举行|举办|给|由|和|与|同|在|到|去|赴|来|我校|本校|我|今|了|的|[、，,。;；:：|/\s\-—~·.]+)+"
)
TRAIL = re.compile(r"(?:参加人员|参加人|参加|参与|和|与|由|在|到|去|等|共|的|[、，,。;；:：|/\s\-—~!！✅])+$")


@dataclass(frozen=True)
class KindCue:
    """What a kind is called, and which numbers it asks for."""

    code: str
    label: str
    words: tuple[str, ...]
    takes: frozenset[str] = frozenset()
    item_units: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Known:
    """What a line may speak of: kinds, subjects by word, own staff, other schools by what they are called."""

    today: date
    kinds: Sequence[KindCue]
    subjects: Mapping[str, str]
    staff: Sequence[str] = ()
    schools: Mapping[str, Sequence[str]] = field(default_factory=dict)
    own_names: Sequence[str] = ()


@dataclass
class Draft:
    """One line as it was understood; ``doubts`` maps a field to the reason to look at it."""

    line_no: int
    text: str
    on: date | None = None
    kind: str = ""
    topic: str = ""
    subject: str = ""
    people: list[str] = field(default_factory=list)
    school: str = ""
    numbers: dict[str, int] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)


def read_lines(text: str, known: Known) -> list[Draft]:
    """Every line of a paste as a draft, in order."""
    drafts = []
    for line_no, said, speaker, day in _messages(text, known.today):
        drafts.append(_Line(line_no, said, known).read(speaker, day))
    return drafts


def _messages(text: str, today: date) -> Iterable[tuple[int, str, str, date | None]]:
    """Line number, words, who said them and when: of a chat, else of a 接龙."""
    lines = text.splitlines()
    heads = [(at, match) for at, line in enumerate(lines) if (match := CHAT.fullmatch(line.strip()))]
    if not heads:
        return [(item.line_no, item.text, "", None) for item in read_jielong(text)]
    found = []
    ends = [at for at, _ in heads[1:]] + [len(lines)]
    for (at, match), end in zip(heads, ends, strict=True):
        said = " ".join(line.strip() for line in lines[at + 1 : end] if line.strip())
        day = parse_date(match["day"], today) if match["day"] else None
        if said:
            found.append((at + 2, said, match["who"], day))
    return found


class _Line:
    """One line being read; what is understood is cut out, the rest is the topic."""

    def __init__(self, line_no: int, text: str, known: Known) -> None:
        self.known = known
        self.draft = Draft(line_no, text.strip())
        self.rest = text.strip()
        self.kind: KindCue | None = None

    def read(self, speaker: str, day: date | None) -> Draft:
        title = BOOK.search(self.rest)
        self.rest = self.rest.replace(title[0], "，", 1) if title else self.rest
        self._date(day)
        self._kind(title[0] if title else "")
        self._school()
        self._people(speaker)
        self._numbers()
        self._subject(title[0] if title else "")
        self._topic(title[0] if title else "")
        return self.draft

    def doubt(self, name: str, why: str) -> None:
        self.draft.doubts.setdefault(name, why)

    def _date(self, day: date | None) -> None:
        match = DATES.search(self.rest)
        today = self.known.today
        if match is None:
            self.draft.on = day
            self.doubt("on", "没有写日期，按发消息那天。" if day else "没有写日期。")
            return
        tail = RANGE_TAIL.match(self.rest, match.end())
        end = tail.end() if tail else match.end()
        try:
            on = parse_date(re.sub(r"\s", "", match[0]), day or today)
        except DateNotRead as problem:
            self.doubt("on", str(problem))
            on = None
        if on and on > today and re.search("周|星期", match[0]):
            on -= timedelta(days=7)
        self.draft.on = on
        if tail:
            self.doubt("on", "写了几天，先按第一天。")
        elif on and on > today:
            self.doubt("on", "日期在今天之后。")
        self.rest = CLOCK.sub(" ", f"{self.rest[: match.start()]} {self.rest[end:]}")

    def _kind(self, title: str) -> None:
        found = _cues(self.rest, self.known.kinds) or _cues(title, self.known.kinds)
        if not found and HEARD.search(self.rest):
            found = [(0, "听课", kind) for kind in self.known.kinds if kind.code == "lesson_observation"]
        if not found:
            self.doubt("kind", "没看出是哪一类活动。")
            return
        best = max(found, key=lambda cue: (len(cue[1]), cue[0]))  # of two the later one: the head stands last
        self.kind = best[2]
        self.draft.kind = best[2].code
        others = [cue for cue in found if cue[2] is not best[2] and len(cue[1]) >= max(3, len(best[1]))]
        if others:
            self.doubt("kind", f"像{best[2].label}，也像{others[0][2].label}。")

    def _school(self) -> None:
        hits = []
        for token, names in self.known.schools.items():
            name = max((one for one in names if len(one) > 1 and one in self.rest), key=len, default="")
            if name:
                hits.append((self.rest.index(name), name, token))
        hits = [hit for hit in hits if not any(hit[1] in other[1] and hit[1] != other[1] for other in hits)]
        for name in sorted(
            [hit[1] for hit in hits] + [own for own in self.known.own_names if len(own) > 1], key=len, reverse=True
        ):
            self.rest = re.sub(rf"(?:[在到去赴与和同对]|走进)?{re.escape(name)}(?:的)?", " ", self.rest)
        tokens = list(dict.fromkeys(hit[2] for hit in sorted(hits)))
        other = UNKNOWN_SCHOOL.search(self.rest) if not tokens else None
        if other:
            self.rest = self.rest.replace(other[0], " ", 1)
            self.doubt("school", f"没有和“{other[1]}”结对。")
            return
        if len(tokens) == 1 or len(self.known.schools) == 1:
            self.draft.school = (tokens or list(self.known.schools))[0]
        elif tokens:
            self.draft.school = tokens[0]
            self.doubt("school", "写了几所学校，先记第一所。")
        elif self.known.schools:
            self.doubt("school", "没有写对方学校。")

    def _people(self, speaker: str) -> None:
        people: list[str] = []
        for name in sorted(set(self.known.staff), key=len, reverse=True):
            if name in self.rest:
                people.append(name)
                self.rest = re.sub(rf"{re.escape(name)}(?:{TITLES})?", "、", self.rest)
            elif name == speaker:
                people.append(name)
            if name in people and list(self.known.staff).count(name) > 1:
                self.doubt("people", f"名册里有几位{name}，先不分是哪一位。")
        order = {name: self.draft.text.find(name) for name in people}
        self.draft.people = sorted(people, key=lambda name: order[name])
        self._called()
        self._strangers(speaker)

    def _called(self) -> None:
        """王老师: the one 王 of the staff list, or a question."""
        for match in list(CALLED.finditer(self.rest)):
            said = re.sub(r"^(?:和|与|由|请|听|到|在|、)+", "", match[1])
            if (
                not said
                or len(said) > 3
                or said in self.known.subjects
                or NOT_NAMES.search(said)
                or re.search("位|名|个|全体|各|年轻|青年|骨干|的|多", said)
            ):
                continue
            same = [name for name in self.known.staff if len(said) == 1 and name.startswith(said)]
            if len(same) == 1:
                self.draft.people += [name for name in same if name not in self.draft.people]
                self.doubt("people", f"{match[0]}先按{same[0]}记。")
            elif len(said) == 1:
                self.doubt("people", f"{match[0]}是哪一位？" + ("、".join(same[:4]) if same else "名册里没有这个姓。"))
            else:
                self.draft.people.append(said)
                self.doubt("people", f"名册里没有{said}，照写。")
            self.rest = self.rest.replace(f"{said}{match[0][len(match[1]) :]}", "、", 1)

    def _strangers(self, speaker: str) -> None:
        """A name nobody knows: before the line's words, or between known ones."""
        head = re.match(rf"\s*([{HAN}]{{2,4}})[\s:：，,|/、]+(?=\S)", self.rest)
        names = [head[1]] if head and self._may_be_name(head[1]) and not self.draft.people else []
        if "、" in self.rest:
            chain = re.findall(
                rf"(?<=、)\s*([{HAN}]{{2,3}})(?=[、，,。\s]|参加|$)|(?:^|[\s，,：:])([{HAN}]{{2,3}})(?=、)", self.rest
            )
            names += [a or b for a, b in chain if self._may_be_name(a or b)]
        if speaker and speaker not in self.draft.people and re.fullmatch(rf"[{HAN}]{{2,4}}", speaker):
            names.append(speaker)
        for name in dict.fromkeys(map(clean_name, names)):
            self.draft.people.append(name)
            self.rest = self.rest.replace(name, "、", 1)
            self.doubt("people", f"名册里没有{name}，照写。")

    def _may_be_name(self, word: str) -> bool:
        """Whether a word begins with a surname and means nothing else that is known."""
        cues = (cue for kind in self.known.kinds for cue in kind.words)
        other = NOT_NAMES.search(word) or word in self.known.subjects or any(cue in word for cue in cues)
        return not other and (word[0] in SURNAMES or "·" in word)

    def _numbers(self) -> None:
        takes = self.kind.takes if self.kind else frozenset()
        for match in list(COUNTED.finditer(self.rest)):
            value = parse_number(match["n"])
            where = self._counts(match, takes)
            if value is None or not where:
                continue
            if where == "times":
                if value > 1:
                    self.doubt("numbers", f"写了{match['n']}次，先记成一次。")
            elif where in self.draft.numbers:
                self.doubt("numbers", f"“{match[0]}”没有记，同样的数前面有了。")
            else:
                self.draft.numbers[where] = int(value)
            self.rest = self.rest.replace(match[0], "，", 1)
        if re.search(r"\d+\s*多|\d+\s*余|数十|若干", self.draft.text):
            self.doubt("numbers", "写的是大概数。")

    def _counts(self, match: re.Match[str], takes: frozenset[str]) -> str:
        """Which number a counted phrase gives; a bare 人 is pupils where the kind asks for pupils."""
        unit, who = match["unit"], match["after"] or match["who"] or ""
        if unit in LESSON_UNITS:
            return "lessons" if "lessons" in takes else ""
        if unit in PEOPLE_UNITS:
            if who in PUPIL_WORDS:
                return "pupils"
            if who not in TEACHER_WORDS and who:
                self.doubt("numbers", f"“{match[0]}”里分不清教师和学生。")
            elif not who and "pupils" in takes:
                self.doubt("numbers", f"“{match[0]}”没说是教师还是学生，先按学生。")
                return "pupils"
            return "teachers"
        if unit == "学时":
            return "hours" if "hours" in takes else ""
        if self.kind and unit in self.kind.item_units:
            return "items"
        return "times" if unit in ("次", "场") else ""

    def _subject(self, title: str) -> None:
        if self.kind is not None and "subject" not in self.kind.takes:
            return
        found = {self.known.subjects[word] for word in self.known.subjects if len(word) > 1 and word in f"{self.rest}"}
        if len(found) == 1:
            self.draft.subject = found.pop()
        elif found:
            first = min(found, key=lambda subject: self.rest.find(subject) % 10_000)
            self.draft.subject = first
            self.doubt("subject", f"写了{'、'.join(sorted(found))}，先记{first}。")

    def _topic(self, title: str) -> None:
        plain = re.sub(r"[（(]\s*[)）]|[、，,\s]{2,}", "，", LABELS.sub("，", TAG.sub("，", self.rest)))
        said = [one for one in re.split(r"[，,]", plain) if one.strip() and one.strip() not in self.known.subjects]
        plain = "，".join(one.strip() for one in said)
        plain = TRAIL.sub("", LEAD.sub("", plain.strip())).strip()
        label = self.kind.label if self.kind else ""
        if title:
            self.draft.topic = title if title.startswith("《") else title[1:-1]
        else:
            self.draft.topic = plain if len(plain) > 1 else label
        if not self.draft.topic:
            self.doubt("topic", "没有看出主题。")
        elif len(self.draft.topic) > 60:
            self.doubt("topic", "主题有点长，改短些。")


def _cues(text: str, kinds: Sequence[KindCue]) -> list[tuple[int, str, KindCue]]:
    """Words of kinds that stand in a text, without those inside a longer one."""
    found = [(text.index(word), word, kind) for kind in kinds for word in kind.words if word in text]
    return [
        cue
        for cue in found
        if not any(
            cue[1] != other[1] and cue[1] in other[1] and other[0] <= cue[0] < other[0] + len(other[1])
            for other in found
        )
    ]
