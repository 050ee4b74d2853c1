"""Sentences in pieces, with doors for figures."""

from xieshou.catalogue import catalogue
from xieshou.catalogue.sentences import Piece, code_of, placeholder, plain, sentence_for


def test_a_sentence_comes_as_words_and_indicators_in_turn() -> None:
    pieces = sentence_for(catalogue.kinds["lesson_observation"], {"lesson.observed": 32})
    assert pieces == [Piece("开展听评课"), Piece("", "lesson.observed")]


def test_a_clause_whose_figure_is_nought_is_left_out_with_its_comma() -> None:
    day = catalogue.kinds["day_visit"]
    assert plain(catalogue, day, {"visit.day": 2, "attendance.pupil": 120}) == "组织城乡体验一日游2次，参与学生120人次"
    assert plain(catalogue, day, {"visit.day": 2, "attendance.pupil": 0}) == "组织城乡体验一日游2次"


def test_awards_name_only_the_levels_that_were_won() -> None:
    said = plain(catalogue, catalogue.kinds["award"], {"award.count": 5, "award.city": 3, "award.county": 2})
    assert said == "帮扶成果获奖5项，市级3项，县级2项"


def test_without_its_main_figure_a_sentence_says_nothing() -> None:
    assert sentence_for(catalogue.kinds["day_visit"], {"attendance.pupil": 120}) == []


def test_every_placeholder_leads_back_to_its_indicator() -> None:
    asked = {count.indicator for kind in catalogue.kinds.values() for count in kind.counts}
    assert all(code_of(placeholder(code)) == code for code in asked)
