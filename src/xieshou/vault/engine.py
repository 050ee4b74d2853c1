"""Which database this installation runs on, behind four verbs: dump, measure, replace, size."""

from __future__ import annotations

from pathlib import Path

from django.db import connection, connections

from . import embedded, server
from .children import run_child
from .seal import Said, Shape


def name() -> str:
    """`sqlite` or `postgresql`."""
    return connection.vendor


def live_file() -> Path:
    """The embedded database's file."""
    return Path(str(connection.settings_dict["NAME"]))


def size() -> int:
    """Bytes of the live database."""
    if name() == embedded.NAME:
        return live_file().stat().st_size if live_file().is_file() else 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def dump(data: Path, said: Said) -> tuple[Shape, list[str]]:
    """Copy the live database into a folder, and measure the live one as of the same moment."""
    return embedded.dump(live_file(), data, said) if name() == embedded.NAME else server.dump(data, said)


def measure(data: Path, said: Said) -> Shape:
    """Restore what a folder holds beside the live database, and measure that."""
    return embedded.measure(data, said) if name() == embedded.NAME else server.measure(data, said)


def replace(data: Path, forward: bool) -> None:
    """Put what a folder holds in the live database's place, brought forward to this version first if asked."""
    connections.close_all()
    if name() == embedded.NAME:
        if forward:
            run_child("migrate", "--without-backup", env={"XIESHOU_HOME": str(data)})
        embedded.replace(data, live_file())
    else:
        server.replace(data, forward)
