"""Forms of gifts: recording and mending one, withdrawing it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from xieshou.accounts.models import User
from xieshou.kernel.amounts import fen_to_yuan, parse_money
from xieshou.pairings.selectors import others_for
from xieshou.places.models import Place
from xieshou.places.selectors import schools_in
from xieshou.web.forms import DayInput, Pick
from xieshou.web.keyed import FoldedForm, KeyedForm

from .models import NOT_VALUED, Gift, basis_choices, category_choices, sort_choices


class MoneyField(forms.CharField):
    """Money as people type it, in fen."""

    def prepare_value(self, value: Any) -> Any:
        return f"{fen_to_yuan(value).normalize():f}" if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return parse_money(text)
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from fault


WAYS = (("gave", "我校捐出"), ("received", "我校收到"))
LONG = {"data-select": ""}


class GiftForm(FoldedForm):
    """Money or goods, from whom, to whom, on which day; what is not known stays empty."""

    sort = forms.ChoiceField(label="捐的是", choices=sort_choices, widget=Pick)
    way = forms.ChoiceField(label="方向", choices=WAYS, widget=Pick)
    owner = forms.ModelChoiceField(
        label="哪所学校记", queryset=Place.objects.none(), empty_label="选一所学校", widget=forms.Select(LONG)
    )
    other = forms.ModelChoiceField(
        label="对方学校", queryset=Place.objects.none(), required=False, widget=forms.Select(LONG),
        help_text="不是学校捐的，这里空着，捐赠人写在最下面。",
    )  # fmt: skip
    donor = forms.CharField(
        label="捐赠人", max_length=80, required=False, help_text="企业、个人或组织。学生捐的写“某校学生”，不写名字。"
    )
    on = forms.DateField(label="哪一天", widget=DayInput)
    category = forms.ChoiceField(label="哪一类物资", required=False)
    article = forms.CharField(label="具体是什么", max_length=80, required=False)
    count = forms.IntegerField(
        label="数量", required=False, min_value=1, max_value=1_000_000,
        help_text="图书数册，电脑数台，课桌椅数套。不知道几件就空着，不要写0。",
    )  # fmt: skip
    fen = MoneyField(label="金额或估价（元）", required=False, help_text="物资没有估价就空着。")
    basis = forms.ChoiceField(label="按什么估的", choices=basis_choices, required=False, widget=Pick)
    receipt_number = forms.CharField(label="票据号", max_length=40, required=False)
    purpose = forms.CharField(label="用在哪里", max_length=120, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    FIRST = ("sort", "owner", "way", "other", "on", "category", "count", "fen")
    MORE = ("donor", "article", "basis", "receipt_number", "purpose")
    UNSAID = (None, "", NOT_VALUED)

    def __init__(self, *args: Any, user: User, gift: Gift | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(gift) if gift else _blank(), **kwargs)
        self.base = gift.owner if gift else user.place
        fields: dict[str, Any] = self.fields
        fields["category"].choices = [("", "选一类"), *category_choices()]
        fields["other"].empty_label = "选一所学校"
        fields["other"].queryset = others_for(self.base)
        if gift or self.base.is_school:
            del self.fields["owner"]
        else:
            fields["owner"].queryset = schools_in(self.base)
            fields["way"].choices = (("gave", "这所学校捐出"), ("received", "这所学校收到"))

    def clean(self) -> dict[str, Any]:
        """What we gave went to a school; what we received came from a school or a named donor."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("way") == "gave" and not values.get("other"):
            self.add_error("other", "捐给哪所学校，请选一所。")
        return values

    def gift_values(self) -> dict[str, Any]:
        """Giver, receiver and the columns, as the operations take them."""
        values = self.values()
        values.pop("version")
        owner, other, way = values.pop("owner", self.base), values.pop("other"), values.pop("way")
        giver, receiver = (owner, other) if way == "gave" else (other, owner)
        return {**values, "owner": owner, "giver": giver, "receiver": receiver}


def _blank() -> dict[str, Any]:
    return {"sort": "goods", "way": "gave", "on": timezone.localdate()}


def _initial(gift: Gift) -> dict[str, Any]:
    kept = {name: getattr(gift, name) for name in (*GiftForm.FIRST, *GiftForm.MORE, "version") if hasattr(gift, name)}
    way = "gave" if gift.giver_id == gift.owner_id else "received"
    donor = "" if gift.giver and gift.donor == gift.giver.name else gift.donor
    other = gift.receiver_id if way == "gave" else gift.giver_id
    return {**kept, "way": way, "other": other, "donor": donor}


class WithdrawForm(KeyedForm):
    """Why the record is taken back."""

    because = forms.CharField(
        label="为什么撤回", max_length=120, help_text="对方学校会看到这句话。记录还在，只是不再计数。"
    )
