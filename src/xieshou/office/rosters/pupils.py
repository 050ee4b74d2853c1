"""学生和监护人: a school's closed list. Adding, opening and removing take a purpose, and are logged."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from xieshou.kernel.names import clean_name
from xieshou.kernel.text import clean_line
from xieshou.people.children import by_grade
from xieshou.people.operations.add_pupils import Row, add_pupils
from xieshou.people.operations.open_pupils import open_pupils
from xieshou.people.operations.remove_pupils import remove_pupils
from xieshou.places.models import Place
from xieshou.web.keyed import KeyedForm
from xieshou.web.listing import Empty
from xieshou.web.pages import SignedIn, attempt, page

from .fields import LineField, chosen

LONGEST_PASTE = 200_000
PARTED = re.compile(r"\t|[,，;；]")
FEWEST_CELLS = 3
HEAD = "姓名"


def rows_of(pasted: str) -> list[Row]:
    """Lines as pasted: 姓名、年级、班级、监护人 parted by tabs, commas or, where there are none, spaces.

    ValidationError with the number of the first line that cannot be read.
    """
    found = []
    for number, line in enumerate(pasted.splitlines(), start=1):
        parts = PARTED.split(line) if PARTED.search(line) else line.split()
        cells = [cell.strip() for cell in parts]
        if not any(cells) or cells[0] == HEAD:
            continue
        if len(cells) < FEWEST_CELLS or not all(cells[:FEWEST_CELLS]):
            raise forms.ValidationError(f"E-PUP-105 第{number}行要有姓名、年级、班级，少了一样。补上再保存。")
        found.append(_row(number, cells))
    return found


def _row(number: int, cells: list[str]) -> Row:
    try:
        grade, class_name = (clean_line(cell, 20) for cell in cells[1:FEWEST_CELLS])
        guardians = (clean_name(name) for cell in cells[FEWEST_CELLS:] for name in re.split(r"[、/]", cell))
        return Row(clean_name(cells[0]), grade, class_name, tuple(name for name in guardians if name))
    except ValueError as fault:
        raise forms.ValidationError(f"E-PUP-106 第{number}行：{fault}") from fault


class PurposeForm(KeyedForm):
    """Which grade, and what for."""

    def __init__(self, grades: list[tuple[str, int]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grade"] = chosen("年级", [(name, f"{name}（{number}人）") for name, number in grades], True)
        self.fields["purpose"] = LineField(label="用途", limit=80, help_text="写一句为什么要看，会记进日志。")


class PasteForm(KeyedForm):
    """A list as it stands in Excel, and what for."""

    pasted = forms.CharField(
        label="名单",
        max_length=LONGEST_PASTE,
        widget=forms.Textarea({"rows": 8}),
        help_text="一行一个学生：姓名、年级、班级、监护人。可以从Excel整块复制。",
        error_messages={"required": "名单还没有贴。", "max_length": "名单太长了，分几次贴。"},
    )
    purpose = LineField(label="用途", limit=80, help_text="比如：总结发出前核对姓名。会记进日志。")

    def clean_pasted(self) -> list[Row]:
        """The lines as rows."""
        return rows_of(self.cleaned_data["pasted"])


def own_school(request: SignedIn) -> Place:
    """The school of whoever asks; there is no list of others."""
    place = request.user.place
    if not place.is_school or not request.user.may("pupil.open", place.lo):
        raise Http404
    return place


@page("pupil.open", ("GET", "POST"))
def pupils(request: SignedIn) -> HttpResponse:
    """Numbers by grade; the names of one grade once a purpose is given. Names stand in no address."""
    school = own_school(request)
    grades = by_grade(school)
    form = PurposeForm(grades, request.POST or None)
    opened = None
    if request.method == "POST" and form.is_valid():
        given = form.values()
        opened = attempt(form, lambda: open_pupils(request.user, school=school, **given))
    context = {
        "school": school,
        "grades": grades,
        "total": sum(number for _, number in grades),
        "form": form,
        "opened": opened,
        "nothing": Empty("还没有名单", "从Excel贴一次，总结发出前就会核对。"),
        "grade": form.cleaned_data.get("grade", "") if opened is not None else "",
        "purpose": form.cleaned_data.get("purpose", "") if opened is not None else "",
    }
    return render(request, "office/pupils.html", context)


@page("pupil.add", ("GET", "POST"))
def pupils_add(request: SignedIn) -> HttpResponse:
    """Paste a list."""
    school = own_school(request)
    form = PasteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        told = {"rows": given["pasted"], "purpose": given["purpose"]}
        if attempt(form, lambda: add_pupils(request.user, key=given["key"], school=school, **told)) is not None:
            messages.success(request, f"{len(given['pasted'])}行存好了。名单收起来了，要看先写用途。")
            return redirect("office:pupils")
    context = {"form": form, "heading": "添加学生和监护人", "back": "/pupils/"}
    return render(request, "office/roster_form.html", context)


@page("pupil.remove", ("POST",))
def pupils_remove(request: SignedIn) -> HttpResponse:
    """Delete those ticked in an opened list."""
    school = own_school(request)
    form = RemoveForm(request.POST)
    if form.is_valid():
        given = form.values()
        if attempt(form, lambda: remove_pupils(request.user, school=school, **given)) is not None:
            messages.success(request, "删去了，监护人也一起删去。")
            return redirect("office:pupils")
    sentences = "".join(str(error) for errors in form.errors.values() for error in errors)
    messages.error(request, sentences)
    return redirect("office:pupils")


class PupilsField(forms.MultipleChoiceField):
    """Ids that were ticked; the operation looks only inside the school."""

    def valid_value(self, value: str) -> bool:
        """Whether it is an id at all."""
        return bool(re.fullmatch(r"[0-9a-f-]{36}", value))


class RemoveForm(KeyedForm):
    """Who goes, and what for."""

    pupils = PupilsField(
        error_messages={
            "required": "E-PUP-104 还没有选学生。在要删的学生前面打勾。",
            "invalid_choice": "E-PUP-104 还没有选学生。在要删的学生前面打勾。",
        }
    )
    purpose = LineField(label="用途", limit=80)
