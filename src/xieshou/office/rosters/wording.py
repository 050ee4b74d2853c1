"""Subjects by stage and honours as people write them, in a form and in a workbook."""

from __future__ import annotations

import re
from datetime import date

from xieshou.catalogue.headings import LEVELS, SUBJECTS
from xieshou.kernel.text import clean_line
from xieshou.people.belongings import Won
from xieshou.people.models import TEACHING_STAGES, Honour, Teaching
from xieshou.sheets.cells import plain_key

SUBJECT_WORDS = {
    "语文": "语 语文课 小学语文 初中语文",
    "数学": "数 数学课 小学数学 初中数学",
    "英语": "英 英语课 外语",
    "道德与法治": "道法 思品 品德 政治 思政 道德法治 思想品德",
    "信息科技": "信息 信息技术 微机 计算机 电脑",
    "体育": "体 体育课 体育与健康",
    "音乐": "音 音乐课",
    "美术": "美 美术课",
    "心理健康": "心理",
    "综合实践": "综合 综合实践活动",
    "幼儿五大领域": "幼教 五大领域 学前教育",
    "科学": "自然",
    "劳动": "劳技 劳动教育",
}
STAGE_WORDS = {"学前": "kindergarten", "幼儿": "kindergarten", **{label: code for code, label in TEACHING_STAGES}}
STAGE_LABELS = dict(TEACHING_STAGES)
SUBJECTS_SAID = {plain_key(word): subject for subject, said in SUBJECT_WORDS.items() for word in said.split()} | {
    plain_key(subject): subject for subject in SUBJECTS
}
_BETWEEN = re.compile(r"[、，,;；\n]+")
_LINES = re.compile(r"[;；\n]+")
_WHEN = re.compile(r"[\s（(，,]*(\d{4})\s*[年./-]?\s*(?:(\d{1,2})\s*(?:[月./-]\s*(?:(\d{1,2})\s*日?)?)?)?[年）)]*$")


def subject_of(text: str) -> str:
    """The subject a word names, or nothing."""
    return SUBJECTS_SAID.get(plain_key(text), "")


def teachings_of(text: str) -> list[tuple[str, str]]:
    """小学语文、初中历史 as stages and subjects; ValueError in Chinese for a word without its stage."""
    found = []
    for word in (word.strip() for word in _BETWEEN.split(text)):
        if not word:
            continue
        stage = next((label for label in sorted(STAGE_WORDS, key=len, reverse=True) if word.startswith(label)), "")
        subject = word.removeprefix(stage).strip()
        if not stage or not subject:
            raise ValueError(f"“{word}”要写学段和学科，比如小学语文。学段有{'、'.join(STAGE_LABELS.values())}。")
        if not subject_of(subject):
            raise ValueError(f"没有“{subject}”这个学科。学科有{'、'.join(SUBJECTS)}。")
        found.append((STAGE_WORDS[stage], subject_of(subject)))
    return list(dict.fromkeys(found))


def honours_of(text: str) -> list[Won]:
    """县级骨干教师 2023年9月, one a line; ValueError in Chinese for one without level, name or year."""
    return [_honour(line) for line in (line.strip() for line in _LINES.split(text)) if line]


def _honour(line: str) -> Won:
    when = _WHEN.search(line)
    level = next((level for level in LEVELS if line.startswith(level)), "")
    title = clean_line(line[len(level) : when.start() if when else None], 60).strip()
    if not level or not when or not title:
        raise ValueError(f"“{line}”要写级别、名称和时间，比如县级骨干教师 2023年9月。级别有{'、'.join(LEVELS)}。")
    year, month, day = (int(part) if part else 1 for part in when.groups())
    try:
        return Won(level, title, date(year, month, day))
    except ValueError as wrong:
        raise ValueError(f"“{line}”里的日期没有这一天。") from wrong


def teachings_said(rows: list[Teaching]) -> str:
    """小学语文、初中历史."""
    return "、".join(f"{STAGE_LABELS.get(row.stage, '')}{row.subject}" for row in rows)


def honours_said(rows: list[Honour], between: str = "\n") -> str:
    """One a line, or in one cell."""
    return between.join(f"{row.level}{row.title} {row.on.year}年{row.on.month}月" for row in rows)
