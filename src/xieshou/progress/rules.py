"""Which rules hold for a county on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from xieshou.places.models import Place

from .models import Rule
from .samples import SAMPLES, SOURCE, Sample


@dataclass(frozen=True)
class Thresholds:
    """The numbers that decide what is late."""

    late_share: float
    last_days: timedelta
    least_share: float


@dataclass(frozen=True)
class Standing:
    """A rule in force: the county's own, or the sample."""

    code: str
    sample: Sample
    value: int
    source: str
    since: date | None


def rules_on(county: Place, day: date) -> list[Standing]:
    """Every rule as it holds on a day."""
    own = {row.code: row for row in Rule.objects.filter(county=county, since__lte=day).order_by("since")}
    found = []
    for code, sample in SAMPLES.items():
        row = own.get(code)
        value, source, since = (row.value, row.source, row.since) if row else (sample.value, SOURCE, None)
        found.append(Standing(code, sample, value, source, since))
    return found


def thresholds(county: Place, day: date) -> Thresholds:
    """The numbers in force in a county on a day."""
    value = {rule.code: rule.value for rule in rules_on(county, day)}
    return Thresholds(value["late_share"] / 100, timedelta(days=value["last_days"]), value["least_share"] / 100)
