"""Communities: the list, forming one, and one with its members."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from xieshou.office.exports import list_page
from xieshou.pairings.forms.communities import CommunityForm
from xieshou.pairings.models import Community
from xieshou.pairings.operations.open_community import open_community
from xieshou.pairings.selectors import members_of
from xieshou.pairings.sides import schools_here
from xieshou.scoping.scope import current
from xieshou.web import slots
from xieshou.web.listing import Column, Empty, Filter, Listing, day_column
from xieshou.web.pages import SignedIn, attempt, page
from xieshou.web.templatetags.look import school as school_mark

from .reach import shown, term_here


def _name(community: Community) -> str:
    url = reverse("pairings:community", args=[community.pk])
    return format_html('<a class="name" href="{}">{}</a>', url, community.name)


COLUMNS: list[Column[Community]] = [
    Column("name", "名称", _name, "name", title=True),
    Column("core", "核心校", lambda one: school_mark(one.core), "core__lo"),
    Column("count", "学校", lambda one: f"{len(members_of(one, timezone.localdate()))}所"),
    day_column("since", "成立", lambda one: one.since, "since"),
]


@page("pairing.view")
def index(request: SignedIn) -> HttpResponse:
    """Communities in sight."""
    may_open = request.user.may("community.open")
    words = "一所核心校带几所成员校，活动记一次，各校都算。"
    first = Empty("还没有共同体", words, "成立共同体", reverse("pairings:community-new"))
    listing: Listing[Community] = Listing(
        request,
        Community.objects.select_related("core"),
        COLUMNS,
        [Filter("q", "名称", lambda found, words: found.filter(name__icontains=words))],
        "name",
        empty=first if may_open else Empty("还没有共同体"),
        measure="个",
    )
    return list_page(request, "pairings/communities.html", {"listing": listing, "may_open": may_open}, "共同体")


@page("community.open", ("GET", "POST"))
def new(request: SignedIn) -> HttpResponse:
    """A core school and its members."""
    form = CommunityForm(
        request.POST or None, initial={"since": timezone.localdate()}, schools=list(schools_here())
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        opened = attempt(form, lambda: open_community(request.user, key=form.cleaned_data["key"], **form.values()))
        if opened is not None:
            messages.info(request, "成立了。成员校都能看到。")
            return redirect("pairings:community", pk=opened.pk)
    back = reverse("pairings:communities")
    return shown(request, "pairings/one_form.html", "成立共同体", back, form, button="成立")


@page("pairing.view")
def detail(request: SignedIn, pk: UUID) -> HttpResponse:
    """The members, what was promised together, and what was done."""
    community: Community = Community.objects.select_related("core").get(pk=pk)
    today, members = timezone.localdate(), members_of(community, timezone.localdate())
    mine = [one for one in members if one.pk == request.user.place_id]
    inside = [one for one in members if current().covers(one.lo)]
    term = term_here([*mine, *inside, community.core][0], today)
    about = {"pairing": community, "term": term, "today": today}
    context = {
        "community": community,
        "members": members,
        "promises": slots.fill("pair.promises", request, **about) if term else "",
        "timeline": slots.fill("pair.timeline", request, **about),
    }
    return render(request, "pairings/community.html", context)
