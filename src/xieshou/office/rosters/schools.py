"""学校名册: the list, its workbook, and the page of one school."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from xieshou.kernel.names import school_key
from xieshou.office.exports import list_page
from xieshou.people.selectors import staff_of
from xieshou.places.models import CAMPUS, COUNTY, SETTINGS, STAGES, TOWN, Figures, Place
from xieshou.places.selectors import county_of
from xieshou.web import slots
from xieshou.web.listing import Column, Empty, Filter, Listing
from xieshou.web.pages import SignedIn, page
from xieshou.web.templatetags.look import school as school_mark

from .inside import school_here, schools_here, towns_here

STAGE_LABELS = dict(STAGES)
SETTING_LABELS = dict(SETTINGS)


def with_figures(schools: QuerySet[Place]) -> QuerySet[Place]:
    """Each school with its newest headcounts."""
    newest = Figures.objects.filter(school=OuterRef("pk")).order_by("-year")
    columns = {
        name: Subquery(newest.values(name)[:1], output_field=IntegerField())
        for name in ("pupils", "teachers", "classes")
    }
    return schools.annotate(**columns)


def _by_words(found: QuerySet[Place], words: str) -> QuerySet[Place]:
    return found.filter(Q(key__contains=school_key(words)) | Q(short__icontains=words) | Q(code=words))


def _by_town(found: QuerySet[Place], value: str) -> QuerySet[Place]:
    return found.filter(parent__level__lte=COUNTY) if value == "0" else found.filter(parent=int(value))


def town_name(school: Place) -> str:
    """The town a school stands in; nothing for schools directly under the county."""
    return school.parent.name if school.parent is not None and school.parent.level == TOWN else ""


def _named(school: Place) -> str:
    url = reverse("office:school", args=[school.uid])
    return format_html('<a class="name" href="{}">{}</a>', url, school_mark(school))


def _number(name: str, label: str, unit: str) -> Column[Place]:
    def export_cell(school: Place) -> object:
        return getattr(school, name)

    def cell(school: Place) -> str:
        value = getattr(school, name)
        return "" if value is None else str(value)

    return Column(name, label, cell, name, numeric=True, export=export_cell, unit=unit, wide=name == "classes")


def columns() -> list[Column[Place]]:
    """What a row of the roster shows; the workbook has more."""
    return [
        Column("name", "学校名称", _named, "key", export=lambda school: school.name, title=True),
        Column("short", "简称", lambda school: school.short, only="book"),
        Column("code", "标识码", lambda school: school.code, only="book"),
        Column("town", "乡镇", town_name, "lo"),
        Column("setting", "城乡", lambda school: SETTING_LABELS.get(school.setting, ""), "setting,lo"),
        Column("stage", "学段", lambda school: STAGE_LABELS.get(school.stage, ""), "stage,lo"),
        _number("pupils", "学生数", "名学生"),
        _number("teachers", "教师数", "名教师"),
        _number("classes", "班级数", "个班"),
    ]


def listing_of(request: SignedIn) -> Listing[Place]:
    """The roster as it was asked for."""
    towns = [("0", "县直"), *((str(town.pk), town.name) for town in towns_here())]
    may_add = request.user.may("place.add")
    empty = Empty("还没有学校", "先导入一张学校表，或者一所一所添加。", "添加学校", reverse("office:school-add"))
    return Listing(
        request,
        with_figures(schools_here()),
        columns(),
        [
            Filter("q", "校名或标识码", _by_words),
            Filter("town", "乡镇", _by_town, towns),
            Filter("setting", "城乡", lambda found, value: found.filter(setting=value), SETTINGS),
            Filter("stage", "学段", lambda found, value: found.filter(stage=value), STAGES),
        ],
        default_sort="lo",
        measure="所",
        empty=empty if may_add else Empty("还没有学校"),
    )


@page("place.view")
def school_list(request: SignedIn) -> HttpResponse:
    """Schools the person may see."""
    context: dict[str, Any] = {"listing": listing_of(request), "may_add": request.user.may("place.add")}
    context["import_url"] = slots.ask("intake.url", "", user=request.user, sort="schools")
    return list_page(request, "office/schools.html", context, "学校名册")


@page("place.view")
def school_detail(request: SignedIn, uid: UUID) -> HttpResponse:
    """One school: what it is called, how it is described, its headcounts by year, and what other apps say."""
    school = school_here(uid)
    figures = list(Figures.objects.filter(school=school).order_by("-year"))
    context: dict[str, Any] = {
        "school": school,
        "town": town_name(school),
        "in_county": county_of(school),
        "stage": STAGE_LABELS.get(school.stage, ""),
        "setting": SETTING_LABELS.get(school.setting, ""),
        "campuses": Place.objects.filter(parent=school, level=CAMPUS).order_by("lo"),
        "may_add": request.user.may("place.add", school.lo),
        "figures": [(one, f"{one.year}—{one.year + 1}学年") for one in figures],
        "may_amend": request.user.may("place.amend", school.lo),
        "may_staff": request.user.may("staff.view", school.lo),
        "panels": slots.fill("school.page", request, school=school),
    }
    if context["may_staff"]:
        context["staff_count"] = staff_of(school).count()
    return render(request, "office/school.html", context)
