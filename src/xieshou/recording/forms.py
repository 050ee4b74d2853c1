"""The one form of recording and amending."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils import timezone

from xieshou.activities.bonds import sides_for
from xieshou.activities.forms import LineField
from xieshou.activities.operations.record_activity import TookPart
from xieshou.activities.selectors import companions
from xieshou.catalogue import catalogue
from xieshou.catalogue.headings import subject_choices
from xieshou.places.models import Place
from xieshou.scoping.operations import Refused
from xieshou.web.forms import DayInput, PhotoInput, Pick, PickMany
from xieshou.web.keyed import KeyedForm

from .declared import COLUMNS, fields_of, form_field, split
from .desk import Desk, own_choices, subjects_first
from .took_part import took_part

DAYS = (("today", "今天"), ("yesterday", "昨天"), ("other", "选日子"))
SIDES = ("gave", "received", "joined")


class AnyOf(forms.MultipleChoiceField):
    """Several values, some offered as chips; each is looked at where people are put together."""

    def valid_value(self, value: str) -> bool:
        return len(value) <= 60


class RecordForm(KeyedForm):
    """One activity: kind, day, topic, the kind's own fields, and who took part."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label="做的是哪一类",
        error_messages={"required": "先选一类。", "invalid_choice": "没有这一类活动。请重新选。"},
    )
    day = forms.ChoiceField(label="哪一天", choices=DAYS, required=False)
    on = forms.DateField(
        label="选的日子", required=False, widget=DayInput, error_messages={"invalid": "日期看不懂，要像2026-06-09。"}
    )
    topic = LineField(
        label="主题", limit=120, error_messages={"required": "主题还没有写。写做了什么，比如“《赵州桥》听评课”。"}
    )
    photo = forms.Field(label="照片", required=False, widget=PhotoInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    differs_from = forms.UUIDField(required=False, widget=forms.HiddenInput)
    differs_because = LineField(limit=120, required=False, widget=forms.HiddenInput)

    def __init__(self, desk: Desk, data: QueryDict | None = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.desk = desk
        known = [*catalogue.live(), desk.kind]  # their order is the desk's, and only asked for when they are shown
        self.fields["kind"].choices = [(kind.code, kind.label) for kind in known]  # type: ignore[attr-defined]  # a ChoiceField
        self.declared = fields_of(desk.kind)
        for name, declared in self.declared.items():
            self.fields[name] = form_field(declared)
        self._offer_parts()
        self._offer_bond()
        self._offer_people()

    def _offer_parts(self) -> None:
        known = [(code, catalogue.kinds[code].label) for code in self.desk.kind.parts if code in catalogue.kinds]
        if known:
            self.fields["parts"] = forms.MultipleChoiceField(
                label="里面还有", choices=known, required=False, widget=PickMany
            )

    def _offer_bond(self) -> None:
        desk = self.desk
        if len(desk.bonds) > 1:
            choices = [(bond.code, bond.label) for bond in desk.bonds]
            self.fields["bond"] = forms.ChoiceField(
                label="和谁一起", choices=choices, widget=Pick, initial=desk.bond.code,
                error_messages={"required": "选一下和谁一起办的。", "invalid_choice": "本校没有这个结对。请重新选。"},
            )  # fmt: skip
        ticked = [(str(place.pk), place.brief) for place in desk.bond.schools if place.pk in desk.bond.ticked]
        if ticked:
            self.fields["schools"] = forms.MultipleChoiceField(
                label="参加的学校", choices=ticked, required=False, widget=PickMany, initial=[pk for pk, _ in ticked],
                error_messages={"invalid_choice": "这所学校不在共同体里，也不在这个乡镇。请重新选。"},
            )  # fmt: skip
        if len(desk.directions) == 2:
            words = (f"本校帮{desk.bond.label}", f"{desk.bond.label}帮本校", "互相")
            self.fields["side"] = forms.ChoiceField(
                label="谁帮谁",
                choices=list(zip(SIDES, words, strict=True)),
                widget=Pick,
                initial="joined",
                required=False,
            )

    def _offer_people(self) -> None:
        desk = self.desk
        for place in desk.bond.schools:
            chips = partial(self._chips, place)  # asked for when they are shown; a form that saves shows nobody
            self.fields[f"people_{place.pk}"] = AnyOf(label=place.name, choices=chips, required=False, widget=PickMany)
            self.fields[f"more_{place.pk}"] = LineField(label="加人", required=False, limit=600)
            self.fields[f"teachers_{place.pk}"] = forms.IntegerField(
                label="教师人数", required=False, min_value=0, max_value=9999,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
                error_messages={"invalid": "人数要填整数，比如12。"},
            )  # fmt: skip

    def _chips(self, place: Place) -> list[tuple[str, str]]:
        """People to tick: our own, or those of the partner met before, and whoever is ticked already."""
        desk = self.desk
        own = place.pk == desk.school.pk
        chips = own_choices(desk) if own else [] if place.pk in desk.bond.ticked else self._met(place)
        return chips + self._ticked_besides(place, {value for value, _ in chips})

    def _ticked_besides(self, place: Place, known: set[str]) -> list[tuple[str, str]]:
        """Chips for people ticked before who are not among those offered."""
        name = f"people_{place.pk}"
        ticked = self.data.getlist(name) if isinstance(self.data, QueryDict) else self.initial.get(name) or []
        named = {value: value for value in ticked}
        if place.pk == self.desk.school.pk:
            named = {str(one.pk): one.name for one in self.desk.staff}
        return [(value, named[value]) for value in ticked if value in named and value not in known]

    def _met(self, place: Place) -> list[tuple[str, str]]:
        return [(name, name) for name in companions(self.desk.school, place, 6)]

    # what the template walks through

    def subject_chips(self) -> tuple[list[str], list[str]]:
        """Subjects to show at once, and those behind 更多."""
        chosen = str(self["subject"].value() or "")
        every = [code for code, _ in subject_choices()]
        first = list(dict.fromkeys([*subjects_first(self.desk.user.label[:40]), *every[:3]]))[:4]
        if chosen in every and chosen not in first:
            first = [*first[:3], chosen]
        return first, [code for code in every if code not in first]

    def plain(self) -> list[BoundField]:
        """The kind's own fields that are neither the subject nor a yes."""
        shown = [name for name, declared in self.declared.items() if name != "subject" and declared.type != "yes"]
        return [self[name] for name in shown]

    def ticks(self) -> list[BoundField]:
        """The kind's yes-fields, shown as chips in one row."""
        return [self[name] for name, declared in self.declared.items() if declared.type == "yes"]

    def schools_shown(self) -> list[dict[str, Any]]:
        """Each school with its chips, the field for more names and the field for a number."""
        rows = []
        for place in self.desk.bond.schools:
            pk = place.pk
            own = pk == self.desk.school.pk
            row = {"place": place, "own": own, "people": self[f"people_{pk}"], "more": self[f"more_{pk}"]}
            rows.append({**row, "teachers": self[f"teachers_{pk}"]})
        return rows

    # what comes out

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if {"key", "version", "differs_from"} & set(self.errors):
            self.add_error(None, "E-ACT-116 这一页里自带的编号坏了。重新打开这一页再写。")
        today = timezone.localdate()
        near = {"today": today, "yesterday": today - timedelta(days=1)}.get(given.get("day") or "")
        given["on"] = given.get("on") or near
        if given["on"] is None and "on" not in self.errors:
            self.add_error("day", "选一下是哪一天。")
        try:
            self.took: list[TookPart] = took_part(self.desk, given, self._sides())
        except Refused as refusal:
            self.refuse(refusal)
        return given

    def _sides(self) -> Mapping[int, str]:
        known = self.desk.directions
        amended = self.desk.amended
        if "side" in self.fields:
            side = self.cleaned_data.get("side") or "joined"
        elif amended is not None and amended.kind == self.desk.kind.code:
            return {row.school_id: row.side for row in amended.schools.all()}
        else:
            side = known[0] if len(known) == 1 else "joined"
        return sides_for(self.desk.bond, side)

    def refuse(self, refusal: Refused) -> None:
        """Put a refusal where it belongs."""
        name = refusal.field_name if refusal.field_name in self.fields else None
        self.add_error(name, str(refusal))

    def record(self) -> dict[str, Any]:
        """Values for the operations, without schools."""
        given = self.cleaned_data
        columns, tail = split(self.desk.kind, given)
        was = self.desk.amended
        if was is None:
            bond = self.desk.bond
            columns = {**columns, "pairing": bond.pairing, "community": bond.community}
        elif was.kind == self.desk.kind.code:
            tail = {name: value for name, value in was.tail.items() if name not in self.declared} | tail
        else:
            columns = {**COLUMNS, **columns}
        parts = given.get("parts", [])
        return {
            "kind": given["kind"],
            "on": given["on"],
            "topic": given["topic"],
            "parts": parts,
            "tail": tail,
            **columns,
        }
