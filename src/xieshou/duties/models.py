"""任务规则: how many schools one class of schools helps, in which dimensions, from a day on."""

from __future__ import annotations

from django.db import models

from xieshou.places.models import SETTINGS, STAGES, Place, setting_choices, stage_choices
from xieshou.scoping.models import Editable


class DutyRule(Editable):
    """What a county asks of each school of a class; ``stage`` is empty for every stage without a rule of its own."""

    scoped_by = ("county__lo",)

    county = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    setting = models.CharField(max_length=8, choices=setting_choices)
    stage = models.CharField(max_length=16, blank=True, choices=stage_choices)
    partners = models.PositiveSmallIntegerField()
    dimensions = models.JSONField(default=list, blank=True)
    basis = models.CharField(max_length=120, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta(Editable.Meta):
        ordering = ["setting", "stage", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "setting", "stage"], condition=models.Q(until__isnull=True), name="duty_rule_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.named}帮{self.partners}所"

    @property
    def named(self) -> str:
        """The class of schools: 县城小学, 县城学校."""
        stage = dict(STAGES).get(self.stage, "学校")
        return f"{dict(SETTINGS)[self.setting]}{stage}"
