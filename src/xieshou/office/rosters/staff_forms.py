"""Adding and correcting one person: who, what is taught, honours, posts, and the last day."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from xieshou.people.models import Honour, Post, Staff, Teaching
from xieshou.people.operations.add_staff import add_staff
from xieshou.people.operations.amend_staff import amend_staff
from xieshou.people.operations.give_post import end_post, give_post
from xieshou.people.selectors import named
from xieshou.places.models import Place
from xieshou.scoping.operations import Refused
from xieshou.web.forms import DayInput
from xieshou.web.keyed import KeyedForm
from xieshou.web.pages import SignedIn, attempt, page

from .fields import LineField, NameField
from .inside import school_here, schools_here, told_apart
from .staff import person_here
from .wording import honours_of, honours_said, teachings_of, teachings_said


class SaidField(forms.CharField):
    """Words that are read into a list; what cannot be read is answered where it stands."""

    def __init__(self, *, read: Any, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=2000, **kwargs)
        self.read = read

    def clean(self, value: Any) -> Any:
        try:
            return self.read(super().clean(value))
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from fault


class StaffForm(KeyedForm):
    """Who, and what tells two of one name apart."""

    name = NameField(label="姓名", limit=60)
    number = LineField(label="工号", limit=20, required=False, help_text="同校有重名时，靠工号、学科或职务分开。")
    post = LineField(label="职务", limit=40, required=False)
    subject = LineField(label="任教学科", limit=20, required=False, help_text="主要的一科。")
    teachings = SaidField(
        label="分学段任教",
        read=teachings_of,
        help_text="教几个学段、几个学科的写全，用顿号隔开，如小学语文、初中历史。",
    )
    since = forms.DateField(label="到本校任职", required=False, widget=DayInput)
    honours = SaidField(
        label="荣誉", read=honours_of, widget=forms.Textarea({"rows": 3}),
        help_text="一行一项，写级别、名称和时间，如县级骨干教师 2023年9月。",
    )  # fmt: skip


class NewStaffForm(StaffForm):
    """The same, and in which school."""

    school = forms.ChoiceField(
        label="学校", widget=forms.Select({"data-select": ""}), error_messages={"required": "学校还没有选。"}
    )
    field_order = ["school"]

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
    person = person_here(pk)
    known = {name: getattr(person, name) for name in ("name", "number", "post", "subject", "since", "version")}
    known["teachings"] = teachings_said(list(Teaching.objects.filter(staff=person)))
    known["honours"] = honours_said(list(Honour.objects.filter(staff=person)))
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
    person = person_here(pk)
    form = LeftForm(request.POST or None, initial={"left": person.left or timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        key, left = form.cleaned_data["key"], form.cleaned_data["left"]
        if attempt(form, lambda: amend_staff(request.user, person=person, left=left, key=key)) is not None:
            messages.success(request, f"{person.name}记为已离开。" if left else f"{person.name}又在名单里了。")
            return redirect("office:person", person.pk)
    context = {"form": form, "heading": f"{person.name}离开本校", "back": f"/staff/{person.pk}/"}
    return render(request, "office/roster_form.html", context)


class PostForm(KeyedForm):
    """A post in another school, or an earlier one."""

    school = forms.ChoiceField(
        label="学校", widget=forms.Select({"data-select": ""}), error_messages={"required": "学校还没有选。"}
    )
    title = LineField(label="职务", limit=40, required=False)
    subject = LineField(label="任教学科", limit=20, required=False)
    since = forms.DateField(label="从哪一天起", required=False, widget=DayInput)
    until = forms.DateField(label="到哪一天止", required=False, widget=DayInput, help_text="现在还在任的不写。")

    def __init__(self, schools: list[Place], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = told_apart(schools)
        self.fields["school"].choices = [(str(one.uid), named[one.pk].name) for one in schools]  # type: ignore[attr-defined]  # has choices


@page("staff.post", ("GET", "POST"))
def post_add(request: SignedIn, pk: UUID) -> HttpResponse:
    """One more post of a person: now in another school, or earlier."""
    person = person_here(pk)
    form = PostForm(list(schools_here()), request.POST or None)
    if request.method == "POST" and form.is_valid():
        values, key = form.values(), form.cleaned_data["key"]
        school = school_here(values.pop("school"))
        if attempt(form, lambda: give_post(request.user, person=person, school=school, key=key, **values)) is not None:
            messages.success(request, "任职记上了。")
            return redirect("office:person", person.pk)
    context = {"form": form, "heading": f"{person.name}任职", "back": f"/staff/{person.pk}/"}
    return render(request, "office/roster_form.html", context)


class PostEndForm(KeyedForm):
    """The last day of a post."""

    until = forms.DateField(label="最后一天", widget=DayInput, error_messages={"required": "最后一天还没有写。"})


@page("staff.end_post", ("GET", "POST"))
def post_end(request: SignedIn, pk: UUID, post: UUID) -> HttpResponse:
    """The last day of a post in another school."""
    person = person_here(pk)
    row: Post = Post.objects.select_related("school").get(pk=post, staff=person)
    form = PostEndForm(request.POST or None, initial={"until": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        key, until = form.cleaned_data["key"], form.cleaned_data["until"]
        if attempt(form, lambda: end_post(request.user, post=row, until=until, key=key)) is not None:
            messages.success(request, f"在{row.school.name}的任职到那天为止。")
            return redirect("office:person", person.pk)
    context = {"form": form, "heading": f"{person.name}在{row.school.name}的任职", "back": f"/staff/{person.pk}/"}
    return render(request, "office/roster_form.html", context)
