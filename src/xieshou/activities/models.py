"""活动: what happened, who took part, and what each school says of it."""

from __future__ import annotations

import uuid

from django.db import models

from xieshou.catalogue import catalogue
from xieshou.catalogue.headings import subject_choices
from xieshou.ledger.models import side_choices
from xieshou.pairings.models import Community, Pairing
from xieshou.people.models import Staff
from xieshou.places.models import Place
from xieshou.scoping.models import Editable, ScopedModel
from xieshou.scoping.operations import touch
from xieshou.slips.models import WAYS


def kind_choices() -> list[tuple[str, str]]:
    """Kinds of the catalogue; a function, so that a new kind needs no migration."""
    return catalogue.choices()


class Activity(Editable):
    """One activity, entered once, credited to every school that took part."""

    scoped_by = ("owner__lo",)
    reached_by = "id"
    reach_source = "activity"
    visible_with = {
        "pairings_pairing": "an activity names its pair",
        "pairings_community": "and its community",
        "activities_school": "whoever may read an activity may read which schools took part",
        "activities_participant": "and who",
        "activities_activity": "subqueries over those rows come back to their activity, under their own condition",
    }

    owner = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.CharField(max_length=60)
    recorder = models.CharField(max_length=40)
    kind = models.CharField(max_length=40, choices=kind_choices)
    parts = models.JSONField(default=list, blank=True)
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    topic = models.CharField(max_length=120)
    subject = models.CharField(max_length=20, blank=True, choices=subject_choices)
    lessons = models.PositiveIntegerField(null=True, blank=True)
    pupils = models.PositiveIntegerField(null=True, blank=True)
    items = models.PositiveIntegerField(null=True, blank=True)
    hours = models.PositiveIntegerField(null=True, blank=True)
    friends = models.PositiveIntegerField(null=True, blank=True)
    letters = models.PositiveIntegerField(null=True, blank=True)
    books = models.PositiveIntegerField(null=True, blank=True)
    deeds = models.PositiveIntegerField(null=True, blank=True)
    skills = models.PositiveIntegerField(null=True, blank=True)
    level = models.CharField(max_length=12, blank=True)
    ict = models.BooleanField(default=False)
    online = models.BooleanField(default=False)
    tail = models.JSONField(default=dict, blank=True)
    pairing = models.ForeignKey(Pairing, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    community = models.ForeignKey(Community, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    bearer = models.UUIDField(null=True, blank=True)
    differs_from = models.UUIDField(null=True, blank=True)
    differs_because = models.CharField(max_length=120, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=120, blank=True)
    merged_into = models.UUIDField(null=True, blank=True)

    class Meta(Editable.Meta):
        ordering = ["-on", "-created_at"]
        indexes = [models.Index(fields=["on"]), models.Index(fields=["owner", "on"])]

    def __str__(self) -> str:
        return self.topic

    def save(self, *args: object, **kwargs: object) -> None:
        touch(self)
        super().save(*args, **kwargs)

    @property
    def bond(self) -> uuid.UUID | None:
        """The pairing's or community's id, as facts carry it."""
        found: uuid.UUID | None = self.pairing_id or self.community_id
        return found


class ActivityPart(ScopedModel):
    """Base of an activity's rows: readable by every school of the activity."""

    scoped_by = ("activity__owner__lo",)
    reached_by = "activity_id"
    reach_source = "activity"
    visible_with = {
        "activities_activity": "a row is read with its activity, whose condition is the same",
        "activities_school": "the rows of one activity are read together",
        "activities_participant": "the rows of one activity are read together",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta(ScopedModel.Meta):
        abstract = True


class School(ActivityPart):
    """A school that took part, on which side, and whether it says the record is true."""

    STANDINGS = (("own", "本校记"), ("waiting", "待确认"), ("confirmed", "已确认"), ("disputed", "有出入"))

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="schools")
    school = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=8, choices=side_choices)
    teachers = models.PositiveIntegerField(default=0)
    standing = models.CharField(max_length=10, choices=STANDINGS, default="waiting")
    way = models.CharField(max_length=8, choices=WAYS, blank=True)

    class Meta(ActivityPart.Meta):
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["activity", "school"], name="school_once")]
        indexes = [models.Index(fields=["school", "standing"])]

    def __str__(self) -> str:
        return f"{self.school} {self.standing}"


class Participant(ActivityPart):
    """A person who took part: one of the staff list, or a name as it was typed."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="participants")
    school = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=12, blank=True)

    class Meta(ActivityPart.Meta):
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Verdict(ActivityPart):
    """What a school said of a record, with the record as it stood; never edited."""

    STATES = (("confirmed", "确认"), ("disputed", "有出入"), ("joined", "同一件事"), ("cleared", "改动后待再确认"))

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="verdicts")
    school = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=STATES)
    by = models.CharField(max_length=60)
    by_label = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now_add=True)
    remark = models.CharField(max_length=200, blank=True)
    as_it_was = models.JSONField(default=dict)

    class Meta(ActivityPart.Meta):
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.school} {self.state}"


class Edition(ActivityPart):
    """The record as it stood after each change, so that yesterday's state can be seen."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=60)
    deed = models.CharField(max_length=10)
    values = models.JSONField()

    class Meta(ActivityPart.Meta):
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="edition_once")]

    def __str__(self) -> str:
        return f"{self.number}"
