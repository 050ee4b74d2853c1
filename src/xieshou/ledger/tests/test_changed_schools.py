"""Laws of schools that took others in, and of stages with terms of their own, against the naive count."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xieshou.kernel.periods import Period
from xieshou.ledger.asking import Ask, records, total, totals_by
from xieshou.ledger.overview import Overview
from xieshou.ledger.verify import wrong_records, wrong_totals
from xieshou.places.models import Place
from xieshou.places.selectors import county_of
from xieshou.scoping.operations import SystemActor
from xieshou.terms.operations.set_term import set_term
from xieshou.terms.selectors import counting_periods

from .growing import Ledger, acting, grown, steps, trees
from .naive import Events, place_count, set_count
from .test_laws import INDICATORS, law, play

pytestmark = pytest.mark.django_db
JOINED = (date(2025, 9, 1), date(2026, 3, 1), date(2026, 4, 15))
TERMS = (
    ("", 1, date(2025, 9, 1), date(2026, 1, 23)),
    ("", 2, date(2026, 2, 24), date(2026, 7, 5)),
    ("kindergarten", 1, date(2025, 8, 20), date(2026, 3, 10)),
    ("kindergarten", 2, date(2026, 3, 15), date(2026, 7, 20)),
)


def _terms(county: Place) -> list[Period]:
    """Two terms of the county and two of kindergartens on other days; the days of all four."""
    for stage, ordinal, starts, ends in TERMS:
        given_ = {"county": county, "stage": stage, "year": 2025, "ordinal": ordinal}
        with acting(SystemActor("a test of the ledger")):
            set_term(SystemActor("likewise"), name="学期", starts=starts, ends=ends, **given_)
    whole = Period(date(2025, 8, 1), date(2026, 7, 31))
    return [*counting_periods(county).values(), *counting_periods(county, "kindergarten").values(), whole]


def _within(ledger: Ledger, period: Period) -> Events:
    return {key: [part for part in parts if period.contains(part.on)] for key, parts in ledger.events.items()}


def _merged(ledger: Ledger, on: date) -> tuple[Place, list[Place]]:
    """The first school, a kindergarten that takes in the next two on a day."""
    heir, *forebears = ledger.tree.schools[:3]
    heir.stage = "kindergarten"
    heir.forebears = [[one.pk, one.lo, one.hi, on.isoformat()] for one in forebears]
    heir.save()
    return heir, forebears


@law
@given(trees, steps, st.sampled_from(JOINED))
def test_a_school_counts_once_what_it_and_those_it_took_in_did_and_nobody_above_it_counts_otherwise(
    tree: Any, drawn: Any, joined: date
) -> None:
    with grown(tree) as ledger:
        heir, forebears = _merged(ledger, joined)
        county = county_of(heir)
        assert county is not None
        periods = _terms(county)
        play(ledger, drawn)
        for period in periods:
            events = _within(ledger, period)
            line = {heir.pk, *(one.pk for one in forebears if joined <= period.ends)}
            overview = Overview.of(Ask("", place=heir, period=period))
            for code in INDICATORS:
                own = Ask(code, place=heir, period=period)
                figure = set_count(events, code, line)
                assert total(own) == overview.total(code) == figure
                assert sum(amount for _, _, amount in records(own)) == figure
                assert sum(totals_by(own, "subject").values()) == figure
                whole = total(Ask(code, place=county, period=period))
                assert whole == place_count(events, code, county.lo, county.hi)
        assert not wrong_totals() and not list(wrong_records())
