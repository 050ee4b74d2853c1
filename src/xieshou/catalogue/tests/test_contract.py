"""What must hold for every kind of activity."""

from dataclasses import replace
from typing import Any

import pytest

from xieshou.activities.facts import COUNTED_COLUMNS
from xieshou.activities.models import Activity
from xieshou.catalogue import Kind, catalogue
from xieshou.catalogue.checks import COLUMNS, COMMON_HEADERS, headers_of, problems
from xieshou.catalogue.declare import among, of, unless, when
from xieshou.catalogue.figures import INDICATORS
from xieshou.catalogue.samples import sample_values, sample_variants
from xieshou.catalogue.sentences import plain, sentence_for
from xieshou.recording.declared import COLUMNS as FORM_COLUMNS
from xieshou.recording.declared import fields_of, form_field, split
from xieshou.web.icons import ICONS

KINDS = [pytest.param(kind, id=kind.code) for kind in catalogue.kinds.values()]


def counted(kind: Kind, values: dict[str, Any], *parts: str) -> dict[str, int]:
    return {found.code: amount for found, amount in catalogue.contributions(kind.code, parts, values)}


def test_the_catalogue_does_not_contradict_itself() -> None:
    assert problems(catalogue, ICONS, INDICATORS) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_with_nothing_but_its_kind_counts_one_of_its_main_figure(kind: Kind) -> None:
    assert counted(kind, {})[kind.main_indicator()] >= 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_filled_in_gives_facts_of_whole_positive_amounts(kind: Kind) -> None:
    for values in sample_variants(kind):
        amounts = counted(kind, values)
        assert kind.main_indicator() in amounts
        assert all(type(amount) is int and amount > 0 for amount in amounts.values())


@pytest.mark.parametrize("kind", KINDS)
def test_every_indicator_of_a_kind_is_reached_by_some_values(kind: Kind) -> None:
    reached = {code for values in sample_variants(kind) for code in counted(kind, values)}
    assert reached == {count.indicator for count in kind.counts}


@pytest.mark.parametrize("kind", KINDS)
def test_the_sentence_fills_and_reads_as_chinese(kind: Kind) -> None:
    said = plain(catalogue, kind, {count.indicator: 3 for count in kind.counts})
    indicator = catalogue.indicators[kind.main_indicator()]
    assert f"3{indicator.unit}" in said
    assert not set("{}_") & set(said)
    assert not said.endswith(("，", "；", "。"))
    bare = plain(catalogue, kind, {kind.main_indicator(): 1})
    assert f"1{indicator.unit}" in bare and not bare.endswith(("，", "；"))
    assert sentence_for(kind, {}) == []


@pytest.mark.parametrize("kind", KINDS)
def test_excel_headers_of_a_kind_are_its_own(kind: Kind) -> None:
    headers = [header for field in kind.live_fields() for header in headers_of(field)]
    assert len(set(headers)) == len(headers)
    assert not set(headers) & set(COMMON_HEADERS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_takes_the_sample_and_nothing_counted_lands_in_the_tail(kind: Kind) -> None:
    fields = fields_of(kind)
    sample = sample_values(kind)
    cleaned = {name: form_field(field).clean(sample[name]) for name, field in fields.items()}
    columns, tail = split(kind, cleaned)
    assert set(columns) == {field.name for field in fields.values() if field.column}
    assert set(tail) == {field.name for field in fields.values() if not field.column}
    assert counted(kind, columns) == counted(kind, sample)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_in_a_kind_is_too_long_for_its_column(kind: Kind) -> None:
    assert len(kind.code) <= 40
    for name in ("subject", "level"):
        longest = Activity._meta.get_field(name).max_length
        found = [value for field in kind.fields if field.name == name for value, _ in field.choices]
        assert all(len(value) <= longest for value in found)
    assert all(len(count.indicator) <= 40 for count in kind.counts)


def test_the_columns_that_may_be_counted_are_those_of_an_activity() -> None:
    of_model = {field.name for field in Activity._meta.get_fields()}
    assert of_model >= COLUMNS
    assert set(FORM_COLUMNS) == COLUMNS
    assert COLUMNS - {"subject", "until"} == set(COUNTED_COLUMNS)


def test_research_of_several_parts_counts_once_for_research_and_once_for_each_part() -> None:
    parts = ("joint_planning", "demonstration_lesson", "lesson_talk", "reflection")
    whole = catalogue.kinds["research_activity"]
    assert set(parts) <= set(whole.parts)
    amounts = counted(whole, {"ict": True}, *parts)
    assert amounts["research.count"] == amounts["research.ict"] == amounts["activity.count"] == 1
    assert amounts["planning.count"] == amounts["lesson.demonstrated"] == 1
    assert amounts["lesson.talked"] == amounts["reflection.count"] == 1


def test_a_visit_led_by_the_head_also_counts_for_each_director_who_came() -> None:
    visit = catalogue.kinds["leader_visit"]
    amounts = counted(visit, {"level": "校长", "items": 2}, "teaching_director_visit", "moral_director_visit")
    assert amounts["visit.leader"] == amounts["visit.head"] == 1
    assert amounts["visit.teaching_director"] == amounts["visit.moral_director"] == 1
    assert "visit.safety_director" not in amounts
    assert amounts["advice.count"] == 2
    alone = counted(visit, {"level": "安全主任"})
    assert alone["visit.safety_director"] == 1 and "visit.head" not in alone


def test_a_kind_that_is_only_a_part_is_not_offered_for_a_record() -> None:
    offered = {code for code, _ in catalogue.choices()}
    assert "leader_visit" in offered and "moral_director_visit" not in offered


def test_the_five_boxes_are_counted_each_in_its_own_figure() -> None:
    boxes = {"friends": 40, "letters": 38, "books": 12, "deeds": 9, "skills": 7}
    amounts = counted(catalogue.kinds["five_ones"], boxes)
    assert amounts["five.friends"] == 40 and amounts["letters.count"] == 38
    assert (amounts["keepsake.count"], amounts["deed.count"], amounts["skill.count"]) == (12, 9, 7)


def test_awards_are_counted_by_level_and_own_strengths_apart() -> None:
    fruit = counted(catalogue.kinds["award"], {"level": "市级", "items": 3})
    assert fruit == {"award.count": 3, "award.city": 3}
    assert counted(catalogue.kinds["own_award"], {"level": "县级"}) == {"award.own": 1}
    assert counted(catalogue.kinds["award"], {}) == {"award.count": 1}


def test_a_project_counts_for_the_quota_only_from_city_level_up() -> None:
    project = catalogue.kinds["research_project"]
    up = [
        level for level in ("校级", "县级", "市级", "国家级") if "project.city_up" in counted(project, {"level": level})
    ]
    assert up == ["市级", "国家级"]


def test_measures_read_empty_fields_as_their_default() -> None:
    assert of("items", 1)({"items": None}) == of("items", 1)({"items": ""}) == 1
    assert of("items", 1)({"items": 0}) == 0
    assert when("ict")({}) == 0 and unless("ict")({}) == 1
    assert among("level", ("市级",))({"level": "县级"}) == 0


def test_a_code_is_declared_once() -> None:
    first = catalogue.kinds["lecture"]
    with pytest.raises(ValueError, match="lecture"):
        catalogue.add(replace(first, label="另一个讲座"))
    with pytest.raises(ValueError, match=r"lecture\.count"):
        catalogue.add_indicators(catalogue.indicators["lecture.count"])
