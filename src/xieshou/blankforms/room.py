"""Room left inside a cell that says something: 填报单位：    , 年 月 日, □是 □否, ____人, （300字以内）."""

from __future__ import annotations

import re
from dataclasses import dataclass

SHORT_UNITS = "人次|人|名|位|节|堂|次|场|册|本|件|台|套|篇|项|个|期|对|户|份|条|亩|平方米|万元|千元|元"
BLANK = r"[\s_＿—]"
STATED = re.compile(
    rf"(?P<label>[^\s_：:，,。；;][^_：:，,。；;]{{0,20}}?)\s*[：:](?P<room>{BLANK}*(?:年{BLANK}*月{BLANK}*日?)?{BLANK}*)"
)
DAY = re.compile(rf"(?P<room>{BLANK}*年{BLANK}*月{BLANK}*日?){BLANK}*")
LINE = re.compile(rf"(?P<room>{BLANK}{{2,}})")
WITH_UNIT = re.compile(rf"(?P<room>{BLANK}+)(?P<unit>{SHORT_UNITS})\s*")
HINT = re.compile(r"\s*[(（][^()（）]{4,60}[)）]\s*")
BOX_FIRST = re.compile(r"[□☐○]\s*([^\s□☐○]{1,12})")
BRACKETS_LAST = re.compile(r"([^\s(（)）]{1,12})\s*[(（]\s*[)）]")
SEAL = re.compile(r"\s*[(（](?:公章|盖章|签字|签章|单位公章)[)）]\s*")
BOX_LAST = re.compile(r"([^\s□☐○]{1,12}?)\s*[□☐○]")
NO_ROOM = re.compile(r"注|备注|说明|填表说明|填报说明|要求|附件?\d*|单位|计量单位|金额单位")
TICKED = "☑"


@dataclass(frozen=True)
class Room:
    """Where in a cell's text the answer goes; the words before it, its measure word, its choices, whether a day."""

    hole: tuple[int, int]
    label: str = ""
    unit: str = ""
    choices: tuple[str, ...] = ()
    day: bool = False


def choices_in(text: str) -> tuple[str, ...]:
    """What the boxes of a cell offer."""
    boxes = re.search("[□☐○]", text)
    first = text.strip()[:1] in "□☐○"
    found = (BOX_FIRST if first else BOX_LAST if boxes else BRACKETS_LAST).findall(text)
    plain = tuple(dict.fromkeys(one.strip("、，,；; ") for one in found))
    return plain if len(plain) > 1 else ()


def is_day(text: str) -> bool:
    """Whether a text is only room for a day."""
    return DAY.fullmatch(text) is not None


def room_in(text: str) -> Room | None:
    """What kind of room a cell is that says only how it is to be filled; nothing where it says something else."""
    if not text.strip():
        return Room((0, len(text))) if text else None
    if choices := choices_in(text):
        return Room((0, len(text)), choices=choices)
    if found := DAY.fullmatch(text):
        return Room(found.span("room"), day=True)
    if LINE.fullmatch(text):
        return Room((0, len(text)))
    if found := WITH_UNIT.fullmatch(text):
        return Room(found.span("room"), unit=found["unit"])
    return Room((0, len(text))) if HINT.fullmatch(text) and "章" not in text else None


def stated_in(text: str) -> list[Room]:
    """The rooms behind colons, when the cell holds nothing else: 填表人：   审核人：   日期： 年 月 日."""
    found, at = [], 0
    for match in STATED.finditer(text):
        if text[at : match.start()].strip():
            return []
        at = match.end()
        label = "".join(match["label"].split())
        if NO_ROOM.fullmatch(re.sub(r"[(（].*?[)）]", "", label)):
            return []
        found.append(Room(match.span("room"), label=label, day="年" in match["room"]))
    rest = text[at:]
    return found if found and (not rest.strip() or SEAL.fullmatch(rest)) else []


def _ticked(text: str, chosen: str) -> str:
    """The text with the box of one choice ticked."""
    if not re.search("[□☐○]", text):
        return re.sub(rf"(?<={re.escape(chosen)})(\s*[(（])\s*([)）])", r"\1√\2", text, count=1)
    first = text.strip()[:1] in "□☐○"
    box = rf"[□☐○](?=\s*{re.escape(chosen)})" if first else rf"(?<={re.escape(chosen)})(\s*)[□☐○]"
    return re.sub(box, TICKED if first else rf"\1{TICKED}", text, count=1)


def written_into(text: str, answers: list[tuple[tuple[int, ...], str]]) -> str:
    """A cell's text with each answer in its hole, the rest of it as it was."""
    for (start, end), answer in sorted(((one[0], one[1]), said) for one, said in answers):
        if answer and (start, end) == (0, len(text)) and answer in choices_in(text):
            return _ticked(text, answer)
    for (start, end), answer in sorted((((one[0], one[1]), said) for one, said in answers), reverse=True):
        if answer:
            space = "  " if re.search("[：:]", text[end:]) else ""
            text = text[:start] + answer + space + text[end:]
    return text
