"""kill -9 under write load: what was acknowledged stands exactly once, and the books are whole."""

from __future__ import annotations

import os
import random
import time
from typing import Any

import pytest

from .stage import ENGINE, Stage, Worker

KILLS = {"sqlite": 10, "postgresql": 3}[ENGINE]
MANY = 30
HEARD = (4, 30)  # deeds acknowledged before the kill, however slow the machine
LATEST = 0.06  # seconds
REPLAYED = 6


def in_flight(acts: list[dict[str, Any]], number: int, threads: int = 2) -> list[dict[str, Any]]:
    """The record each thread may have been writing when it was killed: asked for, never acknowledged."""
    known = {act["topic"] for act in acts}
    first = [next(t for n in range(9999) if (t := f"听评课 {number}-{one}-{n}") not in known) for one in range(threads)]
    return [{"act": "record", "topic": topic} for topic in first]


def replay(worker: Worker, acts: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    """Send the last acts again, and those nobody knows about; returns the latter, which now stand."""
    unheard = in_flight(acts, number)
    again = acts[-REPLAYED:] + unheard
    assert worker.ask("replay", acts=again) == worker.ask("replay", acts=again)
    assert worker.ask("check", acts=acts + unheard, books=False) == []
    return unheard


def kill_again_and_again(stage: Stage, kills: int) -> list[dict[str, Any]]:
    """Write, be killed, come back, find everything; returns the acknowledged acts."""
    moments = random.Random(os.environ.get("XIESHOU_SEED", "1"))
    acts: list[dict[str, Any]] = []
    with stage.workers() as [worker]:
        for number in range(kills):
            pid = worker.born()
            worker.send("write", round=number)
            acts += [worker.hear() for _ in range(moments.randint(*HEARD))]
            time.sleep(moments.uniform(0.0, LATEST))  # somewhere inside the deeds that follow
            acts += worker.kill(pid)
            pid = worker.born()
            assert worker.ask("check", acts=acts) == []
            acts += replay(worker, acts, number)
            assert worker.kill(pid) == []
    with stage.workers() as [worker]:
        assert worker.ask("check", acts=acts) == []
    return acts


def test_nothing_acknowledged_is_lost_or_doubled_by_kills_under_write_load(stage: Stage) -> None:
    acts = kill_again_and_again(stage, KILLS)
    assert len(acts) > KILLS * HEARD[0]
    assert {act["act"] for act in acts} == {"record", "amend", "confirm"}


@pytest.mark.probe
def test_nothing_is_lost_by_thirty_kills(stage: Stage) -> None:
    assert len(kill_again_and_again(stage, MANY)) > MANY * HEARD[0]


def test_the_check_itself_finds_what_is_missing(stage: Stage) -> None:
    """A test of durability that could not fail would prove nothing."""
    with stage.workers() as [worker]:
        worker.ask("record", topic="听评课 9-9-0")
        [fault] = worker.ask("check", acts=[{"act": "record", "topic": "听评课 9-9-1"}])
        assert "acknowledged and lost" in fault
        [fault] = worker.ask("check", acts=[{"act": "amend", "topic": "听评课 9-9-0", "lessons": 5}])
        assert "not amended" in fault
