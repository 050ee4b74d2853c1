"""100 000 activities through mass entry, against reading the file and a bulk insert alone. Prints ratios.

    python bench/import.py [ROWS] [WRITTEN]

ROWS (100 000) are read, staged and checked; WRITTEN of them (2 000) recorded.

Recording a row takes the same operation as by hand (facts, editions, reach), so its share is measured on fewer rows.
While it runs, somebody else saves a setting again and again; the longest wait is printed.
"""

from __future__ import annotations

import io
import sys
import threading
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from _ground import open_ground

open_ground()

import xlsxwriter  # noqa: E402  (after the set-up)
from django.db import connection, transaction  # noqa: E402  (after the set-up)

from tests.world import build  # noqa: E402  (after the set-up)
from xieshou.bulk import jobs  # noqa: E402  (after the set-up)
from xieshou.bulk.models import Chunk, Load  # noqa: E402  (after the set-up)
from xieshou.bulk.operations.stage_load import stage_load  # noqa: E402  (after the set-up)
from xieshou.bulk.operations.write_chunk import begin_writing  # noqa: E402  (after the set-up)
from xieshou.bulk.reading import staged  # noqa: E402  (after the set-up)
from xieshou.bulk.sorts import SORTS  # noqa: E402  (after the set-up)
from xieshou.people.operations.add_staff import add_staff  # noqa: E402  (after the set-up)
from xieshou.scoping.scope import unscoped, use  # noqa: E402  (after the set-up)
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
    """Somebody else who saves all the time."""

    def __init__(self, world: Any) -> None:
        super().__init__(daemon=True)
        self.world, self.waits, self.ended = world, list[float](), threading.Event()

    def run(self) -> None:
        number = 0
        while not self.ended.wait(0.2):
            number += 1
            begun = time.perf_counter()
            add_staff(self.world.user("周敏"), school=self.world.a1, name=f"新来{number}", number=f"N{number}")
            self.waits.append(time.perf_counter() - begun)
        connection.close()


def step(name: str, base: float, work: Any) -> float:
    """Run, print seconds and the ratio."""
    begun = time.perf_counter()
    work()
    seconds = time.perf_counter() - begun
    print(f"{name:<22} {seconds:8.1f} s   {seconds / base:.1f}")
    return seconds


def written(load: Load, most: int) -> Load:
    """Leave only the first rows of a load to be written."""
    with unscoped("a bench"):
        Chunk.objects.filter(load=load, number__gte=most // 500).update(written=True)
        found: Load = Load.objects.get(pk=load.pk)
        return found


def main(rows: int, most: int) -> None:
    """Print the comparison."""
    world = build()
    data = table(rows)
    print(f"{rows} rows, {len(data) // 1024} kB, {connection.vendor}")
    base = plainly(data)
    user, sort, kept = world.user("安"), SORTS["activities"], list[Load]()

    def stage() -> None:
        found = staged(data, "a.xlsx", sort)
        kept.append(stage_load(user, sort="activities", filename="a.xlsx", digest="", staged=found))

    seconds = step("read and stage", base, stage)
    load = kept[0]
    pause = jobs.AFTER_A_LOOK * len(range(0, rows, 500))
    seconds += step("check every row", base, lambda: jobs.run(load.pk))
    print(f"  of which pauses      {pause:8.1f} s")
    print(f"before anybody confirms{seconds:8.1f} s   {seconds / base:.1f}")
    scope = user.scope_for("load.begin")
    assert scope is not None
    with use(scope):
        begin_writing(user, load=load, partly=False)
    written(load, most)
    neighbour = Neighbour(world)
    neighbour.start()
    took = step(f"record {most}", base, lambda: jobs.run(load.pk))
    neighbour.ended.set()
    neighbour.join()
    waits = sorted(neighbour.waits)
    each = took / most
    print(f"  a row                {1000 * each:8.1f} ms: {rows} rows take {each * rows / 60:.0f} min behind")
    print(f"  a neighbour's save   median {waits[len(waits) // 2]:.2f} s, longest {waits[-1]:.2f} s of {len(waits)}")


if __name__ == "__main__":
    main(int((sys.argv[1:2] or ["100000"])[0]), int((sys.argv[2:3] or ["2000"])[0]))
