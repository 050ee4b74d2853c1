"""A served installation does its daily work by itself: heads of the chains and a proved backup, every day once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.durability.stage import Stage
from tests.journeys.site import Site

from .homes import Home, copy_of

HURRIED = "xieshou.keeping.tests.clock.hurried"
DAY = date(2031, 3, 5)


def set_clock(home: Path, day: date, hour: int, minute: int = 0) -> None:
    """From now on it is this time in China, for the server and whatever it starts."""
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone.get_default_timezone())
    (home / "ahead.part").write_text(str((moment - timezone.now()).total_seconds()))
    (home / "ahead.part").replace(home / "ahead")


def days_of(home: Path) -> list[str]:
    """Days of which there is a daily backup that was restored and compared."""
    slips = [json.loads(path.read_text("utf-8")) for path in sorted((home / "backups").glob("*.json"))]
    return [slip["made_at"][:10] for slip in slips if (slip["reason"], slip["state"]) == ("daily", "good")]


def heads_of(home: Path) -> list[str]:
    return sorted(path.stem for path in (home / "heads").glob("????-??-??.json"))


def wait_for(true: Callable[[], bool], seconds: float = 90) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not true():
        time.sleep(0.2)
    return true()


def test_the_running_server_makes_heads_and_a_backup_every_day_and_tries_again_after_a_fault(
    sqlite_home: Path,
) -> None:
    home, next_day, last = sqlite_home, DAY + timedelta(days=1), DAY + timedelta(days=2)
    set_clock(home, DAY, 1, 30)
    with Site(home, settings=HURRIED):
        time.sleep(3)  # many looks: before two o'clock there is nothing to do
        assert not days_of(home) and not heads_of(home)
        set_clock(home, DAY, 2, 5)
        assert wait_for(lambda: days_of(home) == [str(DAY)]) and heads_of(home) == [str(DAY)]
        set_clock(home, DAY, 23, 50)
        time.sleep(3)
        assert days_of(home) == [str(DAY)], "once a day"
        set_clock(home, next_day, 8)
        assert wait_for(lambda: days_of(home) == [str(DAY), str(next_day)])
        # a disk that lets nothing in is red on the page, and tried again three hours later
        set_clock(home, last, 3)
        (home / "backups").rename(home / "away")
        (home / "backups").write_text("no folder")
        time.sleep(3)
        (home / "backups").unlink()
        (home / "away").rename(home / "backups")
        assert wait_for(lambda: days_of(home)[-1] == str(last)) and heads_of(home)[-1] == str(last)


@pytest.fixture
def sqlite_home(embedded: Stage, tmp_path: Path) -> Path:
    """An installation with people in it, on SQLite whatever this run is on: it is the clock that is tried."""
    return copy_of(Home(embedded), tmp_path / "site" / "home").folder
