"""First run: what a county still lacks before it can record, with one door for each; and the hub of the rosters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from xieshou.accounts.models import User
from xieshou.people.models import Staff
from xieshou.places.models import COUNTY
from xieshou.terms.models import Term
from xieshou.web import slots
from xieshou.web.pages import SignedIn, page

from .inside import accounts_here, own_county, schools_here


@dataclass(frozen=True)
class Step:
    """One thing a county needs: how much of it there is, and where to get more."""

    label: str
    count: int
    unit: str
    why: str
    button: str
    url: str
    door: str = ""

    @property
    def done(self) -> bool:
        """Whether there is any."""
        return self.count > 0


def _from_workbook(user: User, sort: str, otherwise: str) -> str:
    """The page that takes a workbook, where that app is installed."""
    return str(slots.ask("intake.url", otherwise, user=user, sort=sort))


def _needed(user: User) -> dict[str, QuerySet[Any]]:
    """What the county needs, in the order in which one thing needs the other."""
    return {
        "学期": Term.objects.filter(county=own_county(user)),
        "学校": schools_here(),
        "教职工": Staff.objects.filter(left__isnull=True),
        "结对": slots.ask("setup.pairings", Term.objects.none()),
        "账号": accounts_here().exclude(place__level__lte=COUNTY),
    }


def _has_all(user: User) -> bool:
    """Whether there is at least one of each, asked in one read."""
    there = User.objects.filter(pk=user.pk).values_list(*(Exists(found) for found in _needed(user).values()))
    return all(there.get())


def steps(user: User) -> list[Step]:
    """Each with how much of it there is."""
    counts = {label: found.count() for label, found in _needed(user).items()}
    schools, staff, accounts = reverse("office:schools"), reverse("office:staff"), reverse("signing:accounts")
    by_hand = {"schools": schools, "staff": staff, "accounts": accounts, "pairings": reverse("office:rosters")}
    doors = {sort: _from_workbook(user, sort, url) for sort, url in by_hand.items()}
    return [
        Step(
            "学期",
            counts["学期"],
            "个学期",
            "活动和承诺按学期数。",
            "设置学期",
            reverse("office:terms"),
            reverse("office:terms"),
        ),
        Step(
            "学校",
            counts["学校"],
            "所",
            "一张表一次导入，乡镇一起建好。",
            "导入学校",
            doors["schools"],
            schools,
        ),
        Step(
            "教职工",
            counts["教职工"],
            "人",
            "记活动时点名字，不用再写。",
            "导入教职工",
            doors["staff"],
            staff,
        ),
        Step("结对", counts["结对"], "对", "谁帮谁，帮什么。", "导入结对", doors["pairings"]),
        Step("账号", counts["账号"], "个", "每校至少一个，印成账号条发下去。", "开账号", doors["accounts"], accounts),
    ]


def missing_here(request: HttpRequest) -> str:
    """The set-up list on the home page of an officer, only while something is missing."""
    user = request.user
    if not isinstance(user, User) or not user.may("place.add") or _has_all(user):
        return ""
    found = steps(user)
    left = [step for step in found if not step.done]
    context = {"steps": found, "left": len(left), "next": left[0]}
    return render_to_string("office/_setup.html", context, request=request)


@page("staff.add")
def rosters(request: SignedIn) -> HttpResponse:
    """The hub: every roster with its size, and what is still missing."""
    user = request.user
    doors = {"学期": "term.set", "结对": "place.add", "账号": "account.view"}
    found = [step for step in steps(user) if user.may(doors.get(step.label, "staff.add"))]
    context = {
        "steps": found,
        "left": sum(not step.done for step in found),
        "officer": user.may("place.add"),
        "pupils": user.place.is_school and user.may("pupil.open", user.place.lo),
        "batches": slots.fill("rosters.below", request),
        "import_url": slots.ask("intake.url", "", user=user, sort=""),
    }
    return render(request, "office/rosters.html", context)
