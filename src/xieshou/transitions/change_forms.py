"""What is asked when a school is renamed, moved, merged, split or closed, and what will happen then."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.utils import timezone

from xieshou.office.rosters.fields import LineField, SchoolNameField, chosen
from xieshou.office.rosters.inside import schools_here, told_apart, towns_here
from xieshou.people.selectors import staff_of, tell_apart
from xieshou.places.following import Passing, foreseen
from xieshou.places.models import SCHOOL, SETTINGS, Place
from xieshou.places.selectors import units_of
from xieshou.web.forms import DayInput, PickMany
from xieshou.web.keyed import KeyedForm

NEW = "new"


class ChangeForm(KeyedForm):
    """A day and a reason; ``seen`` says that the list of what will happen was shown for exactly these values."""

    on = forms.DateField(label="从哪一天起", widget=DayInput, error_messages={"required": "日期还没有写。"})
    reason = LineField(label="依据", limit=200, required=False, help_text="哪个文件、为什么，写一句。")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, school: Place, county: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school, self.county = school, county
        self.initial.setdefault("on", timezone.localdate())
        self.choose()
        self.order_fields([name for name in self.fields if name not in ("on", "reason")])

    def choose(self) -> None:
        """Fill the selects with what there is."""

    def values(self) -> dict[str, Any]:
        """Cleaned values for the operation."""
        return {name: value for name, value in super().values().items() if name != "seen"}

    @property
    def mark(self) -> str:
        """A mark of the values, so that a changed form shows its list again."""
        return hashlib.sha256(repr(sorted(self.values().items(), key=str)).encode()).hexdigest()[:16]

    def passings(self) -> list[Passing]:
        """Who passes into whom; none where the school itself goes on."""
        return []

    def happens(self) -> list[str]:
        """What will happen, in sentences."""
        return [line for passing in self.passings() for line in foreseen(passing)]

    def _select(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field has choices

    def _towns(self) -> list[tuple[str, str]]:
        self.towns = {str(town.pk): town for town in towns_here()} | {str(self.county.pk): self.county}
        named = ((key, town.name) for key, town in self.towns.items() if town.pk != self.county.pk)
        return [(str(self.county.pk), f"{self.county.name}直属"), *named]


def select(label: str, empty: str = "还没有选。") -> forms.ChoiceField:
    """A choice from a long list."""
    words = {"required": f"{label}{empty}", "invalid_choice": f"没有这个{label}，请重新选。"}
    return forms.ChoiceField(label=label, widget=forms.Select({"data-select": ""}), error_messages=words)


class RenameForm(ChangeForm):
    """The new name."""

    name = SchoolNameField(label="新名称", limit=60, help_text="写全称。只是改错字，用“修改”就行。")
    short = LineField(label="简称", limit=20, required=False)

    def happens(self) -> list[str]:
        """Who keeps what name."""
        on, name = self.cleaned_data["on"], self.cleaned_data["name"]
        return [
            f"{on.year}年{on.month}月{on.day}日起叫{name}，以前的总结还写{self.school.name}。",
            f"导入和搜索时，{self.school.name}还认得。",
            "记录、账号、教职工、结对都不动。",
        ]


class MoveForm(ChangeForm):
    """The town it goes to."""

    parent = select("迁到")
    setting = chosen("城乡", list(SETTINGS))

    def choose(self) -> None:
        """Every town but its own."""
        own = str(self.school.parent_id)
        self._select("parent", [(key, name) for key, name in self._towns() if key != own])

    def values(self) -> dict[str, Any]:
        """With the town itself."""
        given = super().values()
        return {**given, "parent": self.towns[given["parent"]]}

    def passings(self) -> list[Passing]:
        """The school to its new place."""
        heir = Place(level=SCHOOL, name=self.school.name)
        return [Passing(self.school, heir, self.cleaned_data["on"], moved=True)]

    def happens(self) -> list[str]:
        """Where records lie from now on."""
        town = self.values()["parent"].name
        left = self.school.parent.name if self.school.parent else ""
        lines = [f"以前的记录留在{left}，{left}的数字不变；学校自己的页面前后一起算。", f"新的记录算在{town}。"]
        lines += [f"{unit.name}一起迁。" for unit in units_of(self.school)]
        return [*lines, *super().happens()]


class MergeForm(ChangeForm):
    """Which schools become one, and which one."""

    others = forms.MultipleChoiceField(
        label="和哪些学校合并", widget=PickMany, error_messages={"required": "还没有选要合并的学校。"}
    )
    into = select("合并成")
    name = SchoolNameField(label="新学校的名称", limit=60, required=False, help_text="合并成新学校才写。")
    as_campus = forms.BooleanField(label="撤并的学校留作校区", required=False)

    def choose(self) -> None:
        """Schools of the county."""
        schools = [one for one in schools_here() if self.county.covers(one)]
        named = told_apart(schools)
        self.schools = {str(one.pk): one for one in schools}
        self._select("others", [(key, named[one.pk].name) for key, one in self.schools.items() if one != self.school])
        self._select("into", [(NEW, "一所新学校"), *((key, named[one.pk].name) for key, one in self.schools.items())])
        self.initial.setdefault("into", str(self.school.pk))

    def clean(self) -> dict[str, Any]:
        """A new school needs a name; an old one must be among those that merge."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        into, others = given.get("into"), given.get("others", [])
        if into == NEW and not given.get("name"):
            self.add_error("name", "新学校叫什么还没有写。")
        if into and into != NEW and into not in {str(self.school.pk), *others}:
            self.add_error("into", "合并成的学校要在合并的几所里。")
        return given

    def values(self) -> dict[str, Any]:
        """With the schools themselves."""
        given = super().values()
        schools = [self.school, *(self.schools[key] for key in given.pop("others"))]
        into = self.schools.get(given["into"])
        return {**given, "schools": schools, "into": into, "name": "" if into else given["name"]}

    def passings(self) -> list[Passing]:
        """Each school that ends, to the one that goes on."""
        given = self.values()
        heir = given["into"] or Place(level=SCHOOL, name=given["name"])
        return [Passing(one, heir, given["on"]) for one in given["schools"] if one.pk != heir.pk]

    def happens(self) -> list[str]:
        """What is summed where."""
        passings = self.passings()
        heir = passings[0].heir.name if passings and passings[0].heir else ""
        ending = "、".join(passing.old.name for passing in passings)
        first = f"{ending}到前一天为止，以前的记录归到{heir}的页面；县和乡镇的数字不变，以前的总结不变。"
        return [first, *super().happens()]


