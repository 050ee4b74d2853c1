"""The steps of a load, chunk by chunk: a short table at once, a long one in a process of its own.

The job runs as the person who asked, with the grants he has when it runs; every chunk is its own operation. It may be
started twice or killed at any moment: a chunk is locked while it is worked on and says what of it is in.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from xieshou.accounts.models import User
from xieshou.scoping.operations import Refused
from xieshou.scoping.scope import OutOfScope, Scope, use
from xieshou.vault.children import start_child

from .models import Chunk, Load
from .operations.stage_load import check_chunk
from .operations.write_chunk import undo_chunk, write_chunk
from .reading import remarks_of
from .sorts import SORTS
from .sorts.declare import Known, known_of

AT_ONCE = 200
BETWEEN = 0.15  # seconds; SQLite looks for the lock every tenth of a second, so whoever waits gets it
AFTER_A_LOOK = 0.05  # after a chunk that was only looked at, and locked the database for a moment
# For each step: which chunks are left, and in what order.
LEFT: dict[str, tuple[dict[str, Any], str]] = {
    "checking": ({"checked": False}, "number"),
    "writing": ({"written": False}, "number"),
    "undoing": ({"undone": False}, "-number"),
}


def go(load: Load) -> None:
    """Carry on with the load's step."""
    if load.total <= AT_ONCE:
        run(load.pk)
    else:
        start_child("load", str(load.pk))


def _scope(user: User, action: str) -> Scope:
    scope = user.scope_for(action)
    if scope is None:
        raise OutOfScope(f"{user.label} may no longer {action}")
    return scope


def _step(user: User, load: Load, chunk: Chunk, known: Known) -> None:
    # Rows are looked at before the transaction, so that nobody waits meanwhile.
    remarks = remarks_of(load, chunk, SORTS[load.sort], known) if load.state == "checking" else []
    steps: dict[str, Callable[[], Load]] = {
        "checking": lambda: check_chunk(user, load=load, chunk=chunk, remarks=remarks),
        "writing": lambda: write_chunk(user, load=load, chunk=chunk, known=known),
        "undoing": lambda: undo_chunk(user, load=load, chunk=chunk),
    }
    steps[load.state]()


def run(pk: UUID, owner: int | None = None, say: Callable[[Load], None] = lambda load: None) -> None:
    """Work until the load's step is done. The person's grants are asked for again before every chunk."""
    known: Known | None = None
    while True:
        user = User.objects.get(pk=owner) if owner else None
        with use(_scope(user, "load.stage") if user else Scope(everything=True, why="whose load this is")):
            load: Load = Load.objects.get(pk=pk)
            if user is None:
                owner = load.user_id
                continue
            say(load)
            if not load.running:
                return
            condition, order = LEFT[load.state]
            chunk = Chunk.objects.filter(load=load, **condition).order_by(order).first()
            if chunk is None:
                return
            known = known or known_of(user, _scope(user, SORTS[load.sort].action))
            try:
                _step(user, load, chunk, known)
            except Refused:
                if Load.objects.filter(pk=pk, state=load.state).exists():
                    raise  # else somebody stopped it meanwhile
        if load.total > AT_ONCE:
            time.sleep(AFTER_A_LOOK if load.state == "checking" else BETWEEN)
