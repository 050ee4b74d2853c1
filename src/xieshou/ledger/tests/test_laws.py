"""Laws of the ledger over random trees, events and people, against a count that knows no levels and no facts."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Sum
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xieshou.catalogue import catalogue
from xieshou.kernel.periods import Period
from xieshou.ledger.asking import Ask, facts, kept_terms, most_present, records, total, totals_by
from xieshou.ledger.models import Fact, Total
from xieshou.ledger.overview import Overview
from xieshou.ledger.posting import TOTAL_COLUMNS, rebuild_totals
from xieshou.ledger.sources import Part
from xieshou.ledger.verify import wrong_records, wrong_totals
from xieshou.places.models import Place
from xieshou.places.selectors import county_of
from xieshou.scoping.operations import SystemActor
from xieshou.terms.operations.set_term import set_term
from xieshou.terms.selectors import counting_periods

from .growing import BONDS, DAYS, OWN, SHARED, SIDES, Ledger, acting, event, grown, some_sets, steps, trees
from .naive import bond_count, most_on_one_day, place_count, set_count

pytestmark = pytest.mark.django_db
law = settings(
    max_examples=settings.default.max_examples // 4,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
INDICATORS = (*SHARED, *OWN)


def play(ledger: Ledger, drawn: list[Any]) -> None:
    for number, said, who in drawn:
        ledger.say(number, ledger.tree.parts(said), who)


def figures(ledger: Ledger, as_of: datetime | None = None) -> dict[Any, int]:
    """What the ledger says of every place, bond and list of schools."""
    found = {}
    for code in INDICATORS:
        for place in ledger.tree.places:
            found[code, "place", place.lo] = total(Ask(code, place=place, as_of=as_of))
        for bond in BONDS[1:]:
            found[code, "bond", bond] = total(Ask(code, bond=bond, as_of=as_of))
        for schools in some_sets(ledger.tree.schools):
            found[code, "set", schools] = total(Ask(code, schools=schools, as_of=as_of))
    return found


def counted(ledger: Ledger) -> dict[Any, int]:
    """The same by the naive count."""
    found: dict[Any, int] = {}
    for code in INDICATORS:
        for place in ledger.tree.places:
            found[code, "place", place.lo] = place_count(ledger.events, code, place.lo, place.hi)
        for bond in BONDS[1:]:
            found[code, "bond", bond] = bond_count(ledger.events, code, bond)
        for schools in some_sets(ledger.tree.schools):
            found[code, "set", schools] = set_count(ledger.events, code, schools)
    return found


def test_the_naive_count_and_the_catalogue_agree_what_is_shared() -> None:
    assert {catalogue.indicators[code].counting for code in SHARED} == {"shared"}
    assert {catalogue.indicators[code].counting for code in OWN} == {"own"}


@law
@given(trees, steps)
def test_every_place_set_and_bond_counts_what_a_naive_reader_counts(tree: Any, drawn: Any) -> None:
    with grown(tree) as ledger:
        play(ledger, drawn)
        assert figures(ledger) == counted(ledger)
        assert not wrong_totals()
        assert not list(wrong_records())


@law
@given(trees, steps)
def test_every_earlier_moment_is_reproduced(tree: Any, drawn: Any) -> None:
    with grown(tree) as ledger:
        moments = []
        for step in drawn:
            play(ledger, [step])
            moments.append((timezone.now(), counted(ledger)))
        for moment, then in moments:
            assert figures(ledger, as_of=moment) == then


@law
@given(trees, steps)
def test_posting_twice_is_posting_once(tree: Any, drawn: Any) -> None:
    with grown(tree) as ledger:
        play(ledger, drawn)
        before = Fact.objects.count()
        assert [ledger.post(record, who) for record in ledger.ids for who in range(3)] == [0] * 12
        assert Fact.objects.count() == before


@law
@given(trees, steps, st.randoms(use_true_random=False))
def test_the_order_of_posting_does_not_matter(tree: Any, drawn: Any, chance: Any) -> None:
    last = {number: said for number, said, _ in drawn}
    with grown(tree) as ledger:
        play(ledger, drawn)
        played = figures(ledger)
    with grown(tree) as ledger:
        for number in chance.sample(sorted(last), len(last)):
            ledger.say(number, ledger.tree.parts(last[number]))
        direct = figures(ledger)
    unkeyed = [sorted((key[0], key[1], value) for key, value in found.items()) for found in (played, direct)]
    assert unkeyed[0] == unkeyed[1]


@law
@given(trees, event, event)
def test_an_amendment_and_back_leaves_nothing_and_a_withdrawal_takes_all(tree: Any, first: Any, second: Any) -> None:
    with grown(tree) as ledger:
        ledger.say(0, ledger.tree.parts(first))
        before, sums = figures(ledger), _sums()
        ledger.say(0, ledger.tree.parts(second))
        ledger.say(0, ledger.tree.parts(first))
        assert figures(ledger) == before
        assert _sums() == sums
        ledger.say(0, [])
        assert not any(figures(ledger).values())
        assert not any(_sums().values())


def _sums() -> dict[Any, int]:
    sums: dict[Any, int] = {}
    for *key, amount in Total.objects.values_list(*TOTAL_COLUMNS, "amount"):
        sums[tuple(key)] = sums.get(tuple(key), 0) + amount
    return {key: amount for key, amount in sums.items() if amount}


def _kept_in(place: Place, terms: list[int]) -> dict[str, int]:
    inside = Total.objects.filter(place_lo__gte=place.lo, place_lo__lt=place.hi, counts_up_to__lte=place.level)
    sums = inside.filter(term__in=terms).order_by().values_list("indicator").annotate(s=Sum("amount"))
    return {indicator: amount for indicator, amount in sums if amount}


@law
@given(trees, steps)
def test_the_kept_totals_are_those_of_the_facts_and_can_be_rebuilt(tree: Any, drawn: Any) -> None:
    with grown(tree) as ledger:
        play(ledger, drawn)
        kept, terms = _sums(), sorted(set(Fact.objects.values_list("term", flat=True)))
        for place in ledger.tree.places:
            assert _kept_in(place, terms) == {
                code: n for code in INDICATORS if (n := place_count(ledger.events, code, place.lo, place.hi))
            }
        assert rebuild_totals() == rebuild_totals() == len(kept)
        assert _sums() == kept
        assert not wrong_totals()


FIRST, SECOND = date(2025, 9, 1), date(2026, 2, 24)
ASKED = ((SHARED[0], "", None), (SHARED[1], "gave", "语文"), (OWN[0], "", "语文"), (OWN[0], "joined", None))
LATER = (date(2026, 2, 1), date(2026, 3, 20), date(2026, 5, 1))


def _term(county: Place, ordinal: int, starts: date, ends: date) -> None:
    with acting(SystemActor("a test of the ledger")):
        set_term(
            SystemActor("likewise"), county=county, year=2025, ordinal=ordinal, name="学期", starts=starts, ends=ends
        )


def _kept_and_counted(ledger: Ledger) -> list[tuple[int, int]]:
    """Every question that the kept totals answer: by them, and by the facts."""
    found = []
    for place in (*ledger.tree.counties, *ledger.tree.schools[:2]):
        county = county_of(place)
        spans = list(counting_periods(county).values()) if county else []
        for first, last in itertools.combinations_with_replacement(spans, 2):
            period = Period(first.starts, last.ends)
            for code, side, subject in ASKED:
                ask = Ask(code, place=place, period=period, side=side, subject=subject)
                assert kept_terms(ask)
                found.append((total(ask), int(facts(ask).aggregate(s=Sum("amount"))["s"] or 0)))
    return found


@law
@given(trees, steps, st.sampled_from(LATER), st.sampled_from(LATER))
def test_whole_terms_are_answered_by_the_kept_totals_also_after_the_terms_have_moved(
    tree: Any, drawn: Any, starts: date, ends: date
) -> None:
    with grown(tree) as ledger:
        for county in ledger.tree.counties:
            _term(county, 1, FIRST, date(2026, 1, 23))
        play(ledger, drawn)
        for county in ledger.tree.counties[:2]:
            _term(county, 2, SECOND, date(2026, 3, 10))
        assert all(kept == counted for kept, counted in _kept_and_counted(ledger))
        _term(ledger.tree.counties[0], 2, starts, max(starts, ends) + timedelta(days=20))
        assert all(kept == counted for kept, counted in _kept_and_counted(ledger))
        assert not wrong_totals() and not list(wrong_records())


@law
@given(trees, steps)
def test_parts_and_records_sum_to_the_figure_and_the_overview_equals_it(tree: Any, drawn: Any) -> None:
    with grown(tree) as ledger:
        play(ledger, drawn)
        asks = [
            Ask("", place=ledger.tree.counties[0]),
            Ask("", bond=BONDS[1]),
            Ask("", schools=next(some_sets(ledger.tree.schools))),
        ]
        for ask in asks:
            overview = Overview.of(ask)
            for code in INDICATORS:
                one = ask.about(code)
                figure = total(one)
                assert overview.total(code) == figure
                assert sum(amount for _, _, amount in records(one)) == figure
                for column in ("subject", "on"):
                    assert sum(totals_by(one, column).values()) == figure
                for side in SIDES:
                    assert overview.of_side(side).total(code) == total(replace(one, side=side))
                by_bearer = {who: n for who, n in overview.by_bearer(code).items() if n}
                assert by_bearer == {who: n for who, n in totals_by(one, "bearer").items() if n}
                for period in (Period(DAYS[0], DAYS[1]), Period(DAYS[1], DAYS[2])):
                    assert overview.within(period).total(code) == total(replace(one, period=period))


days = st.integers(0, 60).map(lambda n: date(2026, 3, 1) + timedelta(days=n))
stays = st.lists(st.tuples(days, st.integers(0, 40)), min_size=0, max_size=4)


@law
@given(stays, days, st.integers(0, 30))
def test_presence_is_the_fullest_day(drawn: Any, starts: date, length: int) -> None:
    lasting = [(first, first + timedelta(days=n)) for first, n in drawn]
    period = Period(starts, starts + timedelta(days=length))
    with grown([(0, None, [None, None])]) as ledger:
        giver = ledger.tree.schools[0]
        for number, (first, last) in enumerate(lasting):
            leaves = last + timedelta(days=1)
            spans = [Part(OWN[0], school=giver, side="gave", amount=n, on=day) for n, day in ((1, first), (-1, leaves))]
            ledger.say(number, spans)
        for ask in (Ask(OWN[0], place=giver, period=period), Ask(OWN[0], schools=(giver.pk,), period=period)):
            assert most_present(ask) == most_on_one_day(lasting, period.starts, period.ends)


def test_days_of_the_random_events_lie_in_two_terms() -> None:
    assert len({(day.year, day.month > 8) for day in DAYS}) == 2