class SplitForm(ChangeForm):
    """The school that begins, and who goes there."""

    name = SchoolNameField(label="新学校的名称", limit=60)
    parent = select("新学校在")
    staff = forms.MultipleChoiceField(label="哪些人过去", required=False, widget=PickMany)

    def choose(self) -> None:
        """Towns, and everybody of the school."""
        self._select("parent", self._towns())
        if self.school.parent_id is not None:
            self.initial.setdefault("parent", str(self.school.parent_id))
        people = [one for one in staff_of(self.school) if one.school_id == self.school.pk]
        self.people = {str(one.pk): one for one in people}
        self._select("staff", [(str(key), said) for key, said in tell_apart(people).items()])

    def values(self) -> dict[str, Any]:
        """With the town and the people themselves."""
        given = super().values()
        return {
            **given, "parent": self.towns[given["parent"]], "staff": [self.people[key].pk for key in given["staff"]],
        }  # fmt: skip

    def passings(self) -> list[Passing]:
        """Those who go, to the new school."""
        given = self.values()
        heir = Place(level=SCHOOL, name=given["name"])
        return [Passing(self.school, heir, given["on"], frozenset(given["staff"]))]

    def happens(self) -> list[str]:
        """What stays where it is."""
        return [f"以前的记录、结对都留在{self.school.name}，不重复算。", *super().happens()]


class CloseForm(ChangeForm):
    """The last day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "最后一天"

    def values(self) -> dict[str, Any]:
        """The day under the operation's own name."""
        given = super().values()
        return {"last_day": given.pop("on"), **given}

    def passings(self) -> list[Passing]:
        """Nobody goes on."""
        return [Passing(one, None, self.cleaned_data["on"]) for one in (self.school, *units_of(self.school))]

    def happens(self) -> list[str]:
        """What stays readable."""
        return ["以前的记录和数字都留着，县里打得开。", *super().happens()]
