"""Plans of a school or a county, and which of the four a school has: organisation, plan, scheme, inspection."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from xieshou.office.exports import list_page
from xieshou.pairings.selectors import communities_of, pairings_of
from xieshou.places.models import Place
from xieshou.plans.four import Four, four_of, schools_seen
from xieshou.plans.models import Plan, Promise
from xieshou.plans.wording import bond_words
from xieshou.web.icons import icon
from xieshou.web.listing import Column, Empty, Filter, Listing
from xieshou.web.pages import SignedIn, page

MARKS = {"accepted": ("done", "双方已定"), "sent": ("owed", "等对方认可"), "draft": ("owed", "起草中")}


def state_mark(plan: Plan) -> str:
    """The shape and the word of a plan's state."""
    css, word = MARKS[plan.state]
    return format_html('<span class="st {}">{}{}</span>', css, icon(f"s-{css}", css=""), word)


def _span(plan: Plan) -> str:
    return f"{plan.starts.year}年{plan.starts.month}月—{plan.ends.year}年{plan.ends.month}月"


def _title(plan: Plan) -> str:
    return format_html('<a class="name" href="{}">{}</a>', reverse("plans:detail", args=[plan.pk]), plan.title)


def _columns(of: Counter[Any]) -> list[Column[Plan]]:
    return [
        Column("title", "计划", _title, "title", title=True),
        Column("bond", "哪一对", lambda plan: bond_words(plan.pairing, plan.community)),
        Column("span", "从何时到何时", _span, "starts"),
        Column("promises", "承诺", lambda plan: str(of[plan.pk]), "", True, lambda plan: of[plan.pk], unit="项"),
        Column("state", "状态", state_mark, "state"),
    ]


def _filters() -> list[Filter[Plan]]:
    return [
        Filter("q", "计划的名称", lambda found, words: found.filter(title__icontains=words)),
        Filter("sort", "种类", lambda found, value: found.filter(sort=value), Plan.SORTS),
        Filter(
            "state", "状态", lambda found, value: found.filter(state=value), [(c, w) for c, (_, w) in MARKS.items()]
        ),
    ]


def bonds_to_plan(place: Place) -> list[tuple[str, str]]:
    """Pairs and communities a school may write a plan for: the word and the address of each."""
    today, new = timezone.localdate(), reverse("drafting:new")
    own = (pair for pair in pairings_of(place, today) if place.covers(pair.first) or place.covers(pair.second))
    pairs = [(str(pair), f"{new}?pair={pair.pk}") for pair in own]
    return pairs + [(one.name, f"{new}?community={one.pk}") for one in communities_of(place, today).filter(core=place)]


@page("plan.view")
def index(request: SignedIn) -> HttpResponse:
    """The list, the four, and where a new plan begins."""
    place, today = request.user.place, timezone.localdate()
    plans = Plan.objects.select_related("school", "pairing__first", "pairing__second").prefetch_related("community")
    may_write = place.is_school and request.user.may("plan.write", place.lo)
    bonds = bonds_to_plan(place) if may_write else []
    empty = Empty("还没有计划", "写好计划和承诺，两校就能看到做到了哪里。", "写计划", reverse("drafting:new"))
    promises: Counter[Any] = Counter()
    listing: Listing[Plan] = Listing(
        request, plans, _columns(promises), _filters(), "-span",
        empty=empty if bonds else Empty("还没有计划", "学校写好计划，这里就有。"), measure="份",
    )  # fmt: skip
    shown = [plan.pk for plan in listing.objects]
    promises.update(Promise.objects.filter(plan__in=shown).values_list("plan_id", flat=True))
    running = plans.filter(starts__lte=today, ends__gte=today)
    fours: list[Four] = four_of(schools_seen(place), today)
    context = {
        "listing": listing,
        "running": running.count(),
        "open": running.exclude(state="accepted").count(),
        "may_write": bool(bonds),
        "fours": fours,
        "lacking": sum(1 for four in fours if four.lacking),
        "one": place.is_school,
    }
    return list_page(request, "plans/list.html", context, "计划", "plans")
