"""A database that cannot be opened is said so in a sentence, with the way back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import DatabaseError, OperationalError

BROKEN = "E-KEP-113 数据库打不开：{fault}。数据没有丢，用备份恢复：xieshou restore --aside 备份文件。"


@contextmanager
def readable() -> Iterator[None]:
    """Turn a broken database into that sentence; one that is merely busy or away is something else."""
    try:
        yield
    except OperationalError:
        raise
    except DatabaseError as fault:
        raise CommandError(BROKEN.format(fault=fault)) from fault
