"""Who helps whom, on what paper, with which people in charge."""

from __future__ import annotations

import uuid

from django.db import models

from xieshou.catalogue.headings import dimension_choices
from xieshou.kernel.periods import Period
from xieshou.papers.models import PolicyDocument
from xieshou.places.models import TOWN, Place
from xieshou.scoping.models import Editable, ScopedModel


def called(place: Place, community: Community | None, brief: bool = False) -> str:
    """What a side is called: a community by its name, a town by its central school."""
    if community is not None:
        return community.name
    name = place.brief if brief else place.name
    return f"{name}中心校" if place.level == TOWN else name


class Pairing(Editable):
    """Two sides that help each other; who gives what is in its strands.

    A side is a school, a campus, a town (its central school, for all its schools), an outside partner, or a community:
    then the place is its core school and ``first_community`` or ``second_community`` says in whose name it acts.
    """

    scoped_by = written_by = ("first__lo", "second__lo")
    # The schools of a town read its pairs; so do the members of a community.
    opens_below = ("first__lo", "first__hi", "second__lo", "second__hi")
    reached_by = "id"
    reach_source = "pairing"

    first = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    first_community = models.ForeignKey("Community", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    second_community = models.ForeignKey("Community", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    first_contact = models.CharField(max_length=60, blank=True)
    second_contact = models.CharField(max_length=60, blank=True)

    class Meta(Editable.Meta):
        ordering = ["first__lo", "second__lo"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(first=models.F("second")), name="pairing_of_two"),
            models.UniqueConstraint(
                fields=["first", "second"],
                condition=models.Q(until__isnull=True, first_community__isnull=True, second_community__isnull=True),
                name="pairing_once",
            ),
        ]

    def __str__(self) -> str:
        first = called(self.first, self.first_community, brief=True)
        return f"{first}与{called(self.second, self.second_community, brief=True)}"

    def other(self, school: Place) -> Place:
        """The side that is not ``school``."""
        return self.second if school.pk == self.first_id else self.first

    def has(self, school: Place) -> bool:
        """Whether a school is one of the sides."""
        return school.pk in (self.first_id, self.second_id)


class Strand(ScopedModel):
    """One dimension of help in one direction: a lane of the network picture."""

    scoped_by = written_by = ("giver__lo", "receiver__lo")
    opens_below = ("giver__lo", "giver__hi", "receiver__lo", "receiver__hi")
    reached_by = "pairing_id"
    reach_source = "pairing"
    visible_with = {"pairings_pairing": "a strand is read with its pairing, which has the same two sides"}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="strands")
    giver = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    dimension = models.CharField(max_length=20, choices=dimension_choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "giver", "dimension"], condition=models.Q(until__isnull=True), name="strand_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.giver.brief}→{self.receiver.brief} {self.dimension}"


class Community(Editable):
    """共同体、集团、联盟、学区: a core school and its members; a school may be in several."""

    scoped_by = ("core__lo",)
    reached_by = "id"
    reach_source = "community"

    SORTS = (
        ("community", "共同体"),
        ("group", "教育集团"),
        ("alliance", "联盟"),
        ("district", "学区"),
        ("circle", "片研会"),
        ("union", "教共体"),
    )

    core = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    sort = models.CharField(max_length=12, choices=SORTS, default="community")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta(Editable.Meta):
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Member(ScopedModel):
    """A school in a community, from a day to a day."""

    scoped_by = ("school__lo",)
    reached_by = "community_id"
    reach_source = "community"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta(ScopedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["community", "school", "since"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.school}"


class Need(Editable):
    """A need or a strength of one side, by dimension, with what it rests on."""

    scoped_by = ("school__lo", "pairing__first__lo", "pairing__second__lo")

    SORTS = (("need", "问题、需求"), ("strength", "优势"))
    BASES = (("lesson", "课堂观察"), ("marks", "成绩分析"), ("interview", "教师访谈"), ("other", "其他"))

    school = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    pairing = models.ForeignKey(Pairing, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=8, choices=SORTS, default="need")
    dimension = models.CharField(max_length=20, choices=dimension_choices)
    text = models.CharField(max_length=300)
    basis = models.CharField(max_length=12, choices=BASES, default="other")
    stated_on = models.DateField()

    class Meta(Editable.Meta):
        ordering = ["sort", "dimension"]

    def __str__(self) -> str:
        return self.text

    @property
    def clause(self) -> str:
        """The sentence without its full stop, for a list in one paragraph."""
        return self.text.rstrip("。；")


class Agreement(Editable):
    """帮扶协议 of a pair: about three years, with clauses that become promises."""

    scoped_by = written_by = ("pairing__first__lo", "pairing__second__lo")
    reached_by = "pairing_id"
    reach_source = "pairing"

    STATES = (("draft", "起草中"), ("signed", "已签"), ("ended", "已终止"))

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, blank=True)
    basis = models.ForeignKey(PolicyDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField()
    signed_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=STATES, default="draft")
    renews = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rhythm = models.CharField(max_length=300, blank=True)
    money = models.CharField(max_length=300, blank=True)
    appraisal = models.CharField(max_length=300, blank=True)
    visible_with = {"papers_policydocument": "an agreement cites its paper by number and title"}

    class Meta(Editable.Meta):
        ordering = ["-starts"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="agreement_forward")
        ]

    def __str__(self) -> str:
        return self.number or f"{self.pairing}协议"

    @property
    def period(self) -> Period:
        """Both days included."""
        return Period(self.starts, self.ended_on or self.ends)


class Clause(ScopedModel):
    """One clause of an agreement, in its own words."""

    scoped_by = written_by = ("agreement__pairing__first__lo", "agreement__pairing__second__lo")
    reached_by = "agreement__pairing_id"
    reach_source = "pairing"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="clauses")
    order = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=600)

    class Meta(ScopedModel.Meta):
        ordering = ["order"]

    def __str__(self) -> str:
        return self.text
