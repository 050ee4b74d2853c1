"""Posting, amending, asking and verifying at N facts (`--facts`), beside the least that plain SQL could do."""

import argparse
import itertools
import os
import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from _ground import also_on_postgresql, in_turns, milliseconds, open_ground

open_ground()

from django.db import connection, models, transaction  # noqa: E402  (after the set-up)
from django.utils import timezone  # noqa: E402  (likewise)

from xieshou.activities.models import Activity  # noqa: E402  (likewise)
from xieshou.kernel.periods import Period  # noqa: E402  (likewise)
from xieshou.ledger.asking import Ask, total, totals  # noqa: E402  (likewise)
from xieshou.ledger.models import Fact  # noqa: E402  (likewise)
from xieshou.ledger.posting import TOTAL_COLUMNS, post, rebuild_totals  # noqa: E402  (likewise)
from xieshou.ledger.sources import SOURCES, Part  # noqa: E402  (likewise)
from xieshou.ledger.verify import wrong_records, wrong_totals  # noqa: E402  (likewise)
from xieshou.places.models import COUNTY, NATION, SCHOOL, Place  # noqa: E402  (likewise)
from xieshou.scoping.memory import answering  # noqa: E402  (likewise)
from xieshou.scoping.operations import Deed, SystemActor, _deed  # noqa: E402  (likewise)
from xieshou.scoping.scope import Scope, unscoped, use  # noqa: E402  (likewise)
from xieshou.terms.models import Term  # noqa: E402  (likewise)

COUNTIES, SCHOOLS, RECORDS, FIRST_DAY = 20, 40, 200, date(2025, 9, 1)
AUTUMN, SPRING = Period(FIRST_DAY, date(2026, 1, 23)), Period(date(2026, 2, 24), date(2026, 7, 3))
CODES = ("lesson.observed", "research.count", "attendance.teacher")
PARTS: dict[UUID, list[Part]] = {}


def places() -> tuple[Place, list[Place], list[Place]]:
    """A nation of counties with schools."""
    nation = Place(level=NATION, name="国", lo=0, hi=2**40)
    counties = [Place(level=COUNTY, name=f"县{n}", lo=n << 20, hi=(n + 1) << 20) for n in range(1, COUNTIES + 1)]
    schools = [
        Place(level=SCHOOL, name=f"校{c.lo}-{n}", lo=c.lo + 32 * n, hi=c.lo + 32 * n + 32)
        for c in counties
        for n in range(1, SCHOOLS + 1)
    ]
    Place.objects.bulk_create([nation, *counties, *schools])
    Term.objects.bulk_create(
        Term(county=county, year=2025, ordinal=ordinal, name="学期", starts=span.starts, ends=span.ends)
        for county in counties
        for ordinal, span in ((1, AUTUMN), (2, SPRING))
    )
    return nation, counties, schools


def lines(schools: list[Place], many: int) -> Iterator[Fact]:
    """Facts of events of two schools of one county each, spread over a year."""
    now = timezone.now()
    for number in itertools.count():
        first = schools[number % len(schools)]
        second = schools[number % len(schools) + (1 if (number % len(schools) + 1) % SCHOOLS else -1)]
        source, on = uuid4(), FIRST_DAY + timedelta(days=number % 300)
        for order, school in enumerate((first, second)):
            for code in CODES:
                level = NATION if code == CODES[2] or not order else SCHOOL - 1
                yield Fact(
                    source="plain", source_id=source, indicator=code, school=school, side="joined",
                    place_lo=school.lo, counts_up_to=level, term=20251 if on < date(2026, 2, 24) else 20252,
                    on=on, amount=2, recorded_at=now, operation="activity.record", subject="语文",
                )  # fmt: skip
                many -= 1
                if not many:
                    return


def fill(schools: list[Place], many: int) -> float:
    rows = lines(schools, many)

    def write() -> None:
        while batch := list(itertools.islice(rows, 5000)):
            with transaction.atomic():
                Fact.objects.bulk_create(batch, batch_size=1000)

    return milliseconds(write)


def records(schools: list[Place]) -> list[Activity]:
    """Records whose contributions stand in PARTS."""
    made = [Activity(owner=schools[n], kind="other", on=FIRST_DAY, topic="试") for n in range(RECORDS)]
    models.QuerySet(Activity).bulk_create(made)
    SOURCES.clear()
    SOURCES["activity"] = replace(_ACTIVITY, parts_of=lambda record: PARTS.get(record.pk, []))
    return made


_ACTIVITY = SOURCES["activity"]


def say(record: Activity, schools: list[Place], amount: int) -> None:
    """What an operation does for the ledger, in its own transaction."""
    pair = schools[SCHOOLS : SCHOOLS + 2]
    PARTS[record.pk] = [
        Part(code, school, "joined", amount, FIRST_DAY, subject="语文") for school in pair for code in CODES
    ]
    token = _deed.set(Deed("activity.record", SystemActor("bench")))
    with transaction.atomic():
        post(record)
    _deed.reset(token)


