"""What offices call settings, stages, dimensions and roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xieshou.catalogue.headings import DIMENSION_LABELS
from xieshou.places.models import STAGES
from xieshou.sheets.cells import nearest, plain_key

SETTING_WORDS = {
    "town": "县城 城区 城镇 城市 县直 主城区 城关 街道 城 市区",
    "country": "乡村 农村 镇区 乡镇 村 乡 镇 村小 乡下 山区",
}
STAGE_WORDS = {
    "kindergarten": "幼儿园 幼儿 学前 学前教育 公办幼儿园",
    "primary": "小学 完全小学 完小 教学点 村小 小学教学点 初小",
    "middle": "初中 初级中学 中学 初级",
    "high": "高中 高级中学 普通高中 普高",
    "nine": "九年一贯制 九年一贯 九年制 九年一贯制学校 一贯制",
    "secondary": "完全中学 完中 十二年一贯制",
    "special": "特殊教育学校 特殊教育 特教",
    "other": "其他 职业学校 中职 职高 职业高中 进修学校 教师进修学校",
}
DIMENSION_WORDS = {
    "staffing": "师资 师资队伍 教师交流 支教 师资力量 人员交流 队伍建设",
    "management": "管理 学校管理 行政管理 管理互助 办学理念 管理水平",
    "research": "教研 教育教学 教学 教科研 教学研究 教育科研 教研互助 课堂教学 教学教研",
    "moral": "德育 德育工作 思政 学生德育 立德树人",
    "digital": "信息化 信息技术 数字化 智慧教育 教育信息化 数字",
    "sports_arts": "体艺 体育艺术 体美 音体美 体育 艺术 美育 文体 文艺体育",
    "subject": "学科 学科建设 学科教学",
    "funds": "资金 经费 资助 助学",
    "goods": "物资 捐赠 图书 设备 物品 器材",
    "culture": "校园文化 文化 文化建设",
    "logistics": "后勤 后勤管理 后勤服务",
    "family": "家校共育 家校 家庭教育 家校合作",
    "safety": "安全 安全管理 校园安全",
    "teacher_growth": "教师培养 教师发展 教师成长 教师培训 青年教师培养 专业发展",
}
ROLE_WORDS = {
    "head": "校长 园长 书记 负责人 校级 法人 主要负责人 副校长 副园长",
    "clerk": "联络人 学校联络人 联系人 管理员 学校管理员 办公室 联络员",
    "dean": "教务主任 教导主任 教务 教务处 教导处",
    "moral": "德育主任 政教主任 德育 政教处 德育处 少先队辅导员",
    "aid_clerk": "资助专干 资助 资助干事 资助负责人",
    "teacher": "教师 老师 普通教师 任课教师 教职工",
}
BETWEEN = re.compile(r"[、，,;；/／|\s]+")
AND = re.compile(r"[和及]")


def _known(words: dict[str, str], labels: dict[str, str]) -> dict[str, str]:
    found = {plain_key(label): code for code, label in labels.items()}
    for code, said in words.items():
        found.update({plain_key(word): code for word in said.split() if plain_key(word) not in found})
    return found


STAGE_LABELS = dict(STAGES)
SETTINGS = _known(SETTING_WORDS, {})
STAGES_SAID = _known(STAGE_WORDS, STAGE_LABELS)
DIMENSIONS = _known(DIMENSION_WORDS, DIMENSION_LABELS)
ROLES = _known(ROLE_WORDS, {})


def setting_of(text: str) -> str:
    """Town or country, or nothing when the words are something else."""
    return SETTINGS.get(plain_key(text), "")


def stage_of(text: str) -> str:
    """The stage a word names, or nothing."""
    return STAGES_SAID.get(plain_key(text), "")


def _words(text: str, own: Sequence[str]) -> Iterator[str]:
    """The words of a cell; a county's own dimension may have 和 in its name."""
    for piece in BETWEEN.split(text):
        yield from [piece] if piece in own else AND.split(piece)


def dimensions_of(text: str, own: Sequence[str] = ()) -> tuple[list[str], list[str]]:
    """Dimensions named in a cell, those of the county's own first, and the words that name none."""
    codes: list[str] = []
    unknown: list[str] = []
    for word in filter(None, _words(text, own)):
        if word in own:
            codes.append(word)
            continue
        plain = re.sub(r"(帮扶|互助|支援|提升|建设|工作|方面)$", "", word) or word
        code = DIMENSIONS.get(plain_key(word)) or DIMENSIONS.get(plain_key(plain))
        (codes if code else unknown).append(code or word)
    return list(dict.fromkeys(codes)), unknown


def dimension_like(word: str, own: Sequence[str] = ()) -> str:
    """The dimension a word was probably meant to be."""
    return nearest(word, [*own, *DIMENSION_LABELS.values()])


def role_of(text: str) -> str:
    """The role a word names, or nothing."""
    return ROLES.get(plain_key(text), "")
