"""A superior's form over sixty schools, one table or one sheet a school: steps and seconds by hand, and with 报送.

The model, so that anybody may quarrel with it. One *step* is one deliberate press, drop or look; it costs 2.7 s and a
typed value 2.9 s (the keystroke-level model: think 1.35, point 1.1, press 0.28, hand to keys 0.4). Nothing is counted
for reading what the table means, for waiting, for telephone calls or for mistakes mended: all of these burden the hand.

By hand. The bureau posts the empty form to the group (3 steps). Each school saves and opens it (2); for each figure
that it keeps elsewhere it opens that roster or ledger, filters by the days, adds up, copies, goes back, pastes (6); its
name, its code and its head it knows and types, like all the rest (1 value each); it saves and sends (2). The bureau
opens each file that came, takes its row, goes to the whole table, pastes, closes (5), ticks the school off (1), and
writes one sum for each column that adds (2). Of a form of one sheet a school it opens each file, moves the sheet into
one workbook, names it, closes (5), ticks off (1); no list of all is made by hand, though 报送 makes one.

With 报送. The bureau opens the page, chooses the file, presses once (3), looks at each column (1 each), corrects one
(4), sets the day, sends (2), copies the sentence, pastes it into the group (2). Each school opens the link (1), types
what is asked (1 value each), hands in (1). The bureau accepts what came, downloads (2). The product's own seconds are
measured here and added: rewriting and recognising the form, the pages, the filled workbook.
"""

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

from _ground import open_ground

open_ground()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402  (after the set-up)
from django.test import Client  # noqa: E402  (likewise)

from tests.world import SYSTEM, build  # noqa: E402  (likewise)
from xieshou.accounts.operations.open_account import open_account  # noqa: E402  (likewise)
from xieshou.activities.tests.build import client_of  # noqa: E402  (likewise)
from xieshou.blankforms.column import Column  # noqa: E402  (likewise)
from xieshou.blankforms.tests.books import two_rows  # noqa: E402  (likewise)
from xieshou.blankforms.tests.singles import pairs  # noqa: E402  (likewise)
from xieshou.collection.models import Call, Due  # noqa: E402  (likewise)
from xieshou.collection.table import asked_of  # noqa: E402  (likewise)
from xieshou.places.models import SCHOOL  # noqa: E402  (likewise)
from xieshou.places.operations.add_place import add_place  # noqa: E402  (likewise)
from xieshou.places.operations.amend_place import set_figures  # noqa: E402  (likewise)
from xieshou.scoping.scope import unscoped  # noqa: E402  (likewise)

SCHOOLS = 60
STEP, VALUE = 2.7, 2.9
MOST_MINUTES = 10
BY_HEART = ("place.", "people.", "pair.")


class Watch:
    """The product's own seconds."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def run(self, work: Callable[[], object]) -> object:
        started = time.perf_counter()
        answer = work()
        self.seconds += time.perf_counter() - started
        return answer


def furnished() -> tuple[Client, list[Client]]:
    """Sixty schools with headcounts and codes, the officer's browser and one of each head."""
    world = build()
    heads = []
    schools = [world.a1, world.a2]
    for number in range(SCHOOLS - 2):
        code = f"21330001{number:02}"
        schools.append(add_place(SYSTEM, parent=world.county_a, level=SCHOOL, name=f"第{number}小学", code=code))
    for number, school in enumerate(schools):
        set_figures(SYSTEM, school=school, year=2025, pupils=300 + number, teachers=20, classes=8)
        slip = open_account(SYSTEM, username=f"head{number}", name="校长", place=school, role="head", password="x")
        type(slip.user).objects.filter(pk=slip.user.pk).update(must_change=False)
        head = Client()
        head.force_login(slip.user)
        heads.append(head)
    return client_of(world, "安"), heads


