"""Run one task on one stranger's file in a process of its own, with limits, no environment and no database."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xieshou.files import child

CHILD = Path(child.__file__).resolve()


@dataclass(frozen=True)
class Confinement:
    """How much one file may cost."""

    cpu_seconds: int = 10
    memory_bytes: int = 512 * 1024 * 1024
    wall_seconds: int = 40


def bare_environment() -> dict[str, str]:
    """Nothing, but for the one variable without which Windows starts no process."""
    return {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}


def run_confined(
    task: str, options: Mapping[str, Any], data: bytes, limits: Confinement | None = None
) -> tuple[dict[str, Any], bytes]:
    """Answer and payload of `task.run(options, data)`; a process that died answers `{"refused": "slow" | "memory"}`."""
    limits = limits or Confinement()
    bounds = {"task": task, "cpu_seconds": limits.cpu_seconds, "memory_bytes": limits.memory_bytes}
    try:
        ended = subprocess.run(
            [sys.executable, "-I", str(CHILD)],
            input=child.pack({**options, **bounds}, data),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=bare_environment(),
            cwd=CHILD.anchor,
            timeout=limits.wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": "slow"}, b""
    if ended.returncode in (-9, -24):  # SIGKILL and SIGXCPU: the processor time is used up
        return {"refused": "slow"}, b""
    try:
        return child.unpack(ended.stdout)
    except ValueError:  # it fell over half-way: nearly always a library that could not get its memory
        return {"refused": "memory"}, b""
