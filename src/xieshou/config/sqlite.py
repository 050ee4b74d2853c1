"""Puts a sound SQLite in place of the distribution's, before Django loads.

Debian's 3.40 carries the WAL-reset corruption; the wheel ``pysqlite3`` brings its own, newer library.
"""

import sys

import pysqlite3
from pysqlite3 import dbapi2

OLDEST_SOUND = (3, 51, 3)

sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = dbapi2

version: tuple[int, ...] = tuple(int(part) for part in pysqlite3.sqlite_version.split("."))
if version < OLDEST_SOUND:
    raise SystemExit(f"SQLite {pysqlite3.sqlite_version} 有丢数据的缺陷，至少要 3.51.3。请重新运行 make run。")
