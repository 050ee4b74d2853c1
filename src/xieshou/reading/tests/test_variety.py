"""The variety in which people write: a thousand ways to say what the hand-written ledger says, and what follows."""

import re
from pathlib import Path

import pytest

from xieshou.reading import judge
from xieshou.reading.tests.table import NAMES, TABLE
from xieshou.reading.tests.test_claims import verdicts

LINES = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
SENTENCES = [(text, want) for text, want in (line.split("|") for line in LINES)]
TRUE = [text for text, want in SENTENCES if set(want) == {"B"}]
FULL_WIDTH = str.maketrans("0123456789%", "０１２３４５６７８９％")


def test_every_sentence_is_judged_as_written_beside_it() -> None:
    assert len(SENTENCES) > 900
    wrong = [f"{text} wanted {want} got {got}" for text, want in SENTENCES if (got := verdicts(text)) != want]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.translate(FULL_WIDTH),
        lambda text: re.sub(r"(?<![\d.,])(\d+)(?![\d.,])", r" \1 ", text),
    ],
    ids=["full width", "spaces around figures"],
)
def test_the_way_figures_are_typed_changes_no_verdict(change: object) -> None:
    assert callable(change)
    changed = [f"{change(text)}: {verdicts(text)}" for text in TRUE if verdicts(change(text)) != verdicts(text)]
    assert not changed, "\n".join(changed)


def test_a_plain_figure_that_is_one_off_is_never_borne_out() -> None:
    tried = 0
    for text in TRUE:
        for one in judge(text, TABLE, NAMES):
            digits = re.search(r"\d+", one.figure.text)
            if one.verdict != "borne_out" or one.figure.modifier or isinstance(one.figure.value, tuple) or not digits:
                continue
            low, high = one.figure.start + digits.start(), one.figure.start + digits.end()
            false = f"{text[:low]}{int(digits[0]) + 1}{text[high:]}"
            found = [other.verdict for other in judge(false, TABLE, NAMES) if other.figure.start == one.figure.start]
            assert "borne_out" not in found, false
            tried += 1
    assert tried > 500
