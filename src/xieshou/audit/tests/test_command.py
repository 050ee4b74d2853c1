"""`xieshou audit` checks, exports, and compares with what was exported."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.world import World
from xieshou.audit.models import Entry, Head, Payload
from xieshou.scoping.scope import unscoped

from .tampering import without_triggers


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("audit", *arguments, stdout=said)
    return said.getvalue()


def cut_the_tail_and_mend_the_head() -> None:
    without_triggers("audit_entry")
    with unscoped("somebody with SQL"):
        last, before = Entry.objects.order_by("-sequence")[:2]
        Payload.objects.filter(entry=last).delete()
        Entry.objects.filter(pk=last.pk).delete()
        Head.objects.update(sequence=before.sequence, head=before.head)


def test_exported_heads_find_a_cut_tail_that_the_chain_alone_does_not(world: World, tmp_path: Path) -> None:
    kept = tmp_path / "heads.json"
    assert "条完整" in run("--export", str(kept))
    [mark] = json.loads(kept.read_text(encoding="utf-8"))
    assert set(mark) == {"county_lo", "year", "sequence", "head"} and len(mark["head"]) == 64
    assert "条完整" in run("--against", str(kept))
    cut_the_tail_and_mend_the_head()
    assert "条完整" in run()
    with pytest.raises(CommandError, match="改动的痕迹"):
        run("--against", str(kept))


def test_heads_of_a_broken_chain_are_not_exported(world: World, tmp_path: Path) -> None:
    with unscoped("somebody with SQL"):
        Payload.objects.update(salt="0" * 32)
    with pytest.raises(CommandError, match="改动的痕迹"):
        run("--export", str(tmp_path / "heads.json"))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", ["", "[1]", '[{"county_lo": 1}]', "not json", "{}x"])
def test_a_file_that_holds_no_heads_is_not_taken_for_an_empty_one(world: World, tmp_path: Path, text: str) -> None:
    (tmp_path / "heads.json").write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match="读不出链头"):
        run("--against", str(tmp_path / "heads.json"))


def test_a_missing_file_is_said_so(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="读不出链头"):
        run("--against", str(tmp_path / "nothing.json"))
