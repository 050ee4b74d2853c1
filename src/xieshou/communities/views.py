"""Communities: the list, founding one, one with its members, changing them, ending it."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from xieshou.kernel.dates import show
from xieshou.office.exports import list_page
from xieshou.pairings.models import Community, Member
from xieshou.pairings.selectors import members_of
from xieshou.pairings.sides import partner_named, schools_here
from xieshou.places.models import Place
from xieshou.scoping.scope import current
from xieshou.terms.selectors import term_here
from xieshou.web import slots
from xieshou.web.entry import changing, shown
from xieshou.web.listing import Column, Empty, Filter, Listing
from xieshou.web.pages import SignedIn, attempt, page
from xieshou.web.templatetags.look import school as school_mark

from .forms import ChangeForm, CommunityForm, EndForm
from .operations.change_members import change_members, end_community
from .operations.open_community import open_community

NOW, OVER = "now", "over"
STATES = ((NOW, "现有的"), (OVER, "已结束"))


def _name(community: Community) -> str:
    url = reverse("communities:detail", args=[community.pk])
    return format_html('<a class="name" href="{}">{}</a>', url, community.name)


def _number(community: Community) -> str:
    day = community.until or timezone.localdate()
    return f"{len(members_of(community, day))}所"


COLUMNS: list[Column[Community]] = [
    Column("name", "名称", _name, "name", title=True),
    Column("sort", "哪一种", lambda one: one.get_sort_display(), "sort"),
    Column("core", "核心校", lambda one: school_mark(one.core), "core__lo"),
    Column("count", "学校", _number),
    Column("since", "成立", lambda one: show(one.since, timezone.localdate()), "since"),
]


@page("pairing.view")
def index(request: SignedIn) -> HttpResponse:
    """Communities in sight."""
    may_open = request.user.may("community.open")
    words = "一所核心校带几所成员校，活动记一次，各校都算。"
    first = Empty("还没有共同体", words, "成立一个", reverse("communities:new"))
    over = {"until__lt": timezone.localdate()}
    listing: Listing[Community] = Listing(
        request,
        Community.objects.select_related("core"),
        COLUMNS,
        [
            Filter("q", "名称", lambda found, words: found.filter(name__icontains=words)),
            Filter("sort", "哪一种", lambda found, value: found.filter(sort=value), Community.SORTS),
            Filter(
                "state",
                "状态",
                lambda found, value: found.filter(**over) if value == OVER else found.exclude(**over),
                STATES,
                NOW,
            ),
        ],
        "name",
        empty=first if may_open else Empty("还没有共同体"),
        measure="个",
    )
    return list_page(
        request, "communities/list.html", {"listing": listing, "may_open": may_open}, "共同体", "communities"
    )


def _named(request: SignedIn, given: dict[str, Any]) -> list[Place]:
    """Ticked schools and those beyond the county."""
    return [*given["members"], *(partner_named(request.user, name) for name in given["afar"])]


def _open(request: SignedIn, given: dict[str, Any]) -> Community:
    values = {name: given[name] for name in ("key", "core", "name", "sort", "since")}
    opened: Community = open_community(request.user, members=_named(request, given), **values)
    return opened


@page("community.open", ("GET", "POST"))
def new(request: SignedIn) -> HttpResponse:
    """A core school and its members."""
    initial = {"since": timezone.localdate()}
    form = CommunityForm(request.POST or None, initial=initial, schools=list(schools_here()))
    if request.method == "POST" and form.is_valid():
        opened = attempt(form, lambda: _open(request, form.cleaned_data))
        if opened is not None:
            messages.info(request, "成立了。成员校都能看到。")
            return redirect("communities:detail", pk=opened.pk)
    back = reverse("communities:list")
    return shown(request, "web/one_form.html", "成立共同体、集团或联盟", back, form, button="成立")


def _one(request: SignedIn, pk: UUID, action: str = "") -> Community:
    """A community in sight; with an action, one at whose core it is granted."""
    found: Community = Community.objects.select_related("core").get(pk=pk)
    if action and not request.user.may(action, found.core.lo):
        raise Http404
    return found


@page("pairing.view")
def detail(request: SignedIn, pk: UUID) -> HttpResponse:
    """The members, what was promised together, and what was done."""
    community, today = _one(request, pk), timezone.localdate()
    over = community.until is not None and community.until < today
    members = members_of(community, community.until if over and community.until else today)
    mine = [one for one in members if one.pk == request.user.place_id]
    inside = [one for one in members if current().covers(one.lo)]
    term = term_here([*mine, *inside, community.core][0], today)
    about = {"pairing": community, "term": term, "today": today}
    left = Member.objects.filter(community=community, until__lt=today).select_related("school").order_by("-until")
    context = {
        "community": community,
        "members": members,
        "left": [] if over else list(left),
        "over": over,
        "may": not over and request.user.may("community.amend", community.core.lo),
        "promises": slots.fill("pair.promises", request, **about) if term else "",
        "timeline": slots.fill("pair.timeline", request, **about),
    }
    return render(request, "communities/detail.html", context)


def _standing(community: Community) -> list[Place]:
    """Members beside the core."""
    return members_of(community, timezone.localdate())[1:]


@page("community.amend", ("GET", "POST"))
def change_who(request: SignedIn, pk: UUID) -> HttpResponse:
    """Who belongs to it from a day on."""
    community = _one(request, pk, "community.amend")
    schools = {place.pk: place for place in (*schools_here(), *_standing(community)) if place.pk != community.core_id}
    initial = {
        "on": timezone.localdate(),
        "members": [str(place.pk) for place in _standing(community)],
        "version": community.version,
    }
    return changing(
        request,
        ChangeForm(request.POST or None, initial=initial, schools=list(schools.values())),
        lambda **given: change_members(
            request.user,
            key=given["key"],
            community=community,
            members=_named(request, given),
            on=given["on"],
            version=given["version"],
        ),
        lambda: {"members": _standing(community)},
        lambda saved: "改好了。",
        heading=f"调整{community.name}的成员",
        back=reverse("communities:detail", args=[pk]),
        button="保存",
    )


@page("community.end", ("GET", "POST"))
def end(request: SignedIn, pk: UUID) -> HttpResponse:
    """The last day of a community; its records stay."""
    community = _one(request, pk, "community.end")
    return changing(
        request,
        EndForm(request.POST or None, initial={"until": timezone.localdate(), "version": community.version}),
        partial(end_community, request.user, community=community),
        lambda: {"until": Community.objects.get(pk=pk).until},
        lambda saved: f"{community.name}结束了。以前的记录都还在。",
        heading=f"结束{community.name}",
        back=reverse("communities:detail", args=[pk]),
        button="结束",
        lead="活动、计划和承诺都留着，只是不再往下记。",
    )
