"""A clock that these tests may set."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from .doors import Travel


@pytest.fixture
def travel(monkeypatch: pytest.MonkeyPatch) -> Travel:
    """Let it be noon of a day."""

    def to(day: date) -> None:
        moment = datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return to
