"""A copy of a database that is written all the time is of one moment, and so are the figures it is held against."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from xieshou.vault import embedded

TABLES = """
CREATE TABLE one (id INTEGER PRIMARY KEY, n INTEGER, filling TEXT);
CREATE TABLE other (id INTEGER PRIMARY KEY, n INTEGER);
CREATE TABLE django_migrations (app TEXT, name TEXT);
CREATE TABLE django_session (id INTEGER PRIMARY KEY);
CREATE TABLE audit_head (county_lo INTEGER, year INTEGER, sequence INTEGER, head TEXT);
CREATE TABLE places_place (name TEXT, level INTEGER, lo INTEGER);
INSERT INTO places_place VALUES ('甲县', 3, 0);
"""


def nothing(done: int, total: int) -> None:
    """Nobody looks."""


def live_at(path: Path) -> sqlite3.Connection:
    live = sqlite3.connect(path, isolation_level=None, timeout=20, check_same_thread=False)
    live.execute("PRAGMA journal_mode=WAL")
    return live


def test_both_tables_and_the_figures_are_of_one_moment(tmp_path: Path) -> None:
    live = live_at(tmp_path / "live.db")
    live.executescript(TABLES)
    stopped, written = threading.Event(), threading.Event()

    def write() -> None:
        number = 0
        while not stopped.is_set():
            number += 1
            live.execute("BEGIN IMMEDIATE")
            live.execute("INSERT INTO one (n, filling) VALUES (?, ?)", (number, "x" * 3000))
            live.execute("INSERT INTO other (n) VALUES (?)", (number,))
            live.execute("COMMIT")
            if number > 200:
                written.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert written.wait(30)
        for turn in range(5):
            data = tmp_path / str(turn)
            data.mkdir()
            shape, counties = embedded.dump(tmp_path / "live.db", data, nothing)
            assert embedded.measure(data, nothing) == shape and counties == ["甲县"]
            assert shape.tables["one"].rows == shape.tables["other"].rows > 200
    finally:
        stopped.set()
        writer.join()
    after = live.execute("SELECT count(*) FROM one").fetchone()[0]
    assert after > shape.tables["one"].rows, "it was written on while the copies were made"


def test_putting_back_is_seen_by_whoever_has_the_database_open(tmp_path: Path) -> None:
    live = live_at(tmp_path / "live.db")
    live.executescript(TABLES + "INSERT INTO django_session VALUES (1); INSERT INTO other (n) VALUES (7);")
    data = tmp_path / "data"
    data.mkdir()
    embedded.dump(tmp_path / "live.db", data, nothing)
    live.execute("INSERT INTO other (n) VALUES (8)")
    embedded.replace(data, tmp_path / "live.db")
    assert live.execute("SELECT n FROM other").fetchall() == [(7,)]
    assert live.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
    assert live.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    live.execute("INSERT INTO other (n) VALUES (9)")
