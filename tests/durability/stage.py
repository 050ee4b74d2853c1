"""A home folder and a database of their own for processes that are killed or made to race."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("DATABASE_URL", "")
ENGINE = "postgresql" if SERVER else "sqlite"
HEAD_START = 0.03  # seconds within which every racer has read its command


class Worker:
    """One process of the product; see worker.py for what it understands."""

    def __init__(self, home: Path, database: str) -> None:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        env = {**kept, "XIESHOU_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        if database:
            env["DATABASE_URL"] = database
        command = [sys.executable, "-m", "tests.durability.worker"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdin=pipe, stdout=pipe)

    def send(self, do: str, **given: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": do, **given}).encode() + b"\n")
        self.process.stdin.flush()

    def hear(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"the process ended: {self.process.wait()}"
        return json.loads(line)

    def ask(self, do: str, **given: Any) -> Any:
        """The answer to a command that must succeed."""
        self.send(do, **given)
        heard = self.hear()
        assert "ok" in heard, heard
        return heard["ok"]

    def born(self) -> int:
        """A process that answers from now on, until it is killed."""
        return int(self.ask("child"))

    def kill(self, pid: int) -> list[Any]:
        """End that process as a power cut does; returns what it had said."""
        os.kill(pid, signal.SIGKILL)
        said = [self.hear()]
        while "ok" not in said[-1]:
            said.append(self.hear())
        assert said.pop() == {"ok": -signal.SIGKILL}
        return said

    def close(self) -> None:
        """Let it end by itself, so that its database is closed in order."""
        if self.process.poll() is None:
            self.process.communicate(timeout=60)


@dataclass(frozen=True)
class Stage:
    """Where workers work."""

    home: Path
    database: str = ""

    @contextmanager
    def workers(self, number: int = 1) -> Iterator[list[Worker]]:
        """Processes on this stage; they end with the block, whatever happens."""
        with ExitStack() as stack:
            started = []
            for _ in range(number):
                worker = Worker(self.home, self.database)
                stack.callback(worker.process.wait)
                stack.callback(worker.process.kill)
                started.append(worker)
            yield started
            for worker in started:
                worker.close()


def race(workers: list[Worker], commands: list[dict[str, Any]]) -> list[Any]:
    """Each worker does its command at the same moment; answers in the order of the workers."""
    moment = time.monotonic() + HEAD_START
    for worker, command in zip(workers, commands, strict=True):
        worker.send(**command, at=moment)
    return [worker.hear() for worker in workers]


def _on_server(statement: sql.Composed) -> None:
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(statement)


@contextmanager
def _database(template: str = "") -> Iterator[str]:
    """An address of a new database of this server, dropped at the end; empty on SQLite."""
    if not SERVER:
        yield ""
        return
    name = f"xieshou_durable_{uuid4().hex[:12]}"
    given = urlsplit(template).path.lstrip("/") or "template1"
    _on_server(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(given)))
    try:
        yield urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
    finally:
        _on_server(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _built(home: Path, database: str = "") -> Stage:
    home.mkdir()
    stage = Stage(home, database)
    with stage.workers() as [worker]:
        worker.ask("build")
    return stage


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A stage with the world of every test on SQLite, whatever this run is on; copy it, never write in it."""
    return _built(tmp_path_factory.mktemp("embedded") / "base")


@pytest.fixture(scope="session")
def base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The same on the engine of this run, made once for all tests that copy it."""
    if not SERVER:
        yield request.getfixturevalue("embedded")
        return
    with _database() as database:
        yield _built(tmp_path_factory.mktemp("served") / "base", database)


@contextmanager
def copied(base: Stage, home: Path) -> Iterator[Stage]:
    """A stage that begins as the base does."""
    shutil.copytree(base.home, home)
    with _database(base.database) as database:
        yield Stage(home, database)
