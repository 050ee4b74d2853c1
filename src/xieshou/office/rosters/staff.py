"""教职工名册: the list, its workbook, and one person."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from xieshou.catalogue.headings import SUBJECTS
from xieshou.office.exports import list_page
from xieshou.people.models import Honour, Staff, Teaching
from xieshou.people.selectors import at_school, named, posts_of, search_staff, teaches, tell_apart
from xieshou.scoping.scope import current
from xieshou.web import slots
from xieshou.web.listing import Column, Empty, Filter, Listing
from xieshou.web.pages import SignedIn, page
from xieshou.web.templatetags.look import school as school_mark

from .inside import schools_here, told_apart
from .wording import honours_said, teachings_said

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
        Column("post", "职务", lambda one: _post(one, schools), "post,order"),
        Column("subject", "任教学科", _taught, "subject,order"),
        Column("since", "任职起", lambda one: one.since.isoformat() if one.since else "", only="book"),
        Column("honours", "荣誉", _honoured, only="book"),
    ]


def _post(person: Staff, schools: dict[int, SimpleNamespace]) -> str:
    """The post, and of somebody from another school, whose."""
    if person.school_id in schools:
        return person.post
    return f"{person.post}（{person.school.brief}来校任职）"


def _taught(person: Staff) -> str:
    """The main subject, and those by stage where they say more."""
    return teachings_said(list(person.teachings.all())) or person.subject


def _honoured(person: Staff) -> str:
    return honours_said(list(person.honours.all()), "；")


def listing_of(request: SignedIn) -> StaffListing:
    """The roster as it was asked for."""
    schools = list(schools_here())
    said = told_apart(schools)
    held: list[StaffListing] = []
    filters: list[Filter[Staff]] = [
        Filter("q", "姓名、拼音首字母或工号", lambda found, words: found.filter(search_staff(words)))
    ]
    if len(schools) > 1:
        by_uid = {str(one.uid): one for one in schools}

        def at(found: QuerySet[Staff], value: str) -> QuerySet[Staff]:
            return found.filter(at_school(by_uid[value]))

        choices = [(uid, said[one.pk].short) for uid, one in by_uid.items()]
        filters.append(Filter("school", "学校", at, choices))
    subjects = [(subject, subject) for subject in SUBJECTS]
    filters.append(Filter("subject", "学科", lambda found, value: found.filter(teaches(value)), subjects))
    filters.append(Filter("state", "在职", _by_state, STATES, default="here"))
    may_add = request.user.may("staff.add")
    first = Empty("还没有教职工", "先导入一张教职工表，或者一位一位添加。", "添加教职工", reverse("office:person-add"))
    listing = StaffListing(
        request,
        Staff.objects.select_related("school").prefetch_related("teachings"),
        _columns(held, said),
        filters,
        default_sort="order",
        measure="人",
        empty=first if may_add else Empty("还没有教职工"),
    )
    if listing.exporting:
        listing.queryset = listing.queryset.prefetch_related("honours")
    held.append(listing)
    return listing


@page("staff.view")
def staff_list(request: SignedIn) -> HttpResponse:
    """Staff of the schools the person may see."""
    context: dict[str, Any] = {"listing": listing_of(request), "may_add": request.user.may("staff.add")}
    context["import_url"] = slots.ask("intake.url", "", user=request.user, sort="staff")
    return list_page(request, "office/staff.html", context, "教职工名册")


def person_here(pk: UUID) -> Staff:
    """A person by the address; DoesNotExist outside the scope."""
    found: Staff = Staff.objects.select_related("school").get(pk=pk)
    return found


@page("staff.view")
def person_detail(request: SignedIn, pk: UUID) -> HttpResponse:
    """One person of the roster."""
    person = person_here(pk)
    said = tell_apart(named(person.school, person.name)).get(person.pk, person.name)
    context = {
        "person": person,
        "said": said,
        "taught": teachings_said(list(Teaching.objects.filter(staff=person))),
        "honours": list(Honour.objects.filter(staff=person)),
        "posts": posts_of(person),
        "may_amend": current().covers(person.school.lo) and request.user.may("staff.amend", person.school.lo),
    }
    return render(request, "office/person.html", context)
