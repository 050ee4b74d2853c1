"""Own words are held against every slice of the ledger, and each slice opens records that sum to it."""

from datetime import date

import pytest
from django.utils import timezone

from tests.world import SYSTEM, World
from xieshou.activities.operations.record_activity import Person, TookPart, record_activity
from xieshou.claims.own_words import doubtful, evidence, judged
from xieshou.ledger.asking import Ask, total
from xieshou.scoping.scope import unscoped
from xieshou.subjects.material import Material
from xieshou.subjects.subject import Subject, span_of

TEXT = "示范课、听评课、教研活动，周敏"


@pytest.fixture
def term(world: World) -> World:
    for day, subject, lessons, kind in (
        (date(2026, 3, 10), "语文", 3, "lesson_observation"),
        (date(2026, 4, 10), "数学", 2, "lesson_observation"),
        (date(2026, 4, 20), "语文", 4, "demonstration_lesson"),
    ):
        record_activity(
            SYSTEM,
            owner=world.a1,
            schools=[TookPart(world.a1, "gave", people=[Person(world.a1, "周敏")]), TookPart(world.a2, "received")],
            by="周敏",
            pairing=world.pair,
            kind=kind,
            on=day,
            topic="《荷花》",
            subject=subject,
            lessons=lessons,
        )
    return world


def subject_of(world: World, kind: str) -> Subject:
    place = world.county_a if kind == "county" else world.a1
    pairing = world.pair if kind == "pair" else None
    return Subject(kind, place, span_of(place, "20252"), timezone.now(), pairing)


@pytest.mark.parametrize("kind", ["school", "pair", "county"])
def test_every_slice_is_what_its_question_answers(term: World, kind: str) -> None:
    with unscoped("test"):
        found, _ = evidence(Material(subject_of(term, kind)), TEXT)
        asked = [(one, one.source) for one in found if isinstance(one.source, Ask)]
        assert len(asked) > 20
        assert {bool(one.subject) for one, _ in asked} == {bool(one.about) for one, _ in asked} == {True, False}
        for one, ask in asked:
            assert total(ask) == one.amount, one


def test_a_sentence_may_name_partner_month_and_subject_together(term: World) -> None:
    partner = term.a2.name
    said = {"effects": f"4月在{partner}听评课数学2节。4月在{partner}听评课数学3节。3月在{partner}听评课数学2节。"}
    with unscoped("test"):
        verdicts = [
            one.verdict for _, one in judged(Material(subject_of(term, "school")), said) if one.verdict != "not_a_claim"
        ]
    assert verdicts == ["borne_out", "contradicted", "contradicted"]


def test_a_doubt_carries_its_sentence_and_opens_the_record(term: World) -> None:
    said = {"effects": "开头一句。听评课共9节，都有记录。"}
    with unscoped("test"):
        (doubt,) = doubtful(Material(subject_of(term, "school")), said)
    assert (doubt.before, doubt.said, doubt.after) == ("听评课共", "9节", "，都有记录。")
    assert [(figure.text, figure.unit) for figure in doubt.doors] == [("5", "节")]
