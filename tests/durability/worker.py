"""A process of the product that a test may kill: commands come as lines of JSON, answers go back the same way."""

from __future__ import annotations

import itertools
import json
import os
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xieshou.config.settings")
django.setup()
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# The product's models exist only after the set-up above.
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from tests import world
from xieshou.accounts.models import User
from xieshou.accounts.operations.open_account import open_account
from xieshou.activities.models import Activity, School, Verdict
from xieshou.activities.operations.amend_activity import amend_activity
from xieshou.activities.operations.confirm_activities import confirm_activities, join_activity
from xieshou.activities.operations.record_activity import Person, TookPart, record_activity, snapshot
from xieshou.activities.operations.withdraw_activity import withdraw_activity
from xieshou.audit.chain import verify
from xieshou.audit.models import Entry
from xieshou.ledger.verify import wrong_records, wrong_totals
from xieshou.pairings.models import Pairing
from xieshou.pairings.sides import partner_named
from xieshou.places.models import SCHOOL, Place
from xieshou.places.operations.add_place import add_place
from xieshou.scoping.models import Conflict, OperationKey
from xieshou.scoping.operations import KeyReused, Refused
from xieshou.scoping.scope import unscoped
from xieshou.slips.acts import Bearer
from xieshou.slips.models import Slip
from xieshou.slips.operations.make_slip import make_slip
from xieshou.slips.operations.use_slip import use_slip

GROUND = Path(os.environ["XIESHOU_HOME"]) / "ground.json"
DEEDS: dict[str, Callable[..., Any]] = {}


def deed(do: Callable[..., Any]) -> Callable[..., Any]:
    """A command this process understands."""
    DEEDS[do.__name__] = do
    return do


def say(answer: Any) -> None:
    """One line, in one write, so that a kill cannot tear it."""
    os.write(1, json.dumps(answer, ensure_ascii=False).encode() + b"\n")


def key_of(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, name)


@cache
def ground() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(GROUND.read_text(encoding="utf-8"))
    return kept


@cache
def place(name: str) -> Place:
    return Place.objects.get(name=name)


def user(name: str) -> User:
    return User.objects.get(name=name)


def schools(lessons_by: str = "李桂兰") -> list[TookPart]:
    country, town = place("白塔镇中心小学"), place("甲县实验小学")
    return [TookPart(country, "joined", 0, (Person(country, lessons_by),)), TookPart(town, "joined")]


@deed
def build() -> str:
    """The tables, the world of every test and a second officer of county A."""
    call_command("migrate", verbosity=0)
    built = world.build()
    open_account(world.SYSTEM, username="u20", name="冯", place=built.county_a, role="officer", password=world.PASSWORD)
    GROUND.write_text(json.dumps({"pair": str(built.pair.pk), "on": str(timezone.localdate())}), encoding="utf-8")
    return "built"


@deed
def record(topic: str, key: str = "", lessons: int = 1) -> str:
    with unscoped("the pair that a form would name"):
        pairing = Pairing.objects.get(pk=ground()["pair"])
    activity = record_activity(
        user("李桂兰"), key=UUID(key) if key else key_of(topic), owner=place("白塔镇中心小学"), schools=schools(),
        by="李桂兰", pairing=pairing, kind="lesson_observation", on=date.fromisoformat(ground()["on"]),
        topic=topic, subject="语文", lessons=lessons,
    )  # fmt: skip
    return str(activity.pk)


def _found(pk: str) -> Activity:
    with unscoped("the record that a form would name"):
        return Activity.objects.get(pk=pk)


@deed
def amend(pk: str, version: int, key: str = "", rewrite: bool = False, **changes: Any) -> str:
    given = {"schools": schools("吴晓燕")} if rewrite else {}
    used = UUID(key) if key else None
    row = amend_activity(
        user("李桂兰"), key=used, activity=_found(pk), by="李桂兰", version=version, **given, **changes
    )
    return str(row.pk)


@deed
def confirm(pk: str, key: str = "") -> int:
    """How many this call confirmed; a replayed call answers 0 and changes nothing."""
    used = UUID(key) if key else None
    town = place("甲县实验小学")
    said = confirm_activities(user("周敏"), key=used, school=town, activities=[UUID(pk)], by="周敏")
    return said.number if said else 0


