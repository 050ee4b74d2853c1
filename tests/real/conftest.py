"""Without the labels beside the checkout there is nothing to compare, and the run says so."""

from collections import Counter
from typing import Any

import pytest

from .labels import FOLDER

TALLY = pytest.StashKey[Counter[str]]()
collect_ignore = [] if FOLDER.is_dir() else ["test_labels.py"]


def pytest_configure(config: pytest.Config) -> None:
    config.stash[TALLY] = Counter()


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Counter[str]:
    """Lines that the run prints at its end."""
    return request.config.stash[TALLY]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of pytest-xdist hands its lines to the process that prints them."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["real"] = list(session.config.stash[TALLY])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Collect what a worker found."""
    node.config.stash[TALLY].update(getattr(node, "workeroutput", {}).get("real", ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not FOLDER.is_dir():
        terminalreporter.write_line("labels of real documents: not beside the checkout, nothing compared")
    for line in sorted(config.stash[TALLY]):
        terminalreporter.write_line(f"labels of real documents {line} carried")
