"""PostgreSQL: every table by COPY out of one snapshot; rebuilt in a schema beside the live one, which it can replace.

No program of the server's is needed (`pg_dump` of another version refuses), and a rebuilt table went through the
product's own migrations.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from .children import run_child
from .seal import Measured, Said, Shape, Spoilt

NAME = "postgresql"
LAYOUT = "layout.json"
OWN = "public"


@contextmanager
def _open(schema: str = OWN) -> Iterator[psycopg.Connection[Any]]:
    given = connection.settings_dict
    names = {"host": "HOST", "port": "PORT", "dbname": "NAME", "user": "USER", "password": "PASSWORD"}
    wanted = {name: str(given[key]) for name, key in names.items() if given[key]}
    with psycopg.connect(make_conninfo(**wanted, options="-c TimeZone=UTC"), autocommit=True) as opened:
        opened.execute(sql.SQL("SET search_path TO {}").format(sql.Identifier(schema)))
        yield opened


def _columns(opened: psycopg.Connection[Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table, column in opened.execute(
        "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables "
        "USING (table_schema, table_name) WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' "
        "ORDER BY table_name, ordinal_position"
    ):
        found.setdefault(table, []).append(column)
    return found


def _keys(opened: psycopg.Connection[Any], table: str) -> list[str]:
    rows = opened.execute(
        "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey) "
        "WHERE i.indrelid = %s::regclass AND i.indisprimary",
        [f'"{table}"'],
    )
    return [row[0] for row in rows]


def _listed(names: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))


def _copy_out(opened: psycopg.Connection[Any], table: str, columns: list[str], target: Path | None) -> Measured:
    """Stream a table in the order of its key through the digest, and into a file when one is given."""
    order = _keys(opened, table) or columns
    query = sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT").format(
        _listed(columns), sql.Identifier(table), _listed(order)
    )
    whole, rows = hashlib.sha256(repr(columns).encode()), 0
    with opened.cursor() as cursor, open(target or os.devnull, "wb") as out, cursor.copy(query) as stream:
        for block in stream:
            whole.update(block)
            out.write(block)
            rows += bytes(block).count(b"\n")
    return Measured(rows, whole.hexdigest())


def _shape(opened: psycopg.Connection[Any], said: Said, data: Path | None = None) -> Shape:
    columns = _columns(opened)
    tables: dict[str, Measured] = {}
    for number, (table, names) in enumerate(columns.items(), start=1):
        tables[table] = _copy_out(opened, table, names, data / f"{table}.copy" if data else None)
        said(number, len(columns))
    built = opened.execute(
        "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns "
        "WHERE table_schema = current_schema() ORDER BY 1, 2"
    ).fetchall()
    built += opened.execute(
        "SELECT event_object_table, trigger_name, event_manipulation FROM information_schema.triggers "
        "WHERE trigger_schema = current_schema() ORDER BY 1, 2, 3"
    ).fetchall()
    return Shape(
        tables,
        hashlib.sha256(repr(built).encode()).hexdigest(),
        [list(row) for row in opened.execute('SELECT app, name FROM django_migrations ORDER BY app COLLATE "C", name')],
        [list(row) for row in opened.execute("SELECT county_lo, year, sequence, head FROM audit_head ORDER BY 1, 2")],
    )


def dump(data: Path, said: Said) -> tuple[Shape, list[str]]:
    """Copy and measure every table as of one snapshot; the counties it is for come with it."""
    with _open() as opened:
        opened.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        shape = _shape(opened, said, data)
        layout = {"columns": _columns(opened), "migrations": shape.migrations}
        counties = [row[0] for row in opened.execute("SELECT name FROM places_place WHERE level = 3 ORDER BY lo")]
        opened.execute("ROLLBACK")
    (data / LAYOUT).write_text(json.dumps(layout), encoding="utf-8")
    return shape, counties


def _address(schema: str) -> dict[str, str]:
    """The environment of a process that works in one schema."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    query = urlencode({"options": f"-c search_path={schema}"})
    joined = f"{parts.query}&{query}" if parts.query else query
    name = str(connection.settings_dict["NAME"])
    return {"DATABASE_URL": urlunsplit(parts._replace(query=joined, path=f"/{name}"))}


def _load(opened: psycopg.Connection[Any], data: Path, columns: dict[str, list[str]]) -> None:
    """Fill the tables in one transaction: references are checked at its end."""
    with opened.transaction():
        for table in columns:  # a migration may have filled in rows; those of the backup count
            opened.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        for table, names in columns.items():
            into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), _listed(names))
            with opened.cursor().copy(into) as stream, (data / f"{table}.copy").open("rb") as source:
                while block := source.read(1024 * 1024):
                    stream.write(block)
        for table, names in columns.items():
            for column in names:
                found = opened.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column]).fetchone()
                if found and found[0]:
                    last = sql.SQL("SELECT setval(%s, (SELECT coalesce(max({}), 1) FROM {}))")
                    opened.execute(last.format(sql.Identifier(column), sql.Identifier(table)), [found[0]])


@contextmanager
def _rebuilt(data: Path) -> Iterator[str]:
    """A schema beside the live one, holding what the archive holds; gone at the end unless it was renamed."""
    schema = f"xieshou_restored_{uuid4().hex[:12]}"
    try:
        layout = json.loads((data / LAYOUT).read_text(encoding="utf-8"))
        with _open() as opened:
            opened.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        run_child("lay_tables", str(data / LAYOUT), env=_address(schema))
        with _open(schema) as opened:
            _load(opened, data, layout["columns"])
        yield schema
    except (OSError, ValueError, KeyError, psycopg.DataError, psycopg.IntegrityError, psycopg.ProgrammingError) as no:
        raise Spoilt("备份里的表恢复不出来。换一份备份。") from no
    finally:
        with _open() as opened:
            opened.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema)))


def measure(data: Path, said: Said) -> Shape:
    """What the archive's tables hold once they stand in a database again."""
    with _rebuilt(data) as schema, _open(schema) as opened:
        return _shape(opened, said)


def replace(data: Path, forward: bool) -> None:
    """Put the rebuilt tables in the place of the live ones: two names are exchanged in one transaction."""
    before = f"xieshou_before_{uuid4().hex[:12]}"
    with _rebuilt(data) as schema:
        if forward:
            run_child("migrate", "--without-backup", env=_address(schema))
        with _open(schema) as opened:
            opened.execute("DELETE FROM django_session")
        rename = sql.SQL("ALTER SCHEMA {} RENAME TO {}")
        with _open() as opened, opened.transaction():
            opened.execute(rename.format(sql.Identifier(OWN), sql.Identifier(before)))
            opened.execute(rename.format(sql.Identifier(schema), sql.Identifier(OWN)))
        with _open() as opened:
            opened.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(before)))
