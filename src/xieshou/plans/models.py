"""Plans, their measures, and promises that count themselves from the ledger."""

from __future__ import annotations

import uuid

from django.db import models

from xieshou.catalogue import catalogue
from xieshou.kernel.amounts import format_amounts
from xieshou.kernel.periods import Period
from xieshou.pairings.models import Agreement, Clause, Community, Need, Pairing
from xieshou.places.models import Place
from xieshou.scoping.models import Editable, ScopedModel


def indicator_choices() -> list[tuple[str, str]]:
    """Indicators a promise may count."""
    return [(code, f"{item.label}（{item.unit}）") for code, item in catalogue.indicators.items()]


class Plan(Editable):
    """计划: written by a school for a pair or a community, read and accepted by the other side."""

    scoped_by = ("school__lo", "pairing__first__lo", "pairing__second__lo")
    reached_by = "community_id"
    reach_source = "community"

    SORTS = (("annual", "工作计划"), ("stage", "阶段性计划"), ("scheme", "实施方案"), ("multiyear", "多年规划"))
    STATES = (("draft", "起草中"), ("sent", "已送对方"), ("accepted", "双方已定"))

    school = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    pairing = models.ForeignKey(Pairing, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    community = models.ForeignKey(Community, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=10, choices=SORTS, default="annual")
    title = models.CharField(max_length=120)
    starts = models.DateField()
    ends = models.DateField()
    basis = models.TextField(blank=True)
    theme = models.CharField(max_length=120, blank=True)
    guiding = models.TextField(blank=True)
    organisation = models.TextField(blank=True)
    guarantees = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=STATES, default="draft")
    accepted_on = models.DateField(null=True, blank=True)
    accepted_by = models.CharField(max_length=60, blank=True)
    copied_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Editable.Meta):
        ordering = ["-starts"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="plan_forward"),
            models.CheckConstraint(
                condition=models.Q(pairing__isnull=False) | models.Q(community__isnull=False), name="plan_of_a_bond"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        """Both days included."""
        return Period(self.starts, self.ends)

    @property
    def bond(self) -> uuid.UUID:
        """The pairing's or community's id, as facts carry it."""
        held = self.pairing_id or self.community_id
        if held is None:
            raise ValueError("a plan belongs to a pair or to a community")
        return held


class PlanPart(ScopedModel):
    """Base of a plan's rows: readable wherever the plan is."""

    scoped_by = ("plan__school__lo", "plan__pairing__first__lo", "plan__pairing__second__lo")
    reached_by = "plan__community_id"
    reach_source = "community"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")

    class Meta(ScopedModel.Meta):
        abstract = True


class Measure(PlanPart):
    """A measure under a heading of the plan, answering a need where it does; or the words that lead such a heading."""

    visible_with = {"pairings_need": "a measure names the need it answers; both belong to the same pair"}

    order = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=60)
    text = models.CharField(max_length=600)
    lead = models.BooleanField(default=False)
    need = models.ForeignKey(Need, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(PlanPart.Meta):
        ordering = ["order"]

    def __str__(self) -> str:
        return self.text


class Promise(PlanPart):
    """承诺: an indicator, a number, per period, for each unit.

    ``within``: the promise that this one narrows. ``heads``: how many teachers a promise for each of them is multiplied
    by; it is written down, so that both schools count alike whoever may see the roster.
    """

    visible_with = {
        "plans_measure": "a promise names the measure it belongs to",
        "plans_promise": "a promise names the one it narrows, of the same plan",
        "pairings_clause": "a promise names the clause it comes from",
    }

    PERIODS = (
        ("week", "每周"),
        ("month", "每月"),
        ("quarter", "每季度"),
        ("term", "每学期"),
        ("school_year", "每学年"),
        ("calendar_year", "每自然年"),
        ("plan", "计划期内"),
        ("agreement", "协议期内"),
    )
    EACH = (
        ("none", "合计"),
        ("school", "每校"),
        ("subject", "每学科"),
        ("bearer", "每位派遣教师"),
        ("teacher", "每位教师"),
        ("batch", "每批"),
    )
    COUNTING = (("events", "按次数"), ("presence", "按在岗"))

    order = models.PositiveSmallIntegerField()
    measure = models.ForeignKey(Measure, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    clause = models.ForeignKey(Clause, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    within = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    indicator = models.CharField(max_length=40, choices=indicator_choices)
    minimum = models.PositiveIntegerField()
    maximum = models.PositiveIntegerField(null=True, blank=True)
    per = models.CharField(max_length=16, choices=PERIODS, default="term")
    each = models.CharField(max_length=8, choices=EACH, default="none")
    subjects = models.JSONField(default=list, blank=True)
    heads = models.PositiveSmallIntegerField(null=True, blank=True)
    counting = models.CharField(max_length=8, choices=COUNTING, default="events")
    doer = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    responsible = models.CharField(max_length=60, blank=True)

    class Meta(PlanPart.Meta):
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(maximum__isnull=True) | models.Q(maximum__gte=models.F("minimum")),
                name="promise_range",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Replan(PlanPart):
    """A changed quota: what it was, what it is, and why (rain, exams, money)."""

    visible_with = {"plans_promise": "a change is read with its promise, of the same plan"}

    REASONS = (("rain", "天气"), ("exams", "考试"), ("money", "经费"), ("people", "人员变动"), ("other", "其他"))

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    effective = models.DateField()
    reason = models.CharField(max_length=8, choices=REASONS)
    note = models.CharField(max_length=200, blank=True)
    old_minimum = models.PositiveIntegerField()
    new_minimum = models.PositiveIntegerField()
    by = models.CharField(max_length=60)

    class Meta(PlanPart.Meta):
        ordering = ["on"]

    def __str__(self) -> str:
        figures, unit = format_amounts(
            [self.old_minimum, self.new_minimum], catalogue.indicators[self.promise.indicator].unit
        )
        return f"{figures[0]}{unit}改为{figures[1]}{unit}"


class CalendarItem(PlanPart):
    """月度安排: one line of the plan's calendar; may span months."""

    visible_with = {"plans_promise": "a line names the promise it serves, of the same plan"}

    order = models.PositiveSmallIntegerField()
    starts = models.DateField()
    ends = models.DateField()
    text = models.CharField(max_length=300)
    promise = models.ForeignKey(Promise, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(PlanPart.Meta):
        ordering = ["starts", "order"]

    def __str__(self) -> str:
        return self.text
