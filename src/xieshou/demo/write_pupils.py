"""A few invented pupils with their guardians, so that the closed list has something to open."""

from __future__ import annotations

from xieshou.people.operations.add_pupils import Row, add_pupils

from .ground import Ground, actor_of

PURPOSE = "总结发出前核对姓名"
PUPILS = {
    "云溪县实验小学": (
        "苗可心/三年级/1班/苗长顺 郁青禾/三年级/1班/郁建安、佟秀兰 简星辰/三年级/2班/简立本 "
        "冉听雨/四年级/1班/冉守诚 佟一诺/四年级/2班/佟广源 "
    ),
    "白塔镇中心小学": "桑小满/三年级/1班/桑有田 尚知夏/三年级/1班/尚全福 阿迪拉·艾力/四年级/1班/艾力·肉孜 ",
}


def write_pupils(ground: Ground) -> None:
    """The lists of the schools that are in this demonstration."""
    for name, lines in PUPILS.items():
        if ground.has(name):
            cells = [line.split("/") for line in lines.split()]
            rows = [Row(who, grade, class_name, tuple(kin.split("、"))) for who, grade, class_name, kin in cells]
            school = ground.schools[name]
            add_pupils(actor_of(school), school=school, rows=rows, purpose=PURPOSE)