@deed
def join(pk: str, name: str) -> str:
    town = place("甲县实验小学")
    people = [Person(town, name)]
    return str(join_activity(user("周敏"), school=town, activity=UUID(pk), by="周敏", people=people).pk)


@deed
def ask_firm(topic: str) -> str:
    """A record with an outside partner, and the slip by which it may say one word."""
    town = place("甲县实验小学")
    with unscoped("the partner that a form would name"):
        firm = partner_named(user("安"), "青山丝绸有限公司")
    activity = record_activity(
        user("周敏"), owner=town, schools=[TookPart(town), TookPart(firm)], by="周敏", kind="lecture",
        on=date.fromisoformat(ground()["on"]), topic=topic,
    )  # fmt: skip
    made = make_slip(user("周敏"), act="activity", record=activity.pk, place=firm, by="周敏")
    return str(made.slip.pk)


@deed
def say_by_slip(slip: str, by: str, true: bool = True) -> str:
    with unscoped("the slip that a token would name"):
        found = Slip.objects.select_related("place", "owner").get(pk=slip)
    return str(use_slip(Bearer(found), slip=found.pk, true=true, by=by, remark="" if true else "不是这天").pk)


@deed
def answered(slip: str) -> list[str]:
    """Who is on the slip, and every word kept with its record."""
    with unscoped("what the slip and its record say now"):
        found = Slip.objects.get(pk=slip)
        return [found.said_by, *Verdict.objects.filter(activity=found.record).values_list("by", flat=True)]


@deed
def withdraw(pk: str, version: int) -> str:
    row = withdraw_activity(user("李桂兰"), activity=_found(pk), by="李桂兰", because="记重了", version=version)
    return str(row.pk)


@deed
def add_school(officer: str, name: str) -> list[int]:
    row = add_place(user(officer), parent=place("甲县"), level=SCHOOL, name=name, setting="town")
    return [row.lo, row.hi]


@deed
def open_login(username: str, key: str = "") -> str:
    used = UUID(key) if key else None
    given = {"name": "新来的", "place": place("甲县实验小学"), "role": "teacher", "password": world.PASSWORD}
    open_account(user("安"), key=used, username=username, **given)
    return username


@deed
def state(pk: str) -> dict[str, Any]:
    """The record as it stands, and what the other school said of it."""
    with unscoped("a test reads"):
        row = Activity.objects.get(pk=pk)
        said = list(Verdict.objects.filter(activity=row).order_by("at"))
        standing = School.objects.get(activity=row, school=place("甲县实验小学")).standing
        last = [one.as_it_was for one in said if one.state != "cleared"][-1:]
        return {
            "topic": row.topic,
            "version": row.version,
            "standing": standing,
            "verdicts": [one.state for one in said],
            "said_of_this": bool(last) and last[0] == json.loads(json.dumps(snapshot(row))),
            "people": sorted(row.participants.values_list("name", flat=True)),
        }


@deed
def count(topic: str) -> int:
    with unscoped("a test counts"):
        return int(Activity.objects.filter(topic=topic).count())


@deed
def places() -> list[list[int]]:
    return [[lo, hi] for lo, hi in Place.objects.filter(parent=place("甲县")).order_by("lo").values_list("lo", "hi")]


@deed
def logins(username: str) -> int:
    return User.objects.filter(username__iexact=username).count()


@deed
def write(round: int, threads: int = 2) -> None:
    """Write without end, each deed acknowledged after its commit; the test kills this process."""
    for number in range(threads):
        threading.Thread(target=_write_on, args=(f"{round}-{number}",)).start()
    threading.Event().wait()


def _write_on(name: str) -> None:
    try:
        for number in itertools.count():
            topic = f"听评课 {name}-{number}"
            for act in acts_of(topic, number):
                do(act)
                say(act)
    except BaseException:  # nobody listens any more, or a write failed: the test sees the process end
        traceback.print_exc()
        os._exit(1)


