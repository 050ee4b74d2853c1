"""A clock that these tests may set; it stands at one noon, so that no test is cut in two by midnight."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from tests.world import TODAY

from .doors import Travel


@pytest.fixture
def travel(monkeypatch: pytest.MonkeyPatch) -> Travel:
    """Let it be noon of a day."""

    def to(day: date) -> None:
        moment = datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return to


@pytest.fixture(autouse=True)
def one_day(travel: Travel) -> None:
    """The same day from the first line of a test to its last."""
    travel(TODAY)
