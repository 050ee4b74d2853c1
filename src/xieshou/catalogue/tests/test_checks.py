"""Each contradiction is found and told."""

from dataclasses import replace

import pytest

from xieshou.catalogue import Catalogue, Count, Field, Indicator, Kind
from xieshou.catalogue.checks import problems
from xieshou.catalogue.declare import of, one
from xieshou.catalogue.headings import FAMILIES

ITEMS = Field("items", "件数", "int")
GOOD = Kind(
    "show", "展示", "pupils", "k-box", (ITEMS,), (Count("show.count", of("items", 1)),), "展示{show_count}",
    reads_as=("展示",),
)  # fmt: skip
STOCK = Indicator("post.held", "在岗", "人", stock=True)


def of_these(*kinds: Kind) -> Catalogue:
    made = Catalogue()
    made.add_families(*FAMILIES)
    made.add_indicators(Indicator("show.count", "展示", "次"), STOCK)
    made.add(*kinds)
    return made


def test_a_sound_kind_has_no_problems() -> None:
    assert problems(of_these(GOOD), {"k-box"}) == []


BROKEN = [
    ({"sentence": "展示{show_count}，观众{show_seen}"}, "which nothing of it measures"),
    ({"sentence": "办了展示"}, "leaves out its main figure"),
    ({"family": "elsewhere"}, "no family"),
    ({"dimension": "weather"}, "no dimension"),
    ({"icon": "k-nothing"}, "no icon"),
    ({"reads_as": ()}, "how it is read"),
    ({"parts": ("nothing",)}, "no kind 'nothing'"),
    ({"counts": ()}, "counts nothing"),
    ({"counts": (Count("show.count", one), Count("show.count", one))}, "one indicator twice"),
    ({"counts": (Count("show.seen", one),)}, "no indicator 'show.seen'"),
    ({"counts": (Count("show.count", one), Count("post.held", one))}, "is a stock"),
    ({"fields": (ITEMS, Field("pupils", "件数", "int"))}, "'件数' stands for two fields"),
    ({"fields": (ITEMS, Field("pupils", "人数", "int", aliases=("件数",)))}, "'件数' stands for two fields"),
    ({"fields": (ITEMS, Field("note", "主题", "text", column=False))}, "common to all kinds"),
    ({"fields": (ITEMS, ITEMS)}, "one name"),
    ({"fields": (ITEMS, Field("weight", "重量", "int"))}, "no column of an activity"),
    ({"fields": (ITEMS, Field("pupils", "学生", "int", column=False))}, "a column, not tail"),
    ({"fields": (ITEMS, Field("sort", "种类", "choice", column=False))}, "nothing to choose from"),
    ({"fields": ()}, "'items', which its form never asks"),
    ({"counts": (Count("show.count", of("weight", 1)),)}, "'weight', which no activity has"),
    (
        {
            "fields": (ITEMS, Field("weight", "重量", "int", column=False)),
            "counts": (Count("show.count", of("weight", 1)),),
        },
        "reads 'weight' from the tail",
    ),
    (
        {"fields": (ITEMS, *(Field(f"n{n}", f"第{n}项", "text", column=False) for n in range(6)))},
        "more than 6 fields",
    ),
]


@pytest.mark.parametrize(("change", "said"), BROKEN, ids=[said for _, said in BROKEN])
def test_a_broken_kind_is_told(change: dict[str, object], said: str) -> None:
    broken = replace(GOOD, **change)
    assert any(said in problem for problem in problems(of_these(broken), {"k-box"}))


def test_one_header_means_one_thing_across_kinds() -> None:
    other = replace(GOOD, code="other", label="另一类", fields=(ITEMS, Field("pupils", "数", "int")))
    third = replace(GOOD, code="third", label="第三类", fields=(ITEMS, Field("hours", "数", "int")))
    assert problems(of_these(GOOD, other, third)) == ["the Excel header '数' means hours and pupils"]


def test_two_kinds_may_not_share_a_name() -> None:
    assert problems(of_these(GOOD, replace(GOOD, code="other"))) == ["two kinds are called '展示'"]


def test_an_indicator_with_two_units_is_told() -> None:
    twice = (Indicator("show.count", "展示", "次"), Indicator("show.count", "展示", "场"))
    assert problems(of_these(GOOD), declared=twice) == ["indicator 'show.count' has two units"]


def test_a_code_of_another_form_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match=r"not subject\.measure"):
        Indicator("shows", "展示", "次")