def collect(officer: Client, heads: list[Client], form: bytes) -> tuple[Watch, Watch, Call, int]:
    """The whole way; seconds until it was out, seconds after, the call, and how many values were typed."""
    out, after, typed = Watch(), Watch(), 0
    file = SimpleUploadedFile("附件2.xlsx", form)
    made = out.run(lambda: officer.post("/collection/new/", {"book": file, "key": uuid4()}))
    with unscoped("bench"):
        call = Call.objects.get(pk=made["Location"].split("/")[2])
    out.run(lambda: officer.get(made["Location"]))
    fields = {"title": call.title, "due": date.today() + timedelta(days=7), "starts": call.starts, "ends": call.ends}
    with unscoped("bench"):
        chosen = [
            place.pk
            for place in type(call.place).objects.filter(level=SCHOOL, lo__gte=call.place.lo, lo__lt=call.place.hi)
        ]
    body = {**fields, "schools": chosen, "version": call.version, "key": uuid4(), "deed": "send"}
    out.run(lambda: officer.post(f"{made['Location']}send/", body))
    with unscoped("bench"):
        dues = {due.school_id: due for due in Due.objects.filter(call=call).select_related("call", "school")}
    for head in heads:
        place = head.get("/collection/").wsgi_request.user.place
        due = dues[place.pk]
        asked = asked_of(due.call.layout, due.known)
        typed += len(asked)
        values = {column.key: _typed(column) for column in asked}
        path = f"/collection/dues/{due.pk}/"
        after.run(lambda path=path, head=head: head.get(path))
        given = {**values, "version": due.version, "key": uuid4(), "deed": "hand"}
        answer = after.run(lambda path=path, head=head, given=given: head.post(path, given))
        if answer.status_code != 302:
            raise SystemExit(answer.content.decode())
    after.run(lambda: officer.post(f"{made['Location']}settle/"))
    sheet = after.run(lambda: officer.get(f"{made['Location']}sheet/"))
    if sheet.status_code != 200:
        raise SystemExit(sheet.status_code)
    return out, after, call, typed


def _typed(column: Column) -> str:
    return column.choices[0] if column.choices else "3" if column.kind in ("int", "number") else "无"


def compared(officer: Client, heads: list[Client], name: str, form: bytes) -> float:
    """Prints one form's comparison; minutes until it was out."""
    out, after, call, typed = collect(officer, heads, form)
    columns = call.layout
    filled = sum(column.use in ("known", "ask") for column in columns) * SCHOOLS - typed
    figures = sum(column.use == "known" and not column.known.startswith(BY_HEART) for column in columns) * SCHOOLS
    values = typed + filled - figures
    sums = 0 if call.one_each else sum(column.adds for column in columns)
    by_hand_steps = 3 + SCHOOLS * (2 + 2 + 5 + 1) + figures * 6 + sums * 2
    by_hand = by_hand_steps * STEP + values * VALUE
    until_out = 3 + len(columns) + 4 + 2 + 2
    steps = until_out + SCHOOLS * 2 + 2
    seconds = steps * STEP + typed * VALUE + out.seconds + after.seconds
    minutes = (until_out * STEP + out.seconds) / 60
    print(
        f"{name}, {SCHOOLS} schools, {len(columns)} places to fill: {filled} filled from what is known, {typed} asked"
    )
    print(f"by hand   {by_hand_steps:5} steps {values:4} values typed {by_hand / 60:6.1f} min")
    print(f"with 报送  {steps:5} steps {typed:4} values typed {seconds / 60:6.1f} min", end="")
    print(f" (product {out.seconds + after.seconds:.1f} s)")
    print(f"ratio {(steps + typed) / (by_hand_steps + values):.2f} of the steps, {seconds / by_hand:.2f} of the time")
    print(f"never seen before and out in {minutes:.1f} min, limit {MOST_MINUTES} (product {out.seconds:.1f} s)")
    return minutes


def main() -> int:
    officer, heads = furnished()
    forms = {"one table": two_rows(), "one sheet a school": pairs()}
    return 0 if all(compared(officer, heads, name, form) < MOST_MINUTES for name, form in forms.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
