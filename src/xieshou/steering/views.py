"""Steering groups: the list, one as of a day with its history, and changing who sits in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.html import format_html

from xieshou.office.exports import list_page
from xieshou.pairings.models import Pairing
from xieshou.pairings.views.reach import home_side, pairing_for
from xieshou.steering.forms import GroupForm, SeatForm
from xieshou.steering.models import GroupMember, SteeringGroup
from xieshou.steering.operations.set_group import Seat, set_group
from xieshou.steering.selectors import before, group_of, seats
from xieshou.web.entry import Side, change, shown
from xieshou.web.listing import Column, Empty, Filter, Listing
from xieshou.web.pages import SignedIn, attempt, page
from xieshou.web.rows import Rows, rows, wants_more

NAMES = ("name", "office", "duties")


def whose(group: SteeringGroup) -> str:
    """The pair, the school or the bureau a group belongs to."""
    return str(group.pairing) if group.pairing else group.place.office


def _name(group: SteeringGroup) -> str:
    return format_html('<a class="name" href="{}">{}</a>', reverse("steering:detail", args=[group.pk]), group.name)


def _heads(group: SteeringGroup) -> str:
    today = timezone.localdate()
    return "、".join(seat.name for seat in seats(group, today, today) if seat.role == "head")


COLUMNS: list[Column[SteeringGroup]] = [
    Column("name", "名称", _name, "name", title=True),
    Column("whose", "哪一级", whose, "place__lo"),
    Column("head", "组长", _heads),
    Column("office", "办公室", lambda group: group.office, wide=True),
]


@page("pairing.view")
def index(request: SignedIn) -> HttpResponse:
    """Groups of the county, of schools and of pairs in sight."""
    place = request.user.place
    may_set = request.user.may("group.set", place.lo) and group_of(place) is None
    words = "写下组长和成员，总结会照当时的名单写。"
    first = Empty("还没有领导小组", words, "设领导小组", reverse("steering:new"))
    listing: Listing[SteeringGroup] = Listing(
        request,
        SteeringGroup.objects.select_related("place", "pairing__first", "pairing__second"),
        COLUMNS,
        [Filter("q", "名称", lambda found, words: found.filter(name__icontains=words))],
        "whose",
        empty=first if may_set else Empty("还没有领导小组"),
        measure="个",
    )
    return list_page(request, "steering/list.html", {"listing": listing, "may_set": may_set}, "领导小组", "groups")


def _group_for(request: SignedIn, pk: UUID, action: str = "") -> SteeringGroup:
    every = SteeringGroup.objects.select_related("place", "pairing__first", "pairing__second")
    found: SteeringGroup = every.get(pk=pk)
    if action and not request.user.may(action, found.place.lo):
        raise Http404
    return found


def _asked_day(request: SignedIn) -> date:
    """The day a visitor wants to see; today for anything that is none."""
    try:
        return parse_date(request.GET.get("on", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


def _by_role(sat: Sequence[GroupMember]) -> list[tuple[str, list[GroupMember]]]:
    found = [(label, [seat for seat in sat if seat.role == role]) for role, label in GroupMember.ROLES]
    return [(label, listed) for label, listed in found if listed]


@page("pairing.view")
def detail(request: SignedIn, pk: UUID) -> HttpResponse:
    """The group as it sat on a day, and who came and left when."""
    group, day = _group_for(request, pk), _asked_day(request)
    sat = seats(group, day, day)
    context = {
        "group": group,
        "whose": whose(group),
        "day": day,
        "today": timezone.localdate(),
        "roles": _by_role(sat),
        "sat": len(sat),
        "history": seats(group, date.min, date.max),
        "may_set": request.user.may("group.set", group.place.lo),
    }
    return render(request, "steering/detail.html", context)


def _seats(lines: Rows) -> list[Seat]:
    return [Seat(row["name"], row["post"], row["role"]) for row in lines.values()]


def _standing(group: SteeringGroup) -> list[dict[str, str]]:
    sat = [seat for seat in seats(group, date.min, date.max) if seat.until is None]
    return [{"name": seat.name, "post": seat.post, "role": seat.role} for seat in sat]


def _offered(sat: Sequence[GroupMember]) -> list[dict[str, str]]:
    """Seats to begin with; of several groups the first head stays, the others sit beside him."""
    found: list[dict[str, str]] = []
    for seat in sorted(sat, key=lambda one: one.role != "head"):
        role = "deputy" if seat.role == "head" and found else seat.role
        found.append({"name": seat.name, "post": seat.post, "role": role})
    return found


def _asked_pair(request: SignedIn) -> Pairing | None:
    asked = request.GET.get("pair", "")
    if not asked:
        return None
    try:
        return pairing_for(request, UUID(asked), "group.set")
    except ValueError as garbled:
        raise Http404 from garbled


@page("group.set", ("GET", "POST"))
def new(request: SignedIn) -> HttpResponse:
    """A group of one's own school or county; with ``?pair=`` one of both schools."""
    user, pairing = request.user, _asked_pair(request)
    place = home_side(user, pairing) if pairing else user.place
    if not user.may("group.set", place.lo):
        raise Http404
    first = {"name": "两校帮扶工作小组" if pairing else "结对帮扶工作领导小组", "since": timezone.localdate()}
    sat, data = before(place, pairing), request.POST if request.method == "POST" else None
    form, lines = (
        GroupForm(data, initial=first),
        rows(SeatForm, data, _offered(sat) or [{"role": "head"}, {"role": "deputy"}]),
    )
    if wants_more(request.POST):
        form.hush()
    elif data is not None and all([form.is_valid(), lines.is_valid()]):
        key = form.cleaned_data["key"]
        given = {"place": place, "pairing": pairing, "seats": _seats(lines), **form.values()}
        saved = attempt(form, lambda: set_group(user, key=key, **given))
        if saved is not None:
            messages.info(request, "设好了。")
            return redirect("steering:detail", pk=saved.pk)
    back = reverse("pairings:detail", args=[pairing.pk]) if pairing else reverse("steering:list")
    who = str(pairing) if pairing else place.office
    return shown(request, "steering/form.html", "设领导小组", back, form, rows=lines, whose=who, before=sat)


