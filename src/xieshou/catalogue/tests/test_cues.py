"""What the readers of running text are told to look for."""

import pytest

from xieshou.catalogue import catalogue
from xieshou.catalogue.cues import cues, indicator_cue, kind_cue, voice_of
from xieshou.reading import Statement, judge
from xieshou.reading.words import MEASURES


def test_every_indicator_has_words_and_measure_words_the_reader_knows() -> None:
    for cue in cues(catalogue):
        assert cue.words and cue.measures
        assert set(cue.measures) <= {*MEASURES, "学时", "届", "回"}, cue.kind


def test_lessons_are_also_counted_in_another_word_and_persons_are_not_person_times() -> None:
    assert {"节", "堂"} <= set(voice_of(catalogue, "lesson.observed").units)
    assert voice_of(catalogue, "attendance.pupil").units == ("人次",)
    assert "名" in indicator_cue(catalogue, "attendance.pupil").measures


def test_money_is_spoken_of_in_yuan() -> None:
    voice = voice_of(catalogue, "donation.fen")
    assert voice.units[0] == "元" and voice.per_unit == 100


def test_a_figure_also_goes_by_the_words_of_the_kind_it_leads() -> None:
    assert voice_of(catalogue, "lecture.count").labels[0] == "讲座"
    assert "专题讲座" in voice_of(catalogue, "lecture.count").labels


def test_a_kind_is_read_by_its_names_and_all_it_asks_for() -> None:
    cue = kind_cue(catalogue, catalogue.kinds["day_visit"])
    assert {"一日游", "城乡体验"} <= set(cue.words)
    assert {"次", "人次", "名"} <= set(cue.measures)


# Sentences of real summaries, with the figure that the ledger would hold for each.
SAID = (
    ("全年累计通信120封。", "letters.count", 120),
    ("共开发融合课程6门。", "course.built", 6),
    ("开展跨校课程展示活动4次。", "course.shown", 4),
    ("开展线上联谊活动3次。", "pupil.online", 3),
    ("共举办培训班4期。", "training.count", 4),
    ("录制示范课视频20节。", "video.recorded", 20),
    ("上传教案、课件、微课视频等资源300件。", "resource.shared", 300),
    ("累计上示范课32节。", "lesson.demonstrated", 32),
    ("累计听课300节。", "lesson.observed", 300),
    ("办专题讲座8场。", "lecture.count", 8),
    ("共收集教学建议86条。", "advice.count", 86),
    ("全年共组织线下实践活动2次。", "practice.count", 2),
)


@pytest.mark.parametrize(("text", "code", "amount"), SAID, ids=[code for _, code, _ in SAID])
def test_a_claim_of_a_real_summary_finds_its_figure_among_all(text: str, code: str, amount: int) -> None:
    statements = []
    for other in catalogue.indicators:
        voice = voice_of(catalogue, other)
        held = amount if other == code else 0
        statements.append(Statement(other, voice.labels, voice.units, held, per_unit=voice.per_unit))
    judged = [found for found in judge(text, statements) if found.verdict != "not_a_claim"]
    assert [found.verdict for found in judged] == ["borne_out"]
    assert judged[0].statement is not None and judged[0].statement.indicator == code
