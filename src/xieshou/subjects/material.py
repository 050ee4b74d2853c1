"""What a report is made of: each part is read once, where the report first asks for it, and passed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from xieshou.insights.county import County
from xieshou.insights.within import communities_within, pairings_within
from xieshou.ledger.asking import facts
from xieshou.ledger.overview import Overview
from xieshou.pairings.models import Agreement, Community, Pairing
from xieshou.pairings.selectors import pairings_of
from xieshou.plans.models import Plan
from xieshou.plans.selectors import plans_on
from xieshou.progress.loading import load
from xieshou.progress.promises import Progress

from .subject import Subject, day_within

Bond = Pairing | Community


@dataclass
class Material:
    """The figures, bonds, promises and papers of one report, as its reader may see them."""

    subject: Subject

    @cached_property
    def overview(self) -> Overview:
        """Every figure of the report."""
        return Overview.of(self.subject.ask)

    @cached_property
    def newest(self) -> datetime | None:
        """When the last of its facts was recorded."""
        found: datetime | None = facts(self.subject.ask).aggregate(newest=Max("recorded_at"))["newest"]
        return found

    @cached_property
    def day(self) -> date:
        """The day its papers are looked at."""
        return day_within(self.subject.span, timezone.localdate())

    @cached_property
    def pairings(self) -> list[Pairing]:
        """Pairs that a school's or a pair's report speaks of."""
        if self.subject.pairing is not None:
            return [self.subject.pairing]
        return list(pairings_of(self.subject.place, self.day)) if self.subject.kind == "school" else []

    @cached_property
    def bonds(self) -> list[Bond]:
        """Pairs and communities whose promises a report tells; a county's are all that have a side in it."""
        if self.subject.community is not None:
            return [self.subject.community]
        if self.subject.kind != "county":
            return list(self.pairings)
        return [*pairings_within(self.subject.place, self.day), *communities_within(self.subject.place, self.day)]

    @cached_property
    def promises(self) -> list[tuple[Bond, Progress]]:
        """Every promise of the report's pairs and communities in its last term, with whose it is."""
        ids, told = [bond.pk for bond in self.bonds], self.county.told if self.county is not None else None
        by_bond = load(ids, self.subject.span.last, timezone.localdate(), told).by_bond()
        return [(bond, row) for bond in self.bonds for row in by_bond.get(bond.pk, ())]

    @cached_property
    def county(self) -> County | None:
        """What the pictures of a county's report are drawn from; it reads the same book as the promises."""
        subject = self.subject
        return County(subject.place, subject.span.last, self.day) if subject.kind == "county" else None

    @cached_property
    def agreements(self) -> list[Agreement]:
        """The signed agreement in force of each of the report's pairs that has one."""
        if not self.pairings:
            return []
        signed = Agreement.objects.filter(pairing__in=self.pairings, state="signed").select_related("basis")
        newest: dict[UUID, Agreement] = {}
        for paper in signed.filter(starts__lte=self.day, ends__gte=self.day):
            newest.setdefault(paper.pairing_id, paper)
        return [newest[pairing.pk] for pairing in self.pairings if pairing.pk in newest]

    @cached_property
    def plans(self) -> list[Plan]:
        """Plans of the report's pairs or community, in force on the day its papers are looked at."""
        return plans_on([bond.pk for bond in self.bonds], min(self.day, self.subject.span.last.ends))
