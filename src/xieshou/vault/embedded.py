"""SQLite: copied by its backup API out of one read transaction, measured row by row, put back the same way."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from .seal import Measured, Said, Shape, Spoilt

NAME = "sqlite"
FILE = "xieshou.db"


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None, timeout=20)
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA mmap_size=0")
    with closing(connection):
        yield connection


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _measure(connection: sqlite3.Connection, table: str) -> Measured:
    """Rows in the order of the key; a row's text is Python's, which is one for one value."""
    columns = connection.execute(f"PRAGMA table_info({_quoted(table)})").fetchall()
    names = [_quoted(column[1]) for column in columns]
    keys = [_quoted(column[1]) for column in sorted(columns, key=lambda column: column[5]) if column[5]]
    whole, count = hashlib.sha256(repr(names).encode()), 0
    for row in connection.execute(
        f"SELECT {', '.join(names)} FROM {_quoted(table)} ORDER BY {', '.join(keys or names)}"
    ):
        whole.update(f"{row!r}\n".encode("utf-8", "surrogatepass"))
        count += 1
    return Measured(count, whole.hexdigest())


def _shape(connection: sqlite3.Connection, said: Said) -> Shape:
    built = connection.execute(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
    ).fetchall()
    names = [row[1] for row in built if row[0] == "table"]
    tables: dict[str, Measured] = {}
    for number, name in enumerate(names, start=1):
        tables[name] = _measure(connection, name)
        said(number, len(names))
    ask = connection.execute
    return Shape(
        tables,
        hashlib.sha256(repr(built).encode()).hexdigest(),
        [list(row) for row in ask("SELECT app, name FROM django_migrations ORDER BY 1, 2")],
        [list(row) for row in ask("SELECT county_lo, year, sequence, head FROM audit_head ORDER BY 1, 2")],
    )


def dump(live: Path, data: Path, said: Said) -> tuple[Shape, list[str]]:
    """Copy the live database and measure it, both as of one moment; the counties it is for come with it."""
    with _open(live) as source:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on this reader sees one moment
        with _open(data / FILE) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        shape = _shape(source, said)
        counties = [row[0] for row in source.execute("SELECT name FROM places_place WHERE level = 3 ORDER BY lo")]
        source.execute("ROLLBACK")
    return shape, counties


def measure(data: Path, said: Said) -> Shape:
    """What a restored database holds; one that is damaged inside is Spoilt."""
    path = data / FILE
    if not path.is_file():
        raise Spoilt("备份里没有数据库。换一份备份。")
    try:
        with _open(path) as restored:
            sound = restored.execute("PRAGMA integrity_check").fetchone()[0]
            if sound != "ok":
                raise Spoilt("备份里的数据库坏了。换一份备份。")
            if restored.execute("PRAGMA foreign_key_check").fetchone():
                raise Spoilt("备份里有记录指向不在的记录。换一份备份。")
            return _shape(restored, said)
    except sqlite3.DatabaseError as fault:
        if "full" in str(fault):
            raise
        raise Spoilt("备份里的数据库打不开。换一份备份。") from fault


def replace(data: Path, live: Path) -> None:
    """Put a restored database in the place of the live one, in one transaction, while others may have it open."""
    with _open(data / FILE) as restored, _open(live) as target:
        target.execute("PRAGMA synchronous=FULL")
        restored.execute("DELETE FROM django_session")  # whoever was signed in then is not signed in now
        restored.backup(target)
