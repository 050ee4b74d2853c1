"""Taking a record back: the opposite of its numbers is posted, the record stays readable."""

from __future__ import annotations

from typing import Any, TypeVar

from django.utils import timezone

from xieshou.kernel.text import clean_line
from xieshou.scoping.models import ScopedModel
from xieshou.scoping.operations import Refused, current_deed

from .posting import post

Record = TypeVar("Record", bound=ScopedModel)
LONGEST = 120


def take_back(row: Record, because: str, version: int | None, *, gone: str, unsaid: str) -> Record:
    """Withdraw a locked record with a reason; ``gone`` and ``unsaid`` are the codes of the two refusals."""
    record: Any = row
    if record.withdrawn_on:
        raise Refused(f"{gone} 这条已经撤回了。")
    because = clean_line(because, LONGEST)
    if not because:
        raise Refused(f"{unsaid} 写一句为什么撤回，看得到这条的人都会看到。", "because")
    record.advance(version)
    record.withdrawn_on, record.withdrawn_because = timezone.localdate(), because
    record.save()
    post(record)
    current_deed().note(record, withdrawn=because)
    return row
