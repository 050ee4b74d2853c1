"""Forms of stated sums from before the system."""

from __future__ import annotations

from typing import Any

from django import forms

from xieshou.accounts.models import User
from xieshou.catalogue import catalogue
from xieshou.kernel.amounts import fen_to_yuan, parse_money
from xieshou.kernel.numerals import parse_number
from xieshou.places.models import Place
from xieshou.places.selectors import schools_in
from xieshou.web.forms import DayInput, Pick
from xieshou.web.keyed import KeyedForm

from .models import Opening, category_choices, indicator_choices, modifier_choices

EXACT = "exact"


class OpeningForm(KeyedForm):
    """Which figure, how much and how exact, of which years, on whose word."""

    place = forms.ModelChoiceField(
        label="哪里的数",
        queryset=Place.objects.none(),
        empty_label="选一个",
        widget=forms.Select({"data-select": ""}),
    )
    indicator = forms.ChoiceField(label="哪个数", choices=indicator_choices)
    category = forms.ChoiceField(
        label="哪一类物资", required=False, help_text="捐赠物资的估价和件数才分；知道各类是多少就一类写一个数。"
    )
    amount = forms.CharField(label="多少", max_length=30, help_text="只写数字，如29万或107。金额的单位是元。")
    modifier = forms.ChoiceField(label="是不是准数", widget=Pick)
    incomplete = forms.BooleanField(label="据不完全统计", required=False)
    years = forms.CharField(label="哪几年", max_length=40, help_text="会照原样写出来，如“2022年前”“近4年”。")
    starts = forms.DateField(label="从哪一天", required=False, widget=DayInput)
    ends = forms.DateField(label="截止哪一天", widget=DayInput)
    source = forms.CharField(label="出处", max_length=200, help_text="哪一份总结、台账或票据。")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, opening: Opening | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(opening) if opening else {"modifier": EXACT}, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["category"].choices = [("", "不分类别"), *category_choices()]
        fields["modifier"].choices = [(EXACT, "准数"), *modifier_choices()]
        if opening or user.place.is_school:
            del self.fields["place"]
        else:
            own = Place.objects.filter(pk=user.place.pk)
            fields["place"].queryset = (own | schools_in(user.place)).order_by("lo")
            fields["place"].initial = user.place.pk

    def clean(self) -> dict[str, Any]:
        """The amount in the smallest unit of the figure that was chosen."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("modifier") == EXACT:
            values["modifier"] = ""
        if "amount" in values and "indicator" in values:
            try:
                values["amount"] = smallest(values["amount"], catalogue.indicators[values["indicator"]].unit)
            except ValueError as fault:
                self.add_error("amount", str(fault))
        return values


def smallest(text: str, unit: str) -> int:
    """A typed amount in the smallest unit of its figure."""
    if unit == "fen":
        return parse_money(text)
    number = parse_number(text.strip())
    if number is None or number != number.to_integral_value() or not 0 < number < 10**12:
        raise ValueError(f"“{text}”不是整数。“余”和“约”在下面选。")
    return int(number)


def _initial(opening: Opening) -> dict[str, Any]:
    names = ("indicator", "category", "modifier", "incomplete", "years", "starts", "ends", "source", "version")
    money = catalogue.indicators[opening.indicator].unit == "fen"
    amount = f"{fen_to_yuan(opening.amount):f}".removesuffix(".00") if money else str(opening.amount)
    return {**{name: getattr(opening, name) for name in names}, "amount": amount, "modifier": opening.modifier or EXACT}


class WithdrawForm(KeyedForm):
    """Why the sum is taken back."""

    because = forms.CharField(label="为什么撤回", max_length=120)
