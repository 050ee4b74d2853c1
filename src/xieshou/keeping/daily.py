"""Once a day, by the serving process itself: the heads of the chains, then a backup."""

from __future__ import annotations

import threading
from datetime import timedelta

from django.utils import timezone

from xieshou.accounts.demonstration import is_demonstration
from xieshou.vault.children import ChildFailed, run_child

from .shelf import every

FIRST_HOUR = 2  # after midnight's work is in, before anybody comes
FIRST_LOOK = 600.0  # seconds after the start; a machine that is switched off at night does it in the morning
EVERY = 900.0
AFTER_A_FAULT = timedelta(hours=3)


def due() -> bool:
    """Whether today's backup is still to be made; invented people need none."""
    now = timezone.localtime()
    if now.hour < FIRST_HOUR or is_demonstration():
        return False
    today = [backup for backup in every() if backup.reason == "daily" and backup.at.date() == now.date()]
    good = any(backup.state == "good" for backup in today)
    return not good and all(now - backup.at > AFTER_A_FAULT for backup in today)


def _watch(stopped: threading.Event) -> None:
    wait = FIRST_LOOK
    while not stopped.wait(wait):
        wait = EVERY
        try:
            if due():
                run_child("backup", "--daily", env={})
        except (ChildFailed, OSError) as failed:  # a slip is red on the page, if one could be written; it looks again
            print(failed, flush=True)


def begin() -> threading.Event:
    """Watch the day until the event is set or this process ends."""
    stopped = threading.Event()
    threading.Thread(target=_watch, args=(stopped,), name="daily backup", daemon=True).start()
    return stopped
