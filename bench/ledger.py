"""Posting, amending, verifying and asking the ledger, against bare SQL on the same rows; SQLite and PostgreSQL.

``--facts 1000000`` for a large province; ``--engine sqlite`` or ``postgresql`` for one of them.
"""

import argparse
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import _ground
from django.db import connection, transaction
from django.utils import timezone

from tests.world import SYSTEM, World, build
from xieshou.activities.models import Activity
from xieshou.activities.operations.record_activity import TookPart, record_activity
from xieshou.ledger.asking import Ask, place_totals, total
from xieshou.ledger.models import Fact
from xieshou.ledger.posting import FactKey, append, post
from xieshou.ledger.verify import wrong_records, wrong_totals
from xieshou.places.models import SCHOOL, Place
from xieshou.places.operations.add_place import add_place
from xieshou.scoping.operations import Actor, operation
from xieshou.scoping.scope import unscoped

SCHOOLS, PER_RECORD, PER_BATCH, POSTS = 60, 8, 500, 100
INDICATORS = ("lesson.observed", "research.count", "attendance.teacher", "activity.count")
FIRST = date(2021, 9, 1)
COLUMNS = (
    "source, source_id, indicator, school_id, side, place_lo, counts_up_to, partner_id, bond, bearer, subject, "
    'term, "on", amount, recorded_at, operation, reason'
)
BARE_INDEX = "CREATE INDEX bare_by_place ON bare (term, place_lo, indicator, counts_up_to, amount)"


@operation("bench.post", "post a record again")
def repost(actor: Actor, *, activity: Activity) -> Activity:
    """Only the step from a record to its facts."""
    post(activity)
    return activity


def schools_of(world: World) -> list[Place]:
    return [
        add_place(SYSTEM, parent=world.town, level=SCHOOL, name=f"第{number}小学", short=f"{number}小", setting="country")
        for number in range(SCHOOLS)
    ]


def corrections(schools: list[Place], dice: random.Random) -> list[tuple[FactKey, int]]:
    """What one record adds: several lines of two schools on one day."""
    on = FIRST + timedelta(days=dice.randrange(1750))
    term = (on.year - (on.month < 8)) * 10 + (1 if on.month >= 8 else 2)
    pair, bond = dice.sample(schools, 2), uuid4()
    return [
        (
            FactKey(
                INDICATORS[line % 4], pair[line % 2].pk, "gave", pair[line % 2].lo, 0 if line % 2 else 6,
                pair[1 - line % 2].pk, bond, None, dice.choice(("语文", "数学", "")), term, on,
            ),
            dice.randint(1, 9),
        )
        for line in range(PER_RECORD)
    ]  # fmt: skip


def batches(schools: list[Place], facts: int) -> Iterator[list[list[tuple[FactKey, int]]]]:
    dice, records = random.Random(1), facts // PER_RECORD
    for start in range(0, records, PER_BATCH):
        yield [corrections(schools, dice) for _ in range(min(PER_BATCH, records - start))]


def appended(records: list[list[tuple[FactKey, int]]]) -> None:
    with transaction.atomic():
        for lines in records:
            append("activity", uuid4(), lines, "bench.fill", "")


def bare_rows(records: list[list[tuple[FactKey, int]]]) -> list[tuple[object, ...]]:
    now = str(timezone.now())
    return [
        ("activity", uuid4().hex, key.indicator, key.school, key.side, key.place_lo, key.counts_up_to, key.partner,
         str(key.bond), None, key.subject, key.term, str(key.on), amount, now, "bench.fill", "")
        for lines in records for key, amount in lines
    ]  # fmt: skip


def inserted(rows: list[tuple[object, ...]]) -> None:
    marks = ", ".join(["%s"] * len(rows[0]))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO bare ({COLUMNS}) VALUES ({marks})", rows)