@deed
def child() -> int:
    """A process of its own takes over the conversation until it ends; answers how it ended. Spares the start-up."""
    connections.close_all()
    pid = os.fork()
    if not pid:
        say({"ok": os.getpid()})
        listen()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def acts_of(topic: str, number: int) -> Iterator[dict[str, Any]]:
    """A record, every other one amended, every third confirmed; the same for the same number."""
    yield {"act": "record", "topic": topic}
    if number % 2:
        yield {"act": "amend", "topic": topic, "lessons": number % 7 + 2}
    if number % 3 == 0:
        yield {"act": "confirm", "topic": topic}


def do(act: dict[str, Any]) -> str:
    """Do one act with its own key; doing it again answers the same and changes nothing."""
    topic, name = act["topic"], act["act"]
    if name == "record":
        return str(record(topic))
    with unscoped("the record of this topic"):
        pk = str(Activity.objects.get(topic=topic).pk)
    key = str(key_of(f"{topic} {name}"))
    if name == "amend":
        return str(amend(pk, 1, key=key, lessons=act["lessons"]))
    confirm(pk, key=key)
    return pk


@deed
def replay(acts: list[dict[str, Any]]) -> list[str]:
    """Send these again, twice, as a phone does that never heard the answer."""
    return [do(act) for act in acts if do(act)]


@deed
def check(acts: list[dict[str, Any]], books: bool = True) -> list[str]:
    """Everything that is wrong: nothing acknowledged may be missing, doubled or half-saved."""
    with unscoped("the test looks at everything"):
        found = list(_faults_of_records(acts))
        if not books:
            return found
        found += _faults_of_database()
        found += [f"ledger: {record}" for _, record in wrong_records()]
        found += [f"total: {key}" for key in wrong_totals()]
        found += [verdict.sentence for verdict in verify() if verdict.faults]
    return found


def _faults_of_records(acts: list[dict[str, Any]]) -> Iterator[str]:
    rows = {row.topic: row for row in Activity.objects.all()}
    topics = Counter(Activity.objects.values_list("topic", flat=True).order_by())
    town = School.objects.filter(school=place("甲县实验小学"))
    standings = dict(town.values_list("activity_id", "standing"))
    audited = Counter(Entry.objects.order_by().values_list("action", "object_id"))
    yield from (f"{topic} stands {times} times" for topic, times in topics.items() if times != 1)
    for act in acts:
        row = rows.get(act["topic"])
        if row is None:
            yield f"acknowledged and lost: {act}"
        elif act["act"] == "amend" and row.lessons != act["lessons"]:
            yield f"acknowledged and not amended: {act}"
        elif act["act"] == "confirm" and standings[row.pk] != "confirmed":
            yield f"acknowledged and not confirmed: {act}"
        elif audited[f"activity.{act['act']}", str(row.pk)] != 1:
            yield f"not once in the audit chain: {act}"


def _faults_of_database() -> Iterator[str]:
    if OperationKey.objects.filter(answer="").exists():
        yield "a key without an answer"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            yield from (f"integrity: {row[0]}" for row in cursor.fetchall() if row[0] != "ok")
            cursor.execute("PRAGMA foreign_key_check")
            yield from (f"foreign key: {row}" for row in cursor.fetchall())


def answer(command: dict[str, Any]) -> dict[str, Any]:
    """Do one command at its moment; a refusal is an answer, too."""
    moment = command.pop("at", 0.0)
    time.sleep(max(0.0, moment - time.monotonic()))
    try:
        return {"ok": DEEDS[command.pop("do")](**command)}
    except Conflict as clash:
        return {"refused": "Conflict", "sentence": str(clash), "theirs": getattr(clash.theirs, "topic", "")}
    except KeyReused as clash:
        return {"refused": "KeyReused", "sentence": str(clash), "theirs": getattr(clash.stored, "topic", "")}
    except Refused as refusal:
        return {"refused": "Refused", "sentence": str(refusal)}
    except Exception as fault:  # a page would be a 500; the test says so, and the other tests go on
        return {"failed": repr(fault)}


def listen() -> None:
    """Answer line by line until nobody asks any more."""
    for line in sys.stdin:
        say(answer(json.loads(line)))


if __name__ == "__main__":
    listen()
