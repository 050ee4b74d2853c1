"""教职工名册: the list, its workbook, and one person."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from xieshou.catalogue.headings import SUBJECTS
from xieshou.office.exports import list_page
from xieshou.people.models import Staff
from xieshou.people.operations.add_staff import add_staff
from xieshou.people.operations.amend_staff import amend_staff
from xieshou.people.selectors import named, search_staff, tell_apart
from xieshou.places.models import Place
from xieshou.scoping.operations import Refused
from xieshou.web import slots
from xieshou.web.forms import DayInput
from xieshou.web.keyed import KeyedForm
from xieshou.web.listing import Column, Empty, Filter, Listing
from xieshou.web.pages import SignedIn, attempt, page
from xieshou.web.templatetags.look import school as school_mark

from .fields import LineField, NameField
from .inside import school_here, schools_here, told_apart

STATES = (("here", "在职"), ("left", "已离开"))


class StaffListing(Listing[Staff]):
    """The list; names that are alike on a page carry what tells them apart."""

    def said(self, person: Staff) -> str:
        """The name as it is said here."""
        if not hasattr(self, "_said"):
            by_school: dict[Any, list[Staff]] = {}
            for one in self.objects:
                by_school.setdefault(one.school_id, []).append(one)
            self._said = {pk: name for people in by_school.values() for pk, name in tell_apart(people).items()}
        return self._said.get(person.pk, person.name)


def _by_state(found: QuerySet[Staff], value: str) -> QuerySet[Staff]:
    return found.filter(left__isnull=value == "here")


def _columns(listing: list[StaffListing], schools: dict[int, SimpleNamespace]) -> list[Column[Staff]]:
    def name(person: Staff) -> str:
        return format_html(
            '<a class="name" href="{}">{}</a>', reverse("office:person", args=[person.pk]), listing[0].said(person)
        )

    own: Column[Staff] = Column(
        "school",
        "学校",
        lambda one: school_mark(schools.get(one.school_id, one.school), "short"),
        "school__lo,order",
        export=lambda one: schools.get(one.school_id, one.school).name,
    )
    return [
        Column("name", "姓名", name, "order", export=lambda one: one.name, title=True),
        *([own] if len(schools) > 1 else []),
        Column("number", "工号", lambda one: one.number, "number"),
        Column("post", "职务", lambda one: one.post, "post,order"),
        Column("subject", "任教学科", lambda one: one.subject, "subject,order"),
    ]


def listing_of(request: SignedIn) -> StaffListing:
    """The roster as it was asked for."""
    schools = list(schools_here())
    said = told_apart(schools)
    held: list[StaffListing] = []
    filters: list[Filter[Staff]] = [
        Filter("q", "姓名、拼音首字母或工号", lambda found, words: found.filter(search_staff(words)))
    ]
    if len(schools) > 1:
        choices = [(str(one.uid), said[one.pk].short) for one in schools]
        filters.append(Filter("school", "学校", lambda found, value: found.filter(school__uid=value), choices))
    subjects = [(subject, subject) for subject in SUBJECTS]
    filters.append(Filter("subject", "学科", lambda found, value: found.filter(subject=value), subjects))
    filters.append(Filter("state", "在职", _by_state, STATES, default="here"))
    may_add = request.user.may("staff.add")
    first = Empty("还没有教职工", "先导入一张教职工表，或者一位一位添加。", "添加教职工", reverse("office:person-add"))
    listing = StaffListing(
        request,
        Staff.objects.select_related("school"),
        _columns(held, said),
        filters,
        default_sort="order",
        measure="人",
        empty=first if may_add else Empty("还没有教职工"),
    )
    held.append(listing)
    return listing


@page("staff.view")
def staff_list(request: SignedIn) -> HttpResponse:
    """Staff of the schools the person may see."""
    context: dict[str, Any] = {"listing": listing_of(request), "may_add": request.user.may("staff.add")}
    context["import_url"] = slots.ask("intake.url", "", user=request.user, sort="staff")
    return list_page(request, "office/staff.html", context, "教职工名册")


class StaffForm(KeyedForm):
    """Who, and what tells two of one name apart."""

    name = NameField(label="姓名", limit=60)
    number = LineField(label="工号", limit=20, required=False, help_text="同校有重名时，靠工号、学科或职务分开。")
    post = LineField(label="职务", limit=40, required=False)
    subject = LineField(label="任教学科", limit=20, required=False)


class NewStaffForm(StaffForm):
    """The same, and in which school."""

    school = forms.ChoiceField(
        label="学校", widget=forms.Select({"data-select": ""}), error_messages={"required": "学校还没有选。"}
    )
    field_order = ["school", "name", "number", "post", "subject"]

    def __init__(self, schools: list[Place], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = told_apart(schools)
        self.fields["school"].choices = [(str(one.uid), named[one.pk].name) for one in schools]  # type: ignore[attr-defined]  # has choices


@page("staff.add", ("GET", "POST"))
def person_add(request: SignedIn) -> HttpResponse:
    """Add one person."""
    asked = request.GET.get("school", "")
    form = NewStaffForm(list(schools_here()), request.POST or None, initial={"school": asked})
    if request.method == "POST" and form.is_valid():
        values = form.values()
        school = school_here(values.pop("school"))
        key = form.cleaned_data["key"]
        person = attempt(form, lambda: add_staff(request.user, school=school, key=key, **values))
        if person is not None:
            messages.success(request, f"{person.name}加上了。")
            return redirect("office:person", person.pk)
    return render(request, "office/roster_form.html", {"form": form, "heading": "添加教职工", "back": "/staff/"})


def _person(pk: UUID) -> Staff:
    found: Staff = Staff.objects.select_related("school").get(pk=pk)
    return found


@page("staff.view")
def person_detail(request: SignedIn, pk: UUID) -> HttpResponse:
    """One person of the roster."""
    person = _person(pk)
    said = tell_apart(named(person.school, person.name)).get(person.pk, person.name)
    context = {"person": person, "said": said, "may_amend": request.user.may("staff.amend", person.school.lo)}
    return render(request, "office/person.html", context)


def _amend(request: SignedIn, person: Staff, form: StaffForm, version: int | None) -> Staff:
    values = form.values()
    same = [one for one in named(person.school, values["name"]) if one.pk != person.pk]
    if same and not (values["number"] or values["subject"] or values["post"]):
        raise Refused(
            f"E-STF-102 {person.school.name}已经有一位{values['name']}。请写上工号、学科或职务，好把两位分开。",
            "number",
        )
    others = Staff.objects.filter(school=person.school, number=values["number"]).exclude(pk=person.pk)
    if values["number"] and others.exists():
        raise Refused(f"E-STF-103 工号{values['number']}已经有人用了。", "number")
    return amend_staff(request.user, person=person, version=version, key=form.cleaned_data["key"], **values)


class AmendStaffForm(StaffForm):
    """Carries the version that was seen."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


