"""What reads otherwise today than when a report was issued: figure by figure, before and after."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import QuerySet

from xieshou.catalogue import catalogue
from xieshou.documents.model import Figure
from xieshou.ledger.overview import Overview
from xieshou.subjects.figures import door
from xieshou.subjects.material import Material
from xieshou.subjects.subject import Subject

from .models import Issue


@dataclass(frozen=True)
class Correction:
    """A figure as issued and as it stands; each opens its records of that moment."""

    label: str
    before: Figure
    now: Figure


def issues_of(subject: Subject) -> QuerySet[Issue]:
    """Issued editions of a report, newest first."""
    return Issue.objects.filter(**subject.kept_by)


def corrections(material: Material, issue: Issue) -> list[Correction]:
    """Every figure of the ledger that was amended, withdrawn or added since the report was issued."""
    now = material.overview
    if material.newest is None or material.newest <= issue.as_of:
        return []  # nothing was recorded since, so it read then as it reads now
    before = Overview.of(replace(now.ask, as_of=issue.as_of))
    found = []
    for code, indicator in catalogue.indicators.items():
        amounts = before.total(code), now.total(code)
        if amounts[0] != amounts[1]:
            doors = (door(one.question(code), amount) for one, amount in zip((before, now), amounts, strict=True))
            found.append(Correction(indicator.label, *doors))
    return found
