"""Beginning a job in a process of its own, which goes on when whoever asked has left the page."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from xieshou.accounts.models import User
from xieshou.vault.children import start_child

from .progress import announce, refuse_while_busy


def start(user: User, what: str, name: str, *arguments: str) -> None:
    """Begin once what was noted is saved; Refused while another job runs."""
    refuse_while_busy()
    transaction.on_commit(partial(announce, what, name))
    transaction.on_commit(partial(start_child, *arguments, "--by", user.label))
