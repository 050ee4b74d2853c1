"""What names of schools say, and two of one name in a county: each is said with its town."""

from __future__ import annotations

from django.db.models import Q

from .models import KINDS, SCHOOL, Place
from .selectors import county_of, schools_in

LONGEST_SHORT = 20
STAGE_BY_NAME = (
    ("幼儿园", "kindergarten"), ("特殊", "special"), ("九年", "nine"), ("一贯", "nine"), ("完全中学", "secondary"),
    ("高级中学", "high"), ("高中", "high"), ("小学", "primary"), ("完小", "primary"), ("教学点", "primary"),
    ("初级中学", "middle"), ("初中", "middle"), ("中学", "middle"),
)  # fmt: skip


def keep_apart(school: Place) -> None:
    """Put the town before the short names of schools that would read alike; runs after a name is written."""
    county = county_of(school) if school.level == SCHOOL and not school.outside else None
    if county is None:
        return
    alike = Q(name=school.name) | Q(short=school.brief) | Q(short="", name=school.brief)
    others = schools_in(county).filter(alike, outside=False).exclude(pk=school.pk).select_related("parent")
    found = list(others)
    for one in (school, *found) if found else ():
        _with_town(one)


def _with_town(school: Place) -> None:
    town = school.parent.name if school.parent is not None else ""
    if town in school.name or school.short.startswith(town):
        return
    said = f"{town}{school.name}"
    school.short = said if len(said) <= LONGEST_SHORT else f"{town}{school.brief}"[:LONGEST_SHORT]
    school.save()


def stage_by_name(name: str) -> str:
    """What a school's own name says of its stage."""
    return next((code for word, code in STAGE_BY_NAME if word in name), "")


def another_name(name: str, other: str) -> bool:
    """Whether two like names differ in a way that makes two schools: 第一 and 第二, 东 and 西."""
    apart = set(name) ^ set(other)
    return bool(apart & set("一二三四五六七八九十0123456789东西南北上下大小中新老甲乙丙丁")) or len(name) == len(other)


def kind_said(words: str) -> str:
    """公办, 民办 or 教学点 in what a table says; nothing for other words."""
    return next((code for code, label in KINDS if words and label in words), "")
