"""A throw-away installation for the comparisons: importing this makes it, its end removes it."""

import atexit
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
HOME = tempfile.mkdtemp(prefix="xieshou-bench-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["XIESHOU_HOME"] = HOME
os.environ["DJANGO_SETTINGS_MODULE"] = "xieshou.config.settings"
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
django.setup()


def tables() -> None:
    """Make the empty tables."""
    call_command("migrate", verbosity=0)


def cpu(work: Callable[[], object]) -> float:
    """Milliseconds of this process's own time; a busy machine does not lengthen them."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def wall(work: Callable[[], object]) -> float:
    """Milliseconds that passed."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def median(measure: Callable[[Callable[[], object]], float], rounds: int, *works: Callable[[], object]) -> list[float]:
    """The middle of several rounds of each; they take turns, so that a busy machine slows all alike."""
    turns = [[measure(work) for work in works] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*turns, strict=True)]