def _clash(group: SteeringGroup, lines: Rows) -> tuple[Side, ...]:
    roles = dict(GroupMember.ROLES)

    def said(listed: Sequence[dict[str, Any]]) -> str:
        return "、".join(f"{roles[one['role']]}{one['name']}" for one in listed)

    side = Side("名单", said(_standing(group)), said(lines.values()))
    return (side,) if side.theirs != side.mine else ()


@page("group.set", ("GET", "POST"))
def edit(request: SignedIn, pk: UUID) -> HttpResponse:
    """Who sits in the group from a day on."""
    group = _group_for(request, pk, "group.set")
    values = {name: getattr(group, name) for name in NAMES}
    data = request.POST if request.method == "POST" else None
    form = GroupForm(data, initial={**values, "since": timezone.localdate(), "version": group.version})
    lines = rows(SeatForm, data, _standing(group))
    if wants_more(request.POST):
        form.hush()
    elif data is not None and all([form.is_valid(), lines.is_valid()]):
        key, version = form.cleaned_data["key"], form.cleaned_data["version"]
        given = {"place": group.place, "pairing": group.pairing, "seats": _seats(lines), **form.values()}
        saved = change(
            form,
            lambda: set_group(request.user, key=key, group=group, version=version, **given),
            lambda: {name: getattr(SteeringGroup.objects.get(pk=pk), name) for name in NAMES},
        )
        if saved is not None:
            messages.info(request, "改好了。以前的名单还在。")
            return redirect("steering:detail", pk=pk)
        if version != SteeringGroup.objects.get(pk=pk).version:
            form.clash += _clash(group, lines)
    back = reverse("steering:detail", args=[pk])
    latest = max((seat.since for seat in group.members.all()), default=date.min)
    sat = [seat for seat in before(group.place, group.pairing) if (seat.until or date.min) >= latest]
    return shown(request, "steering/form.html", "改领导小组", back, form, rows=lines, whose=whose(group), before=sat)