@page("staff.amend", ("GET", "POST"))
def person_edit(request: SignedIn, pk: UUID) -> HttpResponse:
    """Correct one person."""
    person = _person(pk)
    known = {name: getattr(person, name) for name in ("name", "number", "post", "subject", "version")}
    form = AmendStaffForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data.pop("version")
        if attempt(form, lambda: _amend(request, person, form, version)) is not None:
            messages.success(request, "改好了。")
            return redirect("office:person", person.pk)
    context = {"form": form, "heading": "修改教职工", "back": f"/staff/{person.pk}/"}
    return render(request, "office/roster_form.html", context)


class LeftForm(KeyedForm):
    """The last day; empty brings the person back."""

    left = forms.DateField(
        label="离开的日期",
        required=False,
        widget=DayInput,
        help_text="从这天起不在名单里选，以前的记录还在。清空就是又回来了。",
    )


@page("staff.amend", ("GET", "POST"))
def person_left(request: SignedIn, pk: UUID) -> HttpResponse:
    """Note that a person left the school, or came back."""
    person = _person(pk)
    form = LeftForm(request.POST or None, initial={"left": person.left or timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        key, left = form.cleaned_data["key"], form.cleaned_data["left"]
        if attempt(form, lambda: amend_staff(request.user, person=person, left=left, key=key)) is not None:
            messages.success(request, f"{person.name}记为已离开。" if left else f"{person.name}又在名单里了。")
            return redirect("office:person", person.pk)
    context = {"form": form, "heading": f"{person.name}离开本校", "back": f"/staff/{person.pk}/"}
    return render(request, "office/roster_form.html", context)
