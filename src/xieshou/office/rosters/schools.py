"""学校名册: the list, its workbook, and the page of one school."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html

from xieshou.kernel.names import school_key
from xieshou.office.exports import list_page
from xieshou.people.selectors import staff_of
from xieshou.places.models import COUNTY, KINDS, SETTINGS, STAGES, TOWN, UNITS, Figures, Place
from xieshou.places.selectors import changes_of, county_of, units_of
from xieshou.web import slots
from xieshou.web.listing import Column, Empty, Filter, Listing
from xieshou.web.pages import SignedIn, page
from xieshou.web.templatetags.look import school as school_mark

from .history import sentence
from .inside import all_schools_here, told_apart, towns_here

STAGE_LABELS = dict(STAGES)
SETTING_LABELS = dict(SETTINGS)
KIND_LABELS = dict((*KINDS, *UNITS))
STATES = (("here", "在办"), ("gone", "已撤并"))


def with_figures(schools: QuerySet[Place]) -> QuerySet[Place]:
    """Each school with its newest headcounts."""
    newest = Figures.objects.filter(school=OuterRef("pk")).order_by("-year")
    columns = {
        name: Subquery(newest.values(name)[:1], output_field=IntegerField())
        for name in ("pupils", "teachers", "classes")
    }
    return schools.annotate(**columns)


def _by_words(found: QuerySet[Place], words: str) -> QuerySet[Place]:
    key = school_key(words)
    rows = found.exclude(aliases=[]).values_list("pk", "aliases")
    once = [pk for pk, aliases in rows if any(key in school_key(name) for name in aliases)]
    return found.filter(Q(key__contains=key) | Q(short__icontains=words) | Q(code=words) | Q(pk__in=once))


def _by_state(found: QuerySet[Place], value: str) -> QuerySet[Place]:
    return found.filter(closed__isnull=value == "here")


def _by_town(found: QuerySet[Place], value: str) -> QuerySet[Place]:
    return found.filter(parent__level__lte=COUNTY) if value == "0" else found.filter(parent=int(value))


def town_name(school: Place) -> str:
    """The town a school stands in; nothing for schools directly under the county."""
    return school.parent.name if school.parent is not None and school.parent.level == TOWN else ""


def _names(schools: list[Place]) -> Callable[[Place], str]:
    """Names told apart over the whole roster, not only over a page of it."""
    said = told_apart(schools)

    def named(school: Place) -> str:
        url = reverse("office:school", args=[school.uid])
        return format_html('<a class="name" href="{}">{}</a>', url, school_mark(said.get(school.pk, school)))

    return named


def _number(name: str, label: str, unit: str) -> Column[Place]:
    def export_cell(school: Place) -> object:
        return getattr(school, name)

    def cell(school: Place) -> str:
        value = getattr(school, name)
        return "" if value is None else str(value)

    return Column(name, label, cell, name, numeric=True, export=export_cell, unit=unit, wide=name == "classes")


def columns(named: Callable[[Place], str]) -> list[Column[Place]]:
    """What a row of the roster shows; the workbook has more."""
    return [
        Column("name", "学校名称", named, "key", export=lambda school: school.name, title=True),
        Column("short", "简称", lambda school: school.short, only="book"),
        Column("code", "标识码", lambda school: school.code, only="book"),
        Column("town", "乡镇", town_name, "lo"),
        Column("setting", "城乡", lambda school: SETTING_LABELS.get(school.setting, ""), "setting,lo"),
        Column("stage", "学段", lambda school: STAGE_LABELS.get(school.stage, ""), "stage,lo"),
        Column("kind", "办学性质", lambda school: KIND_LABELS.get(school.kind, ""), only="book"),
        Column("aliases", "曾用名", lambda school: "、".join(school.aliases), only="book"),
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
        with_figures(all_schools_here()),
        columns(_names(list(all_schools_here()))),
        [
            Filter("q", "校名或标识码", _by_words),
            Filter("town", "乡镇", _by_town, towns),
            Filter("setting", "城乡", lambda found, value: found.filter(setting=value), SETTINGS),
            Filter("stage", "学段", lambda found, value: found.filter(stage=value), STAGES),
            Filter("state", "在办", _by_state, STATES, default="here"),
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
    school: Place = get_object_or_404(all_schools_here(), uid=uid)
    user, stands = request.user, school.closed is None
    figures = list(Figures.objects.filter(school=school).order_by("-year"))
    context: dict[str, Any] = {
        "school": school,
        "town": town_name(school),
        "in_county": county_of(school),
        "stage": STAGE_LABELS.get(school.stage, ""),
        "setting": SETTING_LABELS.get(school.setting, ""),
        "figures": [(one, f"{one.year}—{one.year + 1}学年") for one in figures],
        "kind": KIND_LABELS.get(school.kind, ""),
        "units": [(unit, KIND_LABELS.get(unit.kind, "")) for unit in units_of(school)],
        "history": [sentence(change) for change in changes_of(school)],
        "forebears": Place.objects.filter(pk__in=school.line[1:]).order_by("lo"),
        "may_add": stands and user.may("place.add", school.lo),
        "below": slots.fill("school.below", request, school=school),
        "may_amend": stands and user.may("place.amend", school.lo),
        "may_staff": request.user.may("staff.view", school.lo),
        "panels": slots.fill("school.page", request, school=school),
    }
    if context["may_staff"]:
        context["staff_count"] = staff_of(school).count()
    return render(request, "office/school.html", context)
