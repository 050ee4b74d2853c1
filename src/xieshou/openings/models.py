"""期初数: what was given, sent or held before the first record, as somebody stated it."""

from __future__ import annotations

from django.db import models

from xieshou.catalogue import catalogue
from xieshou.catalogue.figures_people_goods import GOODS
from xieshou.places.models import Place
from xieshou.scoping.models import Editable
from xieshou.scoping.operations import touch

MEASURE_WORDS = {category: word for category, word, _ in GOODS}
MODIFIERS = (("余", "余"), ("约", "约"))


def modifier_choices() -> tuple[tuple[str, str], ...]:
    """How exact a stated sum is."""
    return MODIFIERS


def indicator_choices() -> list[tuple[str, str]]:
    """Figures that can be summed over years; who is present on a day cannot."""
    return [(one.code, f"{one.label}（{_unit(one.unit)}）") for one in catalogue.indicators.values() if not one.stock]


def category_choices() -> list[tuple[str, str]]:
    """Categories of goods."""
    return [(category, category) for category, _, _ in GOODS]


def counted_as(category: str) -> tuple[str, ...]:
    """Figures that may be stated of one category of goods: their value, and their number."""
    return ("goods.fen", *(indicator for name, _, indicator in GOODS if name == category))


def _unit(unit: str) -> str:
    return "元" if unit == "fen" else unit


class Opening(Editable):
    """One stated sum of a place: which figure, which years, on whose word."""

    scoped_by = ("place__lo",)

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=40)
    category = models.CharField(max_length=12, blank=True, choices=category_choices)
    amount = models.BigIntegerField()
    modifier = models.CharField(max_length=2, blank=True, choices=modifier_choices)
    incomplete = models.BooleanField(default=False)
    years = models.CharField(max_length=40)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField()
    source = models.CharField(max_length=200)
    recorded_by = models.CharField(max_length=60)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=120, blank=True)

    class Meta(Editable.Meta):
        ordering = ["indicator", "-ends"]
        indexes = [models.Index(fields=["place", "indicator"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts__isnull=True) | models.Q(ends__gte=models.F("starts")), name="opening_forward"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.years}"

    def save(self, *args: object, **kwargs: object) -> None:
        touch(self)
        super().save(*args, **kwargs)

    @property
    def what(self) -> str:
        """The figure's name, of one category where the sum is of one: 捐赠电脑估价, 捐赠文具."""
        label = catalogue.indicators[self.indicator].label
        if not self.category:
            return label
        return f"捐赠{self.category}{'估价' if self.indicator == 'goods.fen' else ''}"

    @property
    def unit(self) -> str:
        """The figure's unit, or the measure word of what is counted."""
        unit = catalogue.indicators[self.indicator].unit
        return unit if unit == "fen" else MEASURE_WORDS.get(self.category, unit)

    @property
    def owner(self) -> Place:
        """Whose sum it is, under the name that every record has for it."""
        return self.place
