"""Adding a school, changing what it is called, and its headcounts by year."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xieshou.kernel.names import clean_school_name, school_key
from xieshou.kernel.periods import school_year_label, school_year_of
from xieshou.places.models import CAMPUS, COUNTY, KINDS, SCHOOL, SETTINGS, STAGES, TOWN, UNITS, Figures, Place
from xieshou.places.operations.add_place import add_place
from xieshou.places.operations.amend_place import amend_place, set_figures
from xieshou.scoping.operations import Refused
from xieshou.web.keyed import KeyedForm
from xieshou.web.pages import SignedIn, attempt, page

from .fields import CountField, LineField, SchoolNameField, chosen
from .inside import own_county, school_here, towns_here

BETWEEN = re.compile(r"[、，,;；\n]+")


class SchoolForm(KeyedForm):
    """What a school is called and how it is described."""

    name = SchoolNameField(label="学校名称", limit=60, help_text="写全称，和公章一样。")
    short = LineField(label="简称", limit=20, required=False, help_text="列表和图里用，如实验小学。")
    setting = chosen("城乡", list(SETTINGS), required=True)
    stage = chosen("学段", list(STAGES))
    kind = chosen("办学性质", list(KINDS))
    code = LineField(label="学校标识码", limit=20, required=False)
    aliases = LineField(
        label="曾用名和别的叫法", limit=200, required=False, help_text="几个之间用顿号。导入时按这些也认得出。"
    )

    def values(self) -> dict[str, Any]:
        """Cleaned, the other names as a list."""
        values = super().values()
        names = [clean_school_name(one) for one in BETWEEN.split(values["aliases"])]
        return {**values, "aliases": [one for one in dict.fromkeys(names) if one]}


class NewSchoolForm(SchoolForm):
    """The same, and where the school stands."""

    town = forms.ChoiceField(
        label="所在乡镇", required=False, widget=forms.Select({"data-select": ""}),
        error_messages={"invalid_choice": "没有这个乡镇，请重新选。"},
    )  # fmt: skip
    new_town = LineField(label="名单里没有的乡镇", limit=40, required=False, help_text="写全称，如白塔镇，会一起添加。")
    field_order = ["name", "short", "town", "new_town", "setting", "stage", "kind", "code", "aliases"]

    def __init__(self, towns: list[Place], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [("", "县直，不属于乡镇"), *((str(town.pk), town.name) for town in towns)]
        self.fields["town"].choices = options  # type: ignore[attr-defined]  # a choice field has choices


def _add(request: SignedIn, county: Place, towns: list[Place], form: NewSchoolForm) -> Place:
    values = form.values()
    chosen_town, new_town = values.pop("town"), values.pop("new_town")
    parent = next((town for town in towns if str(town.pk) == chosen_town), county)
    if new_town:
        same = next((town for town in towns if town.key == school_key(new_town)), None)
        parent = same or add_place(request.user, parent=county, level=TOWN, name=new_town, setting="country")
    if Place.objects.filter(parent=parent, level=SCHOOL, key=school_key(values["name"]), closed=None).exists():
        raise Refused(f"E-PLC-103 {parent.name}已经有{values['name']}了。", "name")
    return add_place(request.user, parent=parent, level=SCHOOL, key=form.cleaned_data["key"], **values)


@page("place.add", ("GET", "POST"))
def school_add(request: SignedIn) -> HttpResponse:
    """Add a school to the county."""
    county = own_county(request.user)
    if county is None or county.level != COUNTY:
        return render(request, "office/no_county.html", {"heading": "添加学校", "back": "/schools/"})
    towns = list(towns_here().filter(lo__gte=county.lo, lo__lt=county.hi))
    form = NewSchoolForm(towns, request.POST or None)
    if request.method == "POST" and form.is_valid():
        school = attempt(form, lambda: _add(request, county, towns, form))
        if school is not None:
            messages.success(request, f"{school.name}加上了。")
            return redirect("office:school", school.uid)
    return render(request, "office/roster_form.html", {"form": form, "heading": "添加学校", "back": "/schools/"})


@page("place.amend", ("GET", "POST"))
def school_edit(request: SignedIn, uid: UUID) -> HttpResponse:
    """Change a school's own description; its town never changes."""
    school = school_here(uid)
    known = {name: getattr(school, name) for name in ("name", "short", "setting", "stage", "kind", "code")}
    form = SchoolForm(request.POST or None, initial={**known, "aliases": "、".join(school.aliases)})
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        if attempt(form, lambda: amend_place(request.user, place=school, key=key, **form.values())) is not None:
            messages.success(request, "改好了。原来的名字还认得。" if "name" in form.changed_data else "改好了。")
            return redirect("office:school", school.uid)
    context = {"form": form, "heading": "修改学校", "back": f"/schools/{school.uid}/"}
    return render(request, "office/roster_form.html", context)


