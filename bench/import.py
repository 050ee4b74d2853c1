"""100 000 activities through mass entry, against reading the file and a bulk insert alone. Prints ratios.

    python bench/import.py [ROWS] [WRITTEN]

ROWS (100 000) are read and checked; WRITTEN of them (5 000) recorded and taken back; on SQLite, then on PostgreSQL.
Meanwhile somebody else saves again and again; how long he waited is printed.
"""

from __future__ import annotations

import io
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from _ground import also_on_postgresql, open_ground

open_ground()

import xlsxwriter  # noqa: E402  (after the set-up)
from django.db import connection, transaction  # noqa: E402  (after the set-up)

from tests.world import build  # noqa: E402  (after the set-up)
from xieshou.bulk import jobs  # noqa: E402  (after the set-up)
from xieshou.bulk.models import Chunk, Load  # noqa: E402  (after the set-up)
from xieshou.bulk.operations.stage_load import stage_load  # noqa: E402  (after the set-up)
from xieshou.bulk.operations.write_chunk import begin_undoing, begin_writing  # noqa: E402  (after the set-up)
from xieshou.people.operations.add_staff import add_staff  # noqa: E402  (after the set-up)
from xieshou.scoping.scope import Scope, unscoped, use  # noqa: E402  (after the set-up)
from xieshou.sheets.reading import BookLimits, read_book  # noqa: E402  (after the set-up)

HEAD = ("日期", "类型", "主题", "学科", "学校", "对方学校", "参加人员", "节数")


def table(number: int) -> bytes:
    """So many different activities."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("活动")
    page.write_row(0, 0, HEAD)
    for at in range(number):
        row = (f"2026-03-{at % 28 + 1:02}", "听评课", f"第{at}次", "语文", "甲县实验小学", "白塔镇中心小学", "周敏", 2)
        page.write_row(at + 1, 0, row)
    book.close()
    return out.getvalue()


def plainly(data: bytes) -> float:
    """Seconds to read the file and insert its cells into one table without any rule."""
    begun = time.perf_counter()
    rows = read_book(data, "a.xlsx", BookLimits(rows=100_200)).sheets[0].rows[1:]
    read = time.perf_counter() - begun
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE plain (a TEXT, b TEXT, c TEXT, d TEXT, e TEXT, f TEXT, g TEXT, h INTEGER)")
        places = ",".join(["%s"] * len(HEAD))
        cursor.executemany(f"INSERT INTO plain VALUES ({places})", [[str(cell) for cell in row] for row in rows])
    whole = time.perf_counter() - begun
    print(f"read the file          {read:8.1f} s")
    print(f"read and insert        {whole:8.1f} s   1.0")
    return whole


class Neighbour(threading.Thread):
    """Somebody else who saves all the time while the block runs; then how long he waited is printed."""

    def __init__(self, world: Any, during: str) -> None:
        super().__init__(daemon=True)
        self.world, self.during, self.waits, self.ended = world, during, list[float](), threading.Event()

    def run(self) -> None:
        number = 0
        while not self.ended.wait(0.2):
            number += 1
            begun = time.perf_counter()
            name = f"{self.during}{number}"
            add_staff(self.world.user("周敏"), school=self.world.a1, name=name, number=name)
            self.waits.append(time.perf_counter() - begun)
        connection.close()

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, *problem: object) -> None:
        self.ended.set()
        self.join()
        waits = sorted(self.waits) or [0.0]
        told = f"median {waits[len(waits) // 2]:.2f} s, longest {waits[-1]:.2f} s of {len(waits)}"
        print(f"  a neighbour's save   {told}")


def step(name: str, base: float, work: Any) -> float:
    """Run, print seconds and the ratio."""
    begun = time.perf_counter()
    work()
    seconds = time.perf_counter() - begun
    print(f"{name:<22} {seconds:8.1f} s   {seconds / base:.1f}")
    return seconds


def only(load: Load, most: int) -> None:
    """Leave only the first rows of a load to be worked on."""
    with unscoped("a bench"):
        Chunk.objects.filter(load=load, number__gte=most // 500).update(written=True, undone=True)


def main(rows: int, most: int) -> None:
    """Print the comparison."""
    world = build()
    data = table(rows)
    print(f"{rows} rows, {len(data) // 1024} kB, {connection.vendor}")
    base = plainly(data)
    user, kept = world.user("安"), list[Load]()

    def upload() -> None:
        kept.append(stage_load(user, sort="activities", filename="a.xlsx", digest="", data=data))

    step("upload", base, upload)
    load, moments = kept[0], {"reading": time.perf_counter()}
    with Neighbour(world, "读"):
        jobs.run(load.pk, say=lambda now: moments.setdefault(now.state, time.perf_counter()))
    for name, begin, end in (("read", "reading", "checking"), ("check", "checking", "ready")):
        print(f"{name:<22} {moments[end] - moments[begin]:8.1f} s   {(moments[end] - moments[begin]) / base:.1f}")
    for name, begin in (("record", begin_writing), ("take back", begin_undoing)):
        with use(user.scope_for("load.begin") or Scope()):
            load = Load.objects.get(pk=load.pk)
            begin(user, load=load, **({"partly": False} if name == "record" else {}))
        only(load, most)
        with Neighbour(world, name):
            took = step(f"{name} {most}", base, partial(jobs.run, load.pk))
        minutes = took / most * rows / 60
        print(f"  a row                {1000 * took / most:8.1f} ms: {rows} rows take {minutes:.1f} min")


if __name__ == "__main__":
    main(int((sys.argv[1:2] or ["100000"])[0]), int((sys.argv[2:3] or ["5000"])[0]))
    sys.exit(also_on_postgresql(__file__))
