"""Whoever rewrites the past is found: by the chain itself, or against the heads exported before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone

from tests.world import World
from xieshou.audit.chain import Mark, Verdict, export_heads, verify
from xieshou.audit.models import Payload
from xieshou.places.models import SCHOOL
from xieshou.places.operations.add_place import add_place
from xieshou.scoping.scope import unscoped

from .tampering import NEEDS_EXPORT, WAYS, Tamperer, without_triggers


@pytest.fixture
def tamperer(world: World) -> Iterator[Tamperer]:
    """Eight deeds in county A, three in county B, and somebody with SQL."""
    for name, county, deeds in (("安", world.county_a, 8), ("陈", world.county_b, 3)):
        for number in range(deeds):
            add_place(world.user(name), parent=county, level=SCHOOL, name=f"第{number + 10}小学", setting="town")
    without_triggers("audit_entry")
    with unscoped("somebody with SQL"):
        yield Tamperer(world.county_a.lo, timezone.localdate().year, world.county_b.lo)


def faults(marks: list[Mark] | None = None) -> list[Verdict]:
    return [verdict for verdict in verify(marks or []) if verdict.faults]


def test_a_chain_nobody_touched_is_whole_also_after_more_deeds(tamperer: Tamperer, world: World) -> None:
    marks = export_heads()
    assert len(marks) == 3 and {mark.sequence for mark in marks if mark.county_lo == tamperer.county_lo} == {8}
    add_place(world.user("安"), parent=world.county_a, level=SCHOOL, name="第三十小学", setting="town")
    assert not faults(marks)


@pytest.mark.parametrize("name", WAYS)
def test_tampering_is_found_against_the_exported_head(tamperer: Tamperer, name: str) -> None:
    marks = export_heads()
    WAYS[name](tamperer)
    found = faults(marks)
    assert found and all("对不上" in verdict.sentence for verdict in found)
    alone = faults()
    assert bool(alone) != (name in NEEDS_EXPORT), "a rebuilt chain looks whole from the inside; nothing else does"


def test_there_are_thirty_ways_or_more() -> None:
    assert len(WAYS) >= 30


def test_contents_erased_with_their_salt_leave_the_chain_whole_and_are_counted(tamperer: Tamperer) -> None:
    marks = export_heads()
    Payload.objects.filter(entry__county_lo=tamperer.county_lo, entry__sequence__in=[3, 4]).delete()
    [verdict] = [one for one in verify(marks) if one.county_lo == tamperer.county_lo]
    assert not verdict.faults and (verdict.entries, verdict.erased) == (8, 2)
    assert verdict.sentence.endswith("8条完整，其中2条内容依法删除")
