"""The demonstration builds, builds the same again, keeps away from real people and leaves a clean ledger."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from tests.world import Written, written_once
from xieshou.accounts.models import User
from xieshou.accounts.operations.open_account import open_account
from xieshou.activities.models import Activity, School
from xieshou.audit.chain import verify
from xieshou.catalogue import catalogue
from xieshou.demo.build import Wish, build
from xieshou.demo.calendar import is_free, terms_of_year
from xieshou.demo.clock import at_the_time
from xieshou.demo.content.county import CARDS, SCHOOLS
from xieshou.demo.content.pairs import GIFTS, PAIRS, SENDS
from xieshou.demo.content.programs import COMMUNITY_LINES, QUOTAS
from xieshou.demo.content.topics import TOPICS
from xieshou.demo.pattern import LARGEST, counties
from xieshou.ledger.models import Fact
from xieshou.ledger.verify import wrong_records, wrong_totals
from xieshou.people.models import Staff
from xieshou.places.models import COUNTY, NATION, SCHOOL, Place
from xieshou.places.operations.add_place import add_place
from xieshou.scoping.operations import SystemActor
from xieshou.scoping.scope import unscoped

SMALL = Wish(schools=4, years=1)
MID_TERM = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.DEMONSTRATION, settings.FILES_ROOT = tmp_path / "demonstration", tmp_path / "files"


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Set what day it is."""
    return lambda day: set_day(monkeypatch, day)


def set_day(patch: pytest.MonkeyPatch, day: date) -> None:
    real = timezone.now
    patch.setattr(timezone, "now", lambda: real().replace(year=day.year, month=day.month, day=day.day))


