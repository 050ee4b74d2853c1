"""Fifty ways in which a backup may not hold what it says; each changes a copy of a good archive."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from xieshou.vault.seal import SEAL, seal

Dice = random.Random
Raw = Callable[[bytearray, Dice], bytearray]
Inside = Callable[[Path, Dice], None]


# What happens to a file on a stick or on its way.
def a_bit_flips(data: bytearray, dice: Dice) -> bytearray:
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return data


def the_end_is_missing(data: bytearray, dice: Dice) -> bytearray:
    return data[: dice.randrange(1, len(data))]


def a_block_is_zero(data: bytearray, dice: Dice) -> bytearray:
    at = dice.randrange(len(data) - 512)
    data[at : at + 512] = bytes(512)
    return data


def two_blocks_changed_places(data: bytearray, dice: Dice) -> bytearray:
    one, other = dice.sample(range(len(data) // 512 - 1), 2)
    first, second = data[one * 512 : one * 512 + 512], data[other * 512 : other * 512 + 512]
    data[one * 512 : one * 512 + 512], data[other * 512 : other * 512 + 512] = second, first
    return data


def something_follows(data: bytearray, dice: Dice) -> bytearray:
    return data + dice.randbytes(dice.randrange(1, 600))


def it_is_empty(data: bytearray, dice: Dice) -> bytearray:
    return bytearray()


def it_is_another_file(data: bytearray, dice: Dice) -> bytearray:
    return bytearray(dice.randbytes(len(data)))


# What somebody changed inside, sealing it again.
def _in_database(folder: Path, change: Callable[[sqlite3.Connection], object]) -> None:
    connection = sqlite3.connect(folder / "data" / "xieshou.db", isolation_level=None)
    connection.execute("PRAGMA foreign_keys=OFF")
    change(connection)
    connection.close()


def a_row_is_changed(folder: Path, dice: Dice) -> None:
    table, column = dice.choice((("places_place", "name"), ("people_staff", "name"), ("accounts_user", "username")))
    key = "id" if table != "people_staff" else "rowid"
    row = f"(SELECT {key} FROM {table} ORDER BY {key} LIMIT 1 OFFSET {dice.randrange(3)})"
    _in_database(folder, lambda db: db.execute(f"UPDATE {table} SET {column} = {column} || 'x' WHERE {key} = {row}"))


def a_row_is_gone(folder: Path, dice: Dice) -> None:
    table = dice.choice(("accounts_grant", "terms_term", "scoping_reach"))
    _in_database(folder, lambda db: db.execute(f"DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})"))


def a_row_is_too_many(folder: Path, dice: Dice) -> None:
    values = "('somebody', '127.0.0.1', '2026-01-01')"
    _in_database(
        folder, lambda db: db.execute(f"INSERT INTO accounts_signinattempt (username, address, at) VALUES {values}")
    )


def two_rows_are_swapped(folder: Path, dice: Dice) -> None:
    def swap(db: sqlite3.Connection) -> None:
        rows = db.execute("SELECT rowid, name FROM people_staff").fetchall()
        (one, first), (other, second) = dice.sample(rows, 2)
        db.execute("UPDATE people_staff SET name = ? WHERE rowid = ?", (second, one))
        db.execute("UPDATE people_staff SET name = ? WHERE rowid = ?", (first, other))

    _in_database(folder, swap)


def a_fact_is_rewritten(folder: Path, dice: Dice) -> None:
    def rewrite(db: sqlite3.Connection) -> None:
        built = db.execute("SELECT sql FROM sqlite_master WHERE name = 'audit_entry_no_update'").fetchone()[0]
        db.execute("DROP TRIGGER audit_entry_no_update")
        db.execute("UPDATE audit_entry SET actor = 'user:99' WHERE id = (SELECT min(id) FROM audit_entry)")
        db.execute(built)

    _in_database(folder, rewrite)


def the_chain_is_cut(folder: Path, dice: Dice) -> None:
    _in_database(folder, lambda db: db.execute("UPDATE audit_head SET sequence = sequence - 1"))


def a_table_is_gone(folder: Path, dice: Dice) -> None:
    table = dice.choice(("scoping_operationkey", "places_figures"))
    _in_database(folder, lambda db: db.execute(f"DROP TABLE {table}"))


def a_trigger_is_gone(folder: Path, dice: Dice) -> None:
    _in_database(folder, lambda db: db.execute("DROP TRIGGER audit_entry_no_delete"))


def an_index_is_gone(folder: Path, dice: Dice) -> None:
    _in_database(folder, lambda db: db.execute("DROP INDEX audit_entry_object__e37171_idx"))


def a_migration_is_forgotten(folder: Path, dice: Dice) -> None:
    _in_database(folder, lambda db: db.execute("DELETE FROM django_migrations WHERE app = 'audit'"))


def a_page_is_damaged(folder: Path, dice: Dice) -> None:
    path = folder / "data" / "xieshou.db"
    data = bytearray(path.read_bytes())
    at = 4096 * dice.randrange(1, len(data) // 4096)
    data[at : at + 4096] = dice.randbytes(4096)
    path.write_bytes(data)


def the_database_is_short(folder: Path, dice: Dice) -> None:
    path = folder / "data" / "xieshou.db"
    os.truncate(path, path.stat().st_size // 2)


def the_database_is_missing(folder: Path, dice: Dice) -> None:
    (folder / "data" / "xieshou.db").unlink()


def the_database_is_empty(folder: Path, dice: Dice) -> None:
    (folder / "data" / "xieshou.db").write_bytes(b"")


def it_was_copied_without_its_wal(folder: Path, dice: Dice) -> None:
    """As `cp` of a live file does: the copy is whole and lacks what was written last."""
    path = folder / "data" / "xieshou.db"
    db = sqlite3.connect(path, isolation_level=None)
    rows = [(f"late{number}", "127.0.0.1", "2026-01-01") for number in range(50)]
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA wal_autocheckpoint=0")
    db.executemany("INSERT INTO accounts_signinattempt (username, address, at) VALUES (?, ?, ?)", rows)
    copied = path.read_bytes()  # the rows are in the log beside it
    body = json.loads((folder / "manifest.json").read_text("utf-8"))
    body["shape"]["tables"]["accounts_signinattempt"]["rows"] += 50
    (folder / "manifest.json").write_text(json.dumps(body), "utf-8")
    db.close()
    path.write_bytes(copied)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "files").rglob("*") if path.is_file())


def a_file_is_missing(folder: Path, dice: Dice) -> None:
    dice.choice(_files(folder)).unlink()


def a_file_is_changed(folder: Path, dice: Dice) -> None:
    path = dice.choice(_files(folder))
    path.write_bytes(a_bit_flips(bytearray(path.read_bytes()), dice))


def a_file_is_too_many(folder: Path, dice: Dice) -> None:
    (folder / "files" / "more.jpg").write_bytes(dice.randbytes(20))


def two_files_are_swapped(folder: Path, dice: Dice) -> None:
    one, other = dice.sample(_files(folder), 2)
    first = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(first)


def _in_manifest(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "manifest.json"
    body = json.loads(path.read_text("utf-8"))
    change(body)
    path.write_text(json.dumps(body), "utf-8")


def the_manifest_counts_otherwise(folder: Path, dice: Dice) -> None:
    def change(body: dict[str, Any]) -> None:
        table = dice.choice(sorted(body["shape"]["tables"]))
        body["shape"]["tables"][table]["rows"] += 1

    _in_manifest(folder, change)


def the_manifest_has_another_digest(folder: Path, dice: Dice) -> None:
    def change(body: dict[str, Any]) -> None:
        table = dice.choice(sorted(body["shape"]["tables"]))
        body["shape"]["tables"][table]["sha256"] = f"{dice.getrandbits(256):064x}"

    _in_manifest(folder, change)


def the_manifest_lacks_a_file(folder: Path, dice: Dice) -> None:
    _in_manifest(folder, lambda body: body["files"].pop(dice.choice(sorted(body["files"]))))


def the_manifest_lacks_a_table(folder: Path, dice: Dice) -> None:
    _in_manifest(folder, lambda body: body["shape"]["tables"].pop("people_staff"))


def the_manifest_names_another_head(folder: Path, dice: Dice) -> None:
    _in_manifest(folder, lambda body: body["shape"]["heads"][0].__setitem__(3, "0" * 64))


def the_manifest_is_of_another_format(folder: Path, dice: Dice) -> None:
    _in_manifest(folder, lambda body: body.update(format=9))


def the_manifest_is_of_another_engine(folder: Path, dice: Dice) -> None:
    _in_manifest(folder, lambda body: body.update(engine="postgresql"))


def the_manifest_is_no_manifest(folder: Path, dice: Dice) -> None:
    (folder / "manifest.json").write_text(dice.choice(("", "[]", "{}", "null", "{")), "utf-8")


def the_manifest_is_missing(folder: Path, dice: Dice) -> None:
    (folder / "manifest.json").unlink()


ON_THE_WAY: tuple[Raw, ...] = (
    *[a_bit_flips] * 6,
    *[the_end_is_missing] * 3,
    *[a_block_is_zero] * 2,
    *[two_blocks_changed_places] * 2,
    something_follows,
    it_is_empty,
    it_is_another_file,
)
WITHIN: tuple[Inside, ...] = (
    *[a_row_is_changed] * 3,
    *[a_row_is_gone] * 2,
    a_row_is_too_many,
    *[two_rows_are_swapped] * 2,
    a_fact_is_rewritten,
    the_chain_is_cut,
    a_table_is_gone,
    a_trigger_is_gone,
    an_index_is_gone,
    a_migration_is_forgotten,
    *[a_page_is_damaged] * 2,
    the_database_is_short,
    the_database_is_missing,
    the_database_is_empty,
    it_was_copied_without_its_wal,
    a_file_is_missing,
    a_file_is_changed,
    a_file_is_too_many,
    two_files_are_swapped,
    *[the_manifest_counts_otherwise] * 2,
    the_manifest_has_another_digest,
    the_manifest_lacks_a_file,
    the_manifest_lacks_a_table,
    the_manifest_names_another_head,
    the_manifest_is_of_another_format,
    the_manifest_is_of_another_engine,
    the_manifest_is_no_manifest,
    the_manifest_is_missing,
)


def opened_and_sealed_again(archive: Path, target: Path, change: Inside, dice: Dice) -> None:
    """Take an archive apart, change what is in it, and put it together as if nothing had happened."""
    folder = target.with_suffix(".folder")
    with zipfile.ZipFile(archive) as source:
        source.extractall(folder)
    change(folder, dice)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        out.comment = b"0" * SEAL
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            out.write(path, path.relative_to(folder).as_posix())
    seal(target)
    shutil.rmtree(folder)
