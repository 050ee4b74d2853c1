"""The product's settings, with a clock that runs ahead by as many seconds as the file `ahead` beside the data says."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from xieshou.config.settings import *  # noqa: F403  (all of them)
from xieshou.config.settings import HOME

_now = timezone.now


def _ahead() -> datetime:
    try:
        seconds = float((HOME / "ahead").read_text())
    except (OSError, ValueError):
        seconds = 0.0
    return _now() + timedelta(seconds=seconds)


timezone.now = _ahead