@pytest.fixture(scope="module")
def once(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Written[int]:
    """The small demonstration in the middle of a term, built once; its rows are written again where they are wanted."""
    place = tmp_path_factory.mktemp("small")
    files = override_settings(DEMONSTRATION=place / "demonstration", FILES_ROOT=place / "files")
    with pytest.MonkeyPatch.context() as patch, files:
        set_day(patch, MID_TERM)
        return written_once(lambda: build(SMALL, lambda line: None), django_db_blocker)


@pytest.fixture
def small(once: Written[int], db: None, settings: Any) -> None:
    """What the small demonstration wrote, and the mark that it is one."""
    once.again()
    settings.DEMONSTRATION.touch()


@pytest.fixture
def whole_tree() -> Iterator[None]:
    with unscoped("a test of the demonstration"):
        yield


def figures() -> Counter[Any]:
    """What the ledger holds, in words that do not depend on keys."""
    found: Counter[Any] = Counter()
    for name, indicator, day, side, subject, amount in Fact.objects.values_list(
        "school__name", "indicator", "on", "side", "subject", "amount"
    ):
        found[name, indicator, day, side, subject] += amount
    return found


def held_and_taken_back(write: Callable[[], object]) -> tuple[Counter[Any], list[Any]]:
    """The figures and the staff of a demonstration that is then undone."""
    mark = transaction.savepoint()
    write()
    standings = School.objects.values_list("activity__topic", "school__name", "standing")
    held = figures(), [*sorted(Staff.objects.values_list("name", "school__name")), *sorted(standings)]
    transaction.savepoint_rollback(mark)
    return held


@pytest.mark.django_db
def test_two_builds_of_a_day_are_equal_and_another_seed_differs(
    once: Written[int], whole_tree: None, on: Callable[[date], None]
) -> None:
    on(MID_TERM)
    first = held_and_taken_back(once.again)
    assert first == held_and_taken_back(lambda: build(SMALL, lambda line: None))
    assert sum(first[0].values()) > 100
    assert held_and_taken_back(lambda: build(Wish(schools=4, years=1, seed=2), lambda line: None)) != first


def test_the_ledger_and_the_audit_chain_are_clean_after_a_build(small: None, whole_tree: None, on: Any) -> None:
    on(MID_TERM)
    assert list(wrong_records()) == []
    assert wrong_totals() == []
    assert [verdict for verdict in verify() if verdict.faults] == []


def test_every_card_of_the_door_signs_in(small: None, client: Client, on: Any) -> None:
    on(MID_TERM)
    people = list(User.objects.order_by("pk"))
    assert [person.name for person in people] == [name for _, name, *_ in CARDS]
    for person in people:
        assert person.demo and not person.must_change
        entered = client.post(reverse("signing:enter-demo", args=[person.pk]))
        assert entered.status_code == 302
        assert client.get(reverse("signing:me")).status_code == 200
        client.post(reverse("signing:sign-out"))


@pytest.mark.django_db
def test_nothing_is_written_where_somebody_real_has_an_account(whole_tree: None) -> None:
    nation = add_place(SystemActor("a test"), parent=None, level=NATION, name="中国")
    county = add_place(SystemActor("a test"), parent=nation, level=COUNTY, name="真县")
    open_account(SystemActor("a test"), username="zhen", name="真人", place=county, role="officer")
    with pytest.raises(SystemExit, match="真实的账号"):
        build(SMALL, lambda line: None)
    assert Place.objects.count() == 2


def test_a_second_build_is_refused(small: None, whole_tree: None, on: Any) -> None:
    on(MID_TERM)
    before = Activity.objects.count()
    with pytest.raises(SystemExit, match="已经有单位"):
        build(SMALL, lambda line: None)
    assert Activity.objects.count() == before


@pytest.mark.django_db
@pytest.mark.parametrize("day", [date(2026, 9, 1), date(2027, 2, 10), date(2027, 6, 11), date(2027, 8, 31)])
def test_it_can_be_built_on_any_day_and_knows_no_future(whole_tree: None, on: Any, day: date) -> None:
    on(day)
    build(SMALL, lambda line: None)
    assert not Activity.objects.filter(on__gt=day).exists()
    assert not Activity.objects.filter(created_at__gt=timezone.now()).exists()


@pytest.mark.django_db
def test_more_schools_come_as_more_counties_with_their_own_terms(whole_tree: None, on: Any) -> None:
    on(date(2026, 9, 30))
    build(Wish(schools=20, years=1), lambda line: None)
    assert Place.objects.filter(level=COUNTY).count() == 3
    assert Place.objects.filter(level=SCHOOL, outside=False).count() == 21


def test_two_thousand_schools_have_names_of_their_own_in_each_county() -> None:
    total, names = 0, set()
    for spec in counties(2000, 1):
        assert len(spec.schools) <= LARGEST
        assert len({school.name for school in spec.schools}) == len(spec.schools)
        names.add(spec.name)
        total += len(spec.schools)
    assert (total, len(names)) == (2000, 50)


def test_the_content_names_only_schools_and_topics_that_it_has() -> None:
    own = {school.name for school in SCHOOLS} | {"临江县河口小学"}
    assert {name for pair in PAIRS for name in (pair.first, pair.second)} == own
    assert {name for send in SENDS for name in (send.giver, send.host)} <= own
    assert {gift.receiver for gift in GIFTS} <= own
    lines = [*COMMUNITY_LINES, *(line for pair in PAIRS for line in pair.lines)]
    assert {line.kind for line in lines} <= set(TOPICS)
    assert {line.kind for line in lines} <= {kind.code for kind in catalogue.live()}
    quotas = [*QUOTAS["COMMUNITY_QUOTAS"], *(quota for pair in PAIRS for quota in pair.quotas)]
    assert {quota.indicator for quota in quotas} <= set(catalogue.indicators)


def test_a_line_gives_only_numbers_that_its_kind_asks_for() -> None:
    for line in [*COMMUNITY_LINES, *(line for pair in PAIRS for line in pair.lines)]:
        asked = {field.name for field in catalogue.kinds[line.kind].fields}
        given = {name for name in ("lessons", "pupils", "items", "level") if getattr(line, name)}
        assert given | {name for name, _ in line.tail} <= asked, line.kind


def test_nothing_takes_place_on_a_holiday_or_a_weekend() -> None:
    for year in range(2020, 2040):
        for term in terms_of_year(year):
            assert not [day for day in term.working if day.weekday() > 4 or is_free(day)]
            assert len(term.working) > 80


def test_the_clock_tells_the_real_time_again_afterwards() -> None:
    real = timezone.now
    with at_the_time() as clock:
        clock.set(date(2020, 1, 1))
        assert timezone.localdate() == date(2020, 1, 1)
        clock.set(date(2999, 1, 1))
        assert timezone.now() <= real()
    assert timezone.now is real
