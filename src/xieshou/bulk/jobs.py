"""The steps of a load, chunk by chunk: a short table at once, a long one in a process of its own.

The job runs as the person who asked, with the grants he has when it runs; every chunk is its own operation. It may be
started twice or killed at any moment: a chunk is locked while it is worked on and says what of it is in.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import connection

from xieshou.accounts.models import User
from xieshou.scoping.operations import Refused
from xieshou.scoping.scope import OutOfScope, Scope, use
from xieshou.vault.children import start_child

from .models import Chunk, Load, Upload
from .operations.stage_load import check_chunk, keep_rows, refuse_load
from .operations.write_chunk import undo_chunk, write_chunk
from .reading import remarks_of, staged
from .sorts import SORTS
from .sorts.declare import Known, known_of

AT_ONCE = 200
SMALL = 100_000  # bytes of a file that is opened at once
BETWEEN = 0.15  # seconds; SQLite looks for the lock every tenth of a second, so whoever waits gets it; others queue
# For each step: which chunks are left, and in what order.
LEFT: dict[str, tuple[dict[str, Any], str]] = {
    "checking": ({"checked": False}, "number"),
    "writing": ({"written": False}, "number"),
    "undoing": ({"undone": False}, "-number"),
}


def go(load: Load, *, small: bool = True) -> None:
    """Carry on with the load's step; a file that is not small is not even opened here."""
    if small and load.total <= AT_ONCE:
        run(load.pk, behind=False)
    else:
        start_child("load", str(load.pk))


def _scope(user: User, action: str) -> Scope:
    scope = user.scope_for(action)
    if scope is None:
        raise OutOfScope(f"{user.label} may no longer {action}")
    return scope


def _read(user: User, load: Load) -> None:
    """Read the file and keep its rows, a few chunks at a time."""
    data = bytes(Upload.objects.get(load=load).data)
    try:
        found = staged(data, load.filename, SORTS[load.sort])
    except Refused as refusal:
        refuse_load(user, load=load, why=str(refusal))
        return
    while keep_rows(user, load=load, staged=found).state == "reading":
        time.sleep(BETWEEN)


def _step(user: User, load: Load, chunk: Chunk, known: Known) -> None:
    # Rows are looked at before the transaction: nobody waits meanwhile, and that is longer than the lock is held.
    remarks = remarks_of(load, chunk, SORTS[load.sort], known) if load.state == "checking" else []
    steps: dict[str, Callable[[], Load]] = {
        "checking": lambda: check_chunk(user, load=load, chunk=chunk, remarks=remarks),
        "writing": lambda: write_chunk(user, load=load, chunk=chunk, known=known),
        "undoing": lambda: undo_chunk(user, load=load, chunk=chunk),
    }
    steps[load.state]()


class Job:
    """Work on one load until its step is done. The person's grants are asked for again before every chunk."""

    def __init__(self, pk: UUID) -> None:
        self.pk = pk
        self.known: Known | None = None
        with use(Scope(everything=True, why="whose load this is")):
            self.owner: int = Load.objects.get(pk=pk).user_id

    def step(self, behind: bool, say: Callable[[Load], None]) -> bool:
        """One chunk, or the reading of the file; False when nothing is left to do here."""
        user = User.objects.get(pk=self.owner)
        with use(_scope(user, "load.stage")):
            load: Load = Load.objects.get(pk=self.pk)
            say(load)
            if not load.running:
                return False
            if load.total > AT_ONCE and not behind:
                start_child("load", str(self.pk))
                return False
            try:
                return self._work(user, load)
            except Refused:
                if Load.objects.filter(pk=self.pk, state=load.state).exists():
                    raise  # else somebody stopped it meanwhile
            return True

    def _work(self, user: User, load: Load) -> bool:
        if load.state == "reading":
            _read(user, load)
            return True
        condition, order = LEFT[load.state]
        chunk = Chunk.objects.filter(load=load, **condition).order_by(order).first()
        if chunk is None:
            return False
        self.known = self.known or known_of(user, _scope(user, SORTS[load.sort].action))
        _step(user, load, chunk, self.known)
        if load.total > AT_ONCE and load.state != "checking" and connection.vendor == "sqlite":
            time.sleep(BETWEEN)
        return True


def run(pk: UUID, behind: bool = True, say: Callable[[Load], None] = lambda load: None) -> None:
    """Work to the end, or hand over to a process of its own when the table is found to be long."""
    job = Job(pk)
    while job.step(behind, say):
        pass
