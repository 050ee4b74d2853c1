"""Two processes at the same moment: one winner, the other is told, and the books stay whole."""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest

from .stage import Worker, race

ROUNDS = 8
TOPICS = ("《赵州桥》第一课时", "《赵州桥》第二课时")


def new_topic(begins: str = "听评课") -> str:
    """A topic that no other record of this stage has."""
    return f"{begins} {uuid4().hex[:8]}"


def whole(worker: Worker) -> None:
    assert worker.ask("check", acts=[]) == []


def winners(answers: list[Any]) -> list[int]:
    return [number for number, heard in enumerate(answers) if "ok" in heard]


def test_of_two_who_amend_the_same_version_one_wins_and_the_other_sees_both_texts(racers: list[Worker]) -> None:
    for _ in range(ROUNDS):
        pk = racers[0].ask("record", topic=new_topic())
        mine = [new_topic(topic) for topic in TOPICS]
        answers = race(racers, [{"do": "amend", "pk": pk, "version": 1, "topic": topic} for topic in mine])
        [first] = winners(answers)
        lost = answers[1 - first]
        assert lost["refused"] == "Conflict" and lost["theirs"] == mine[first] != mine[1 - first]
        state = racers[0].ask("state", pk=pk)
        assert (state["topic"], state["version"]) == (mine[first], 2)
    whole(racers[0])


def test_the_same_key_twice_at_once_saves_once(racers: list[Worker]) -> None:
    for _ in range(ROUNDS):
        topic, key = new_topic(), str(uuid4())
        answers = race(racers, [{"do": "record", "topic": topic, "key": key}] * 2)
        assert answers[0] == answers[1] and winners(answers) == [0, 1]
        assert racers[0].ask("count", topic=topic) == 1
    whole(racers[0])


def test_the_same_key_with_another_text_is_not_saved_over_the_first(racers: list[Worker]) -> None:
    for _ in range(ROUNDS):
        key, mine = str(uuid4()), [new_topic(topic) for topic in TOPICS]
        answers = race(racers, [{"do": "record", "topic": topic, "key": key} for topic in mine])
        [first] = winners(answers)
        assert answers[1 - first]["refused"] == "KeyReused" and answers[1 - first]["theirs"] == mine[first]
        assert [racers[0].ask("count", topic=topic) for topic in mine] == [int(first == 0), int(first == 1)]
    whole(racers[0])


@pytest.mark.parametrize("rewrite", [False, True])
def test_a_confirmation_never_stands_under_figures_it_did_not_see(racers: list[Worker], rewrite: bool) -> None:
    for _ in range(ROUNDS):
        pk = racers[0].ask("record", topic=new_topic())
        amend = {"do": "amend", "pk": pk, "version": 1, "lessons": 3, "rewrite": rewrite}
        answers = race(racers, [{"do": "confirm", "pk": pk}, amend])
        assert winners(answers) == [0, 1], answers
        state = racers[0].ask("state", pk=pk)
        assert state["standing"] in ("waiting", "confirmed")
        assert (state["standing"] == "confirmed") == state["said_of_this"]
        assert state["verdicts"] == (["confirmed"] if state["said_of_this"] else ["confirmed", "cleared"])
    whole(racers[0])


def test_two_colleagues_who_confirm_at_once_confirm_once(racers: list[Worker]) -> None:
    for _ in range(ROUNDS):
        pk = racers[0].ask("record", topic=new_topic())
        answers = race(racers, [{"do": "confirm", "pk": pk}] * 2)
        assert sorted(heard["ok"] for heard in answers) == [0, 1]
        assert racers[0].ask("state", pk=pk)["verdicts"] == ["confirmed"]
    whole(racers[0])


def test_a_slip_used_twice_at_once_takes_one_word(racers: list[Worker]) -> None:
    for _ in range(ROUNDS):
        slip = racers[0].ask("ask_firm", topic=new_topic())
        words = [
            {"do": "say_by_slip", "slip": slip, "by": "王建华"},
            {"do": "say_by_slip", "slip": slip, "by": "赵国强", "true": False},
        ]
        answers = race(racers, words)
        [first] = winners(answers)
        assert answers[1 - first]["refused"] == "Refused"
        assert racers[0].ask("answered", slip=slip) == [words[first]["by"]] * 2
    whole(racers[0])


def test_two_who_add_their_own_people_at_once_are_both_kept(racers: list[Worker]) -> None:
    for _ in range(ROUNDS):
        pk = racers[0].ask("record", topic=new_topic())
        answers = race(racers, [{"do": "join", "pk": pk, "name": name} for name in ("周敏", "林芳")])
        assert winners(answers) == [0, 1], answers
        assert set(racers[0].ask("state", pk=pk)["people"]) == {"周敏", "林芳", "李桂兰"}
    whole(racers[0])


def test_of_two_who_withdraw_one_does(racers: list[Worker]) -> None:
    for _ in range(ROUNDS):
        pk = racers[0].ask("record", topic=new_topic())
        answers = race(racers, [{"do": "withdraw", "pk": pk, "version": 1}] * 2)
        [first] = winners(answers)
        assert answers[1 - first]["sentence"] == "E-ACT-111 这条已经撤回了。"
    whole(racers[0])


def test_two_officers_who_add_schools_at_once_get_different_intervals(racers: list[Worker]) -> None:
    for number in range(ROUNDS):
        names = [f"第{2 * number + one}小学" for one in (11, 12)]
        given = [{"do": "add_school", "officer": who, "name": name} for who, name in zip("安冯", names, strict=True)]
        assert winners(race(racers, given)) == [0, 1]
    spans = racers[0].ask("places")
    assert len(spans) >= 2 * ROUNDS
    assert all(before[1] <= after[0] for before, after in pairwise(spans)), spans
    whole(racers[0])


def test_an_account_name_asked_for_twice_at_once_is_given_once_whatever_its_case(racers: list[Worker]) -> None:
    for number in range(ROUNDS):
        answers = race(racers, [{"do": "open_login", "username": f"{name}{number}"} for name in ("lan", "LAN")])
        [first] = winners(answers)
        assert answers[1 - first]["sentence"].startswith("E-ACC-106")
        assert racers[0].ask("logins", username=f"lan{number}") == 1
    whole(racers[0])


def test_a_deed_that_answers_no_record_can_be_sent_again(racers: list[Worker]) -> None:
    key = str(uuid4())
    for _ in range(2):
        assert racers[0].ask("open_login", username="lanzi", key=key) == "lanzi"
    assert racers[0].ask("logins", username="lanzi") == 1
