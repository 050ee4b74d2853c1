"""捐赠: money or goods, who gave, which school received, and what is known of number and value."""

from __future__ import annotations

import uuid

from django.db import models

from xieshou.catalogue.figures_people_goods import GOODS
from xieshou.pairings.models import Pairing
from xieshou.places.models import Place
from xieshou.scoping.models import Editable
from xieshou.scoping.operations import touch
from xieshou.slips.models import WAYS

SORTS = (("goods", "物资"), ("cash", "资金"))
NOT_VALUED = "none"
BASES = (
    (NOT_VALUED, "未估价"),
    ("invoice", "发票"),
    ("factory", "出厂价"),
    ("market", "市场价"),
    ("depreciated", "折旧后"),
)
DIFFERS = "differs"
OUTSIDE = (*WAYS, (DIFFERS, "有出入"))
BASIS_LABELS = dict(BASES)
MEASURE_WORDS = {category: unit for category, unit, _ in GOODS}
COUNT_INDICATORS = {category: indicator for category, _, indicator in GOODS}


def sort_choices() -> tuple[tuple[str, str], ...]:
    """Money or goods."""
    return SORTS


def category_choices() -> list[tuple[str, str]]:
    """Categories of goods."""
    return [(category, category) for category, _, _ in GOODS]


def basis_choices() -> tuple[tuple[str, str], ...]:
    """What a value rests on."""
    return BASES


class Gift(Editable):
    """One gift to one school. ``owner`` is the school that recorded it: the giver or the receiver."""

    scoped_by = ("owner__lo",)
    reached_by = "id"
    reach_source = "gift"
    visible_with = {"pairings_pairing": "a gift names its pair"}

    owner = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    donor = models.CharField(max_length=80)
    receiver = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    sort = models.CharField(max_length=8, choices=sort_choices)
    category = models.CharField(max_length=12, blank=True, choices=category_choices)
    article = models.CharField(max_length=80, blank=True)
    count = models.PositiveIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=4, blank=True)
    fen = models.BigIntegerField(null=True, blank=True)
    basis = models.CharField(max_length=12, choices=basis_choices, default=NOT_VALUED)
    receipt_number = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=120, blank=True)
    pairing = models.ForeignKey(Pairing, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.CharField(max_length=60)
    confirmed_by_receiver = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=60, blank=True)
    outside_said = models.CharField(max_length=8, choices=OUTSIDE, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=120, blank=True)

    class Meta(Editable.Meta):
        ordering = ["-on", "-created_at"]
        indexes = [models.Index(fields=["receiver", "on"]), models.Index(fields=["giver", "on"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sort="goods") | models.Q(fen__gt=0, category="", count__isnull=True),
                name="gift_cash_has_amount",
            ),
            models.CheckConstraint(condition=models.Q(sort="cash") | ~models.Q(category=""), name="gift_goods_named"),
        ]

    def __str__(self) -> str:
        return f"{self.donor}向{self.receiver.as_called(self.on).brief}捐赠{self.what}"

    def save(self, *args: object, **kwargs: object) -> None:
        touch(self)
        super().save(*args, **kwargs)

    @property
    def what(self) -> str:
        """What was given, in words: 图书120册, 资金, 课桌椅 with its number unknown."""
        if self.sort == "cash":
            return "资金"
        return f"{self.article or self.category}{self.count or ''}{self.unit if self.count else ''}"

    @property
    def giver_name(self) -> str:
        """The school's short name where the giver is one of ours, else the name as typed."""
        return self.giver.brief if self.giver else self.donor

    @property
    def bond(self) -> uuid.UUID | None:
        """The pairing's id, as facts carry it."""
        found: uuid.UUID | None = self.pairing_id
        return found