class FiguresForm(KeyedForm):
    """Headcounts of one school year."""

    year = forms.TypedChoiceField(label="学年", coerce=int, widget=forms.Select({"data-select": ""}))
    pupils = CountField("学生数")
    teachers = CountField("教师数", 20_000)
    classes = CountField("班级数", 2_000)

    def __init__(self, now: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(year, school_year_label(year)) for year in range(now + 1, now - 10, -1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]  # a choice field has choices
        self.initial.setdefault("year", now)


@page("place.figures", ("GET", "POST"))
def school_figures(request: SignedIn, uid: UUID) -> HttpResponse:
    """Headcounts of a school year; entering a year again replaces it."""
    school = school_here(uid)
    last = Figures.objects.filter(school=school).order_by("-year").first()
    known = {name: getattr(last, name) for name in ("pupils", "teachers", "classes")} if last else {}
    form = FiguresForm(school_year_of(timezone.localdate()), request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        if attempt(form, lambda: set_figures(request.user, school=school, key=key, **form.values())) is not None:
            messages.success(request, "学校规模记上了。")
            return redirect("office:school", school.uid)
    context = {"form": form, "heading": "学校规模", "back": f"/schools/{school.uid}/"}
    return render(request, "office/roster_form.html", context)


class UnitForm(KeyedForm):
    """A campus or an attached unit of a school."""

    name = SchoolNameField(label="名称", limit=60, help_text="写全称，如云溪县实验小学东校区、附属幼儿园。")
    short = LineField(label="简称", limit=20, required=False, help_text="列表和图里用。")
    kind = chosen("是什么", list(UNITS), required=True)
    setting = chosen("城乡", list(SETTINGS))
    stage = chosen("学段", list(STAGES))


def _add_unit(request: SignedIn, school: Place, form: UnitForm) -> Place:
    values = form.values()
    if Place.objects.filter(parent=school, key=school_key(values["name"]), closed=None).exists():
        raise Refused(f"E-PLC-103 {school.name}已经有{values['name']}了。", "name")
    return add_place(request.user, parent=school, level=CAMPUS, key=form.cleaned_data["key"], **values)


@page("place.add", ("GET", "POST"))
def unit_add(request: SignedIn, uid: UUID) -> HttpResponse:
    """Add a campus or an attached unit; it may stand on a side of a pair, its school keeps its records."""
    school = school_here(uid)
    form = UnitForm(request.POST or None, initial={"setting": school.setting, "kind": "campus"})
    if request.method == "POST" and form.is_valid():
        unit = attempt(form, lambda: _add_unit(request, school, form))
        if unit is not None:
            messages.success(request, f"{unit.name}加上了，结对时可以选。")
            return redirect("office:school", school.uid)
    context = {"form": form, "heading": f"加{school.brief}的校区、附属单位", "back": f"/schools/{school.uid}/"}
    return render(request, "office/roster_form.html", context)
