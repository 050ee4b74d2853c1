"""A throw-away installation for a comparison: its own home folder, an empty database, the same on the other engine."""

import atexit
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent


def open_ground() -> None:
    """Set up the product in a new folder; call it before importing anything that has models."""
    home = tempfile.mkdtemp(prefix="xieshou-bench-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ.update(XIESHOU_HOME=home, DJANGO_SETTINGS_MODULE="xieshou.config.settings")
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    django.setup()
    call_command("migrate", verbosity=0)


def also_on_postgresql(path: str) -> int:
    """Run the same comparison again on a throw-away PostgreSQL server; nothing to do when this is that run."""
    if "DATABASE_URL" in os.environ:
        return 0
    command = [sys.executable, str(ROOT / "tools" / "postgres.py"), sys.executable, path, *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def milliseconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """How long one go takes."""
    started = clock()
    work()
    return (clock() - started) * 1000


def in_turns(first: Callable[[], object], second: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Medians of two works that take turns, so that a busy machine slows both alike."""
    turns = [(milliseconds(first), milliseconds(second)) for _ in range(rounds)]
    one, other = zip(*turns, strict=True)
    return statistics.median(one), statistics.median(other)
