"""Every label of the real documents appears as a link whose records make its value, or waits by name."""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import Client

from xieshou.documents.model import Figure, figures

from . import doc_001, doc_002, doc_003, doc_004_2, doc_004_7
from .evidence import Reader
from .fitting import KINDS, matched
from .ground import Paper
from .labels import WAITING, Essay, Label, essays, waiting_of

WORLDS = {
    ("001", 1): doc_001.papers,
    ("002", 0): doc_002.papers,
    ("003", 1): doc_003.papers,
    ("003", 2): doc_003.papers,
    ("004", 2): doc_004_2.papers,
    ("004", 7): doc_004_7.papers,
}
ESSAYS = essays()


def carried(labels: tuple[Label, ...], papers: list[Paper]) -> dict[Label, Figure]:
    """Labels with the figure that carries them, over all documents of an essay."""
    found: dict[Label, Figure] = {}
    for paper in papers:
        client = Client()
        client.force_login(paper.viewer)
        left = [label for label in labels if label not in found]
        reader, shown = Reader(client), list(figures(paper.document))
        assert all(reader.opens(figure) for figure in shown)
        found |= matched(left, shown, reader.bears_out)
    return found


@pytest.mark.parametrize("essay", ESSAYS, ids=str)
def test_every_label_is_a_link_whose_records_make_its_value(db: None, essay: Essay, tally: Counter[str]) -> None:
    found = carried(essay.labels, WORLDS[essay.doc, essay.number]()[essay.number])
    waiting = waiting_of(essay.doc)
    missing = [str(label) for label in essay.labels if label not in found and label.start not in waiting]
    early = [str(label) for label in essay.labels if label in found and label.start in waiting]
    tally[f"{essay}: {len(found)} of {len(essay.labels)}"] += 1
    assert not missing, "no figure carries these"
    assert not early, "these appear now: take them out of waiting.toml"


def test_what_waits_is_a_label_and_nothing_waits_twice() -> None:
    known = {(label.doc, label.start, label.quote) for essay in ESSAYS for label in essay.labels}
    named = [(entry["doc"], entry["start"], entry["quote"]) for entry in WAITING["label"]]
    assert set(named) <= known, "an entry names no label"
    assert len(named) == len(set(named))


def test_the_list_of_what_waits_only_shrinks() -> None:
    assert WAITING["may_only_shrink"] == len(WAITING["label"])


def test_every_entry_says_for_what_it_waits() -> None:
    assert all(entry["row"][0] in "SB" and entry["reason"] for entry in WAITING["label"])


def test_every_kind_that_occurs_has_figures_or_waits() -> None:
    occurs = {label.kind for essay in ESSAYS for label in essay.labels if label.start not in waiting_of(essay.doc)}
    assert occurs <= KINDS.keys()
