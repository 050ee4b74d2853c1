"""The list of pairs: who with whom, in which dimensions, on what paper."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from xieshou.dimensions.selectors import dimension_choices
from xieshou.drawings.dimensions import mark_of
from xieshou.kernel.halves import left_words
from xieshou.kernel.names import school_key
from xieshou.office.exports import list_page
from xieshou.pairings.models import Agreement, Community, Pairing, Strand
from xieshou.pairings.sides import signs_of, towns_here
from xieshou.places.models import Place
from xieshou.web.listing import Column, Empty, Filter, Listing, day_column, in_book
from xieshou.web.pages import SignedIn, page
from xieshou.web.templatetags.look import dimensions
from xieshou.web.templatetags.look import school as school_mark

Found = QuerySet[Pairing]
NOW, OVER = "now", "over"
STATES = ((NOW, "结对中"), (OVER, "已结束"))


def _by_words(found: Found, words: str) -> Found:
    sides = Q()
    for side in ("first", "second"):
        sides |= Q(**{f"{side}__key__contains": school_key(words)}) | Q(**{f"{side}__short__icontains": words})
        sides |= Q(**{f"{side}_community__in": Community.objects.filter(name__icontains=words).values("pk")})
    return found.filter(sides)


def _by_town(found: Found, value: str) -> Found:
    town = Place.objects.get(pk=int(value))
    inside = Q(first__lo__gte=town.lo, first__lo__lt=town.hi) | Q(second__lo__gte=town.lo, second__lo__lt=town.hi)
    return found.filter(inside)


def _by_dimension(found: Found, value: str) -> Found:
    lanes = Strand.objects.filter(pairing=OuterRef("pk"), dimension=value, until__isnull=True)
    return found.filter(Exists(lanes))


def _by_state(found: Found, value: str) -> Found:
    over = Q(until__lt=timezone.localdate())
    return found.filter(over) if value == OVER else found.exclude(over)


def _filters(wide: bool) -> list[Filter[Pairing]]:
    towns = [(str(town.pk), town.name) for town in towns_here()] if wide else []
    return [
        Filter("q", "学校名", _by_words),
        *([Filter("town", "乡镇", _by_town, towns)] if towns else []),
        Filter("dimension", "维度", _by_dimension, dimension_choices()),
        Filter("state", "状态", _by_state, STATES, NOW),
    ]


def _title(pairing: Pairing) -> str:
    url = reverse("pairings:detail", args=[pairing.pk])
    first, second = (school_mark(sign) for sign in signs_of(pairing))
    return format_html('<a class="name" href="{}">{}<span>与</span>{}</a>', url, first, second)


def _codes(pairing: Pairing) -> dict[str, None]:
    lanes = sorted(pairing.strands.all(), key=lambda row: row.giver_id != pairing.first_id)
    return dict.fromkeys(row.dimension for row in lanes if row.until is None)


def _paper_words(paper: Agreement | None) -> str:
    if paper is None:
        return format_html('<span class="dim">{}</span>', "还没有")
    words = left_words(timezone.localdate(), paper.ends) if paper.state == "signed" else paper.get_state_display()
    return format_html('<a href="{}">{}</a>', reverse("pairings:agreement", args=[paper.pk]), words)


def _columns(papers: dict[UUID, Agreement]) -> list[Column[Pairing]]:
    def contacts(pairing: Pairing) -> str:
        return "、".join(name for name in (pairing.first_contact, pairing.second_contact) if name)

    return [
        Column("sides", "两校", _title, "first__lo,second__lo", title=True, only="page"),
        in_book("甲方", lambda one: one.first.name),
        in_book("乙方", lambda one: one.second.name),
        Column("dimensions", "帮扶维度", lambda one: dimensions(_codes(one)), only="page"),
        in_book("维度", lambda one: "、".join(mark_of(code).label for code in _codes(one))),
        Column("contacts", "联络人", contacts, wide=True),
        day_column("since", "结对日期", lambda one: one.since, "since"),
        Column("agreement", "协议", lambda one: _paper_words(papers.get(one.pk))),
    ]


def _newest_papers(pairs: list[Pairing]) -> dict[UUID, Agreement]:
    """The paper of each pair: one in force before a draft, a draft before what is over."""
    rank = {"signed": 2, "draft": 1}
    found = Agreement.objects.filter(pairing__in=[pair.pk for pair in pairs])
    ordered = sorted(found, key=lambda paper: (rank.get(paper.state, 0), paper.starts))
    return {paper.pairing_id: paper for paper in ordered}


@page("pairing.view")
def index(request: SignedIn) -> HttpResponse:
    """Pairs of the school, or of everything the viewer may see."""
    user, papers = request.user, dict[UUID, Agreement]()
    may_open = user.may("pairing.open")
    first = Empty("还没有结对", "先定谁和谁结对，帮什么。", "新结一对", reverse("pairings:new"))
    listing: Listing[Pairing] = Listing(
        request, Pairing.objects.select_related("first", "second").prefetch_related("strands"), _columns(papers),
        _filters(not user.place.is_school), "sides", measure="对",
        empty=first if may_open else Empty("还没有结对", "县里定下谁和谁结对，这里就有。"),
    )  # fmt: skip
    papers.update(_newest_papers(listing.objects))
    return list_page(request, "pairings/list.html", {"listing": listing, "may_open": may_open}, "结对台账")