def fill(schools: list[Place], facts: int) -> None:
    """Write the facts and, turn by turn, the same rows to a bare table with one index."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bare AS SELECT {COLUMNS} FROM ledger_fact WHERE 1 = 0")
        cursor.execute(BARE_INDEX)
    ledger = bare = 0.0
    for records in batches(schools, facts):
        ledger += _ground.wall(lambda: appended(records))
        rows = bare_rows(records)
        bare += _ground.wall(lambda: inserted(rows))
    rate = facts / ledger * 1000
    print(f"append     {ledger / 1000:7.1f} s ({rate:.0f} facts a second), bare insert {bare / 1000:.1f} s, ", end="")
    print(f"ratio {ledger / bare:.1f}")


def posting(world: World) -> None:
    """The step from a record to its facts, in an operation with its audit entry, at full size."""
    sides = [TookPart(world.a1, "gave", 2), TookPart(world.a2, "received", 3)]
    made: list[Activity] = []
    dice = random.Random(2)

    def record() -> None:
        made.append(
            record_activity(
                SYSTEM, owner=world.a1, schools=sides, by="周敏", pairing=world.pair, kind="lesson_observation",
                on=date(2026, 3, 2), topic=f"第{len(made)}课时", subject="语文", lessons=dice.randint(1, 9),
            )
        )  # fmt: skip

    def posted() -> None:
        with unscoped("bench"):
            Activity.objects.filter(pk=made[-1].pk).update(lessons=dice.randint(10, 900))
        repost(SYSTEM, activity=made[-1])

    rows = bare_rows([[(FactKey("a", 1, "gave", 1, 0, 2, uuid4(), None, "", 20252, FIRST), 1)] * PER_RECORD])
    whole, step, bare = _ground.median(_ground.wall, POSTS, record, posted, lambda: inserted(rows))
    print(f"record     {whole:7.1f} ms whole, ratio {whole / bare:.0f} to a bare insert of {PER_RECORD} rows")
    print(f"amend      {step:7.1f} ms from record to facts, ratio {step / bare:.0f}; bare {bare:.2f} ms")
    check = _ground.wall(lambda: list(wrong_records()))
    print(f"verify     {check / len(made):7.2f} ms a record, its facts held against it")


def asking(world: World) -> None:
    """Figures of the county, and the same sum as one aggregate over the bare table's index."""
    county = world.county_a
    terms = [20241, 20242]
    where = f"place_lo >= {county.lo} AND place_lo < {county.hi} AND counts_up_to <= {county.level}"

    def aggregate() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT indicator, SUM(amount) FROM bare WHERE term IN (20241, 20242) AND {where} GROUP BY 1")
            cursor.fetchall()

    def grouped() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT term, place_lo, indicator, subject, side, counts_up_to, SUM(amount) FROM bare "
                           "GROUP BY 1, 2, 3, 4, 5, 6")  # fmt: skip
            cursor.fetchall()

    def scoped(work: Callable[[], object]) -> Callable[[], object]:
        def run() -> object:
            with unscoped("bench"):
                return work()

        return run

    kept, asked, bare = _ground.median(
        _ground.wall, 15,
        scoped(lambda: place_totals(county, terms)),
        scoped(lambda: total(Ask("lesson.observed", place=county))),
        aggregate,
    )  # fmt: skip
    print(f"county     {kept:7.1f} ms all figures of a year from the kept totals, ratio {kept / bare:.2f} ({bare:.1f} ms)")
    print(f"one figure {asked:7.1f} ms from the facts, all years")
    check, plain = _ground.median(_ground.wall, 3, wrong_totals, grouped)
    print(f"verify     {check:7.0f} ms all totals, ratio {check / plain:.1f} to one grouped sum ({plain:.0f} ms)")


def run(facts: int) -> None:
    _ground.tables()
    world = build()
    fill(schools_of(world), facts)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    posting(world)
    asking(world)
    with unscoped("bench"):
        print(f"facts      {Fact.objects.count():7}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        run(given.facts)
        return 0
    again = [sys.executable, str(Path(__file__)), "--inside", "--facts", str(given.facts)]
    server = [sys.executable, str(_ground.ROOT / "tools" / "postgres.py")]
    plain = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    failed = 0
    for engine, before in (("sqlite", []), ("postgresql", server)):
        if given.engine in (engine, "both"):
            print(f"{engine}, {given.facts} facts", flush=True)
            failed += subprocess.run([*before, *again], env=plain, check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
