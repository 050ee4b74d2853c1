"""Other processes of the product: `xieshou …` on another place, or on this one in the background."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

from django.conf import settings

COMMAND = (sys.executable, "-m", "xieshou.config.cli")


class ChildFailed(Exception):
    """A command that did not end well; the message is the end of what it said."""


def run_child(*arguments: str, env: Mapping[str, str]) -> None:
    """Run a command to its end, with these variables over one's own."""
    ended = subprocess.run(
        [*COMMAND, *arguments],
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise ChildFailed((ended.stderr or ended.stdout).strip()[-600:])


def start_child(*arguments: str) -> None:
    """Start a command that goes on by itself when this process ends; it says how far it is in the job's own file."""
    subprocess.Popen(
        [*COMMAND, *arguments],
        env={**os.environ, "XIESHOU_HOME": str(settings.HOME)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
