"""What every test shares: how much of an enumeration runs, and examples that are the same on every run."""

import os
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import pytest
from hypothesis import settings

pytest_plugins = ["tests.world", "tests.durability.stage"]
Cell = TypeVar("Cell")
SHARE = 10
PATIENCE = 60  # seconds after which a long enumeration says how far it is
# `base` is an installation of its own on the engine of the run.
DATABASE_FIXTURES = {"db", "transactional_db", "base"}
COUNTS = pytest.StashKey[dict[str, tuple[int, int]]]()

settings.register_profile("repeatable", deadline=None, derandomize=True, database=None)
settings.register_profile("searching", deadline=None, max_examples=500)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--every-cell", action="store_true", help="run enumerations whole, and the tests marked probe")
    parser.addoption("--only-database", action="store_true", help="leave out tests that touch no database")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[COUNTS] = {}
    settings.load_profile("searching" if config.getoption("--every-cell") else "repeatable")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only `make probe` runs, and on a second database what touches none."""
    whole, database = config.getoption("--every-cell"), config.getoption("--only-database")
    left = [
        item
        for item in items
        if (not whole and item.get_closest_marker("probe")) or (database and not _asks_the_database(item))
    ]
    if left:
        config.hook.pytest_deselected(items=left)
        gone = set(left)
        items[:] = [item for item in items if item not in gone]
    # Enumerations take longest; begun first, they leave short tests to fill both workers at the end.
    items.sort(key=lambda item: "cells_of" not in getattr(item, "fixturenames", ()))


def _asks_the_database(item: pytest.Item) -> bool:
    """By its mark or a fixture; a test that has neither is stopped by pytest-django should it ask all the same."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


def _aloud(config: pytest.Config, name: str, cells: list[Cell]) -> Iterator[Cell]:
    """The cells, with a line a minute past what captures the output: a worker has no other way to be heard."""
    capture: Any = config.pluginmanager.getplugin("capturemanager")
    heard = time.perf_counter()  # a clock that no test sets
    for number, cell in enumerate(cells):
        if time.perf_counter() - heard > PATIENCE:
            heard = time.perf_counter()
            with capture.global_and_fixture_disabled():
                print(f"\ncells {name}: {number} of {len(cells)} so far", file=sys.stderr, flush=True)
        yield cell


@pytest.fixture(scope="session")
def cells_of(request: pytest.FixtureRequest) -> Callable[[str, Sequence[Cell]], Iterable[Cell]]:
    """`cells_of("urls", every)`: a tenth of an enumeration, drawn by XIESHOU_SEED, or all of it in `make probe`."""
    whole = bool(request.config.getoption("--every-cell"))

    def pick(name: str, every: Sequence[Cell]) -> Iterable[Cell]:
        count = len(every) if whole else min(len(every), max(SHARE, -(-len(every) // SHARE)))
        chosen = sorted(random.Random(f"{os.environ.get('XIESHOU_SEED', '1')}:{name}").sample(range(len(every)), count))
        request.config.stash[COUNTS][name] = (count, len(every))
        return _aloud(request.config, name, [every[index] for index in chosen])

    return pick


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of pytest-xdist hands its counts to the process that prints them."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["cells"] = session.config.stash[COUNTS]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Collect what a worker counted."""
    node.config.stash[COUNTS].update(getattr(node, "workeroutput", {}).get("cells", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for name, (ran, every) in sorted(config.stash[COUNTS].items()):
        terminalreporter.write_line(f"cells {name}: {ran} of {every}")