def plain(rows: list[Fact]) -> None:
    """The same facts by one bulk insert in one transaction."""
    for row in rows:
        row.pk = None
    with transaction.atomic():
        models.QuerySet(Fact).bulk_create(rows)


def posting(schools: list[Place], made: list[Activity]) -> None:
    template = list(lines(schools, 6))
    others = [copies(template) for _ in made]
    turns = iter(zip(made, others, strict=True))
    pending: list[list[Fact]] = []

    def posted() -> None:
        record, rows = next(turns)
        pending.append(rows)
        say(record, schools, 2)

    ours, bare = in_turns(posted, lambda: plain(pending.pop()), len(made))
    print(f"  post 6 facts {ours:.2f} ms, bulk insert of 6 {bare:.2f} ms, ratio {ours / bare:.2f}")
    again = iter(made)
    more = iter([copies(template) for _ in made])
    ours, bare = in_turns(lambda: say(next(again), schools, 3), lambda: plain(next(more)), len(made))
    print(f"  amend 6 facts {ours:.2f} ms, bulk insert of 6 {bare:.2f} ms, ratio {ours / bare:.2f}")


def copies(rows: list[Fact]) -> list[Fact]:
    """The same facts of another record."""
    columns = [field.attname for field in Fact._meta.concrete_fields if field.name != "id"]
    values = [{name: getattr(row, name) for name in columns} for row in rows]
    source = uuid4()
    return [Fact(**{**one, "source_id": source}) for one in values]


def raw(sql: str, params: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def asking(nation: Place, county: Place) -> None:
    period = Period(FIRST_DAY, FIRST_DAY + timedelta(days=299))
    bare_sql = (
        "SELECT SUM(amount) FROM ledger_fact WHERE indicator = %s AND place_lo >= %s AND place_lo < %s "
        'AND counts_up_to <= %s AND "on" >= %s AND "on" <= %s'
    )
    for name, place, scope in (
        ("county", county, Scope(spans=((county.lo, county.hi),))),
        ("nation", nation, Scope(everything=True)),
    ):
        given = [CODES[0], place.lo, place.hi, place.level, period.starts, period.ends]
        ask = Ask(CODES[0], place=place, period=period)
        with use(scope):
            ours, bare = in_turns(partial(total, ask), partial(raw, bare_sql, given), 15)
        print(f"  {name}: total {ours:.2f} ms, plain aggregate {bare:.2f} ms, ratio {ours / bare:.2f}")
        if place is county:
            whole_term = Ask(CODES[0], place=place, period=SPRING)
            term = partial(total, whole_term)
            with use(scope):
                whole = milliseconds_of(term)
                every = milliseconds_of(partial(totals, whole_term, CODES))
                with answering():  # a page asks many figures and reads the county's terms once
                    on_a_page = milliseconds_of(term)
            print(f"  {name}: total of a whole term {whole:.2f} ms, further ones of a page {on_a_page:.2f} ms")
            print(f"  {name}: {len(CODES)} figures of a whole term in one read {every:.2f} ms")


def milliseconds_of(work: Callable[[], object]) -> float:
    """The median of fifteen goes."""
    return statistics.median(milliseconds(work) for _ in range(15))


def verifying() -> None:
    columns = ", ".join(TOTAL_COLUMNS)
    group = f"SELECT {columns}, SUM(amount) FROM ledger_fact GROUP BY {columns}"
    ours, bare = in_turns(wrong_totals, partial(raw, group, []), 3)
    print(f"  verify totals {ours:.0f} ms, plain GROUP BY {bare:.0f} ms, ratio {ours / bare:.2f}")
    print(f"  wrong totals {len(wrong_totals())}")
    found: list[Any] = []
    took = milliseconds(lambda: found.extend(wrong_records()))
    print(f"  verify {RECORDS} records {took:.0f} ms, {took / RECORDS:.2f} ms a record; wrong {len(found)}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=100_000)
    many = parser.parse_args().facts
    print(f"{connection.vendor}, {many} facts")
    with unscoped("bench"):
        nation, counties, schools = places()
        took = fill(schools, many)
        rebuilt = milliseconds(rebuild_totals)
        print(f"  filled in {took / many * 1000:.0f} µs a fact; totals rebuilt in {rebuilt:.0f} ms")
        if connection.vendor == "postgresql":
            raw_statement("VACUUM ANALYZE ledger_fact")
        made = records(schools)
        posting(schools, made)
        rebuild_totals()
        verifying()
    asking(nation, counties[3])
    return also_on_postgresql(os.path.abspath(__file__))


def raw_statement(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


if __name__ == "__main__":
    sys.exit(main())
