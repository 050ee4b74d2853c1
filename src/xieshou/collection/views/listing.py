"""The list of calls for a bureau, and of what is owed for a school."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from xieshou.collection.models import SORTS, Call, Due
from xieshou.collection.selectors import calls_of, owed_by, waiting_here
from xieshou.collection.sentences import state_words
from xieshou.office.exports import list_page
from xieshou.web.listing import Column, Empty, Filter, Listing
from xieshou.web.pages import SignedIn, page
from xieshou.web.templatetags.look import day, shape

SORT_LABELS, STATE_LABELS = dict(SORTS), dict(Call.STATES)
EXPLAINED = "上级来了一张表，传上来：系统里有的自动填好，没有的只问学校，最后合成一张。"


def _title(url: str, title: str) -> str:
    return format_html('<a class="name" href="{}">{}</a>', url, title)


def _counted(found: QuerySet[Call]) -> dict[UUID, dict[str, int]]:
    """How many schools are in which state, by call."""
    rows = Due.objects.filter(call__in=found.order_by()).order_by().values_list("call_id", "state")
    counted: dict[UUID, dict[str, int]] = {}
    for call, state, number in rows.annotate(n=Count("pk")):
        counted.setdefault(call, {})[state] = number
    return counted


def _progress(call: Call, counts: dict[str, int]) -> str:
    if call.state == "draft":
        return "还没发"
    total = sum(counts.values())
    came = total - counts.get("owed", 0) - counts.get("returned", 0)
    words = f"{total}所都交了" if came == total else f"交了{came}所，共{total}所"
    return words if call.state == "sent" else f"{words}，不再收"


def _of_state(rows: QuerySet[Call], value: str) -> QuerySet[Call]:
    if value == "all":
        return rows
    return rows.exclude(state="closed") if value == "open" else rows.filter(state=value)


def _calls(request: SignedIn) -> HttpResponse:
    found = calls_of(request.user.place)
    counted = _counted(found)
    may = request.user.may("collection.open")
    columns: list[Column[Call]] = [
        Column(
            "title", "要什么", lambda c: _title(reverse("collection:detail", args=[c.pk]), c.title), "title", title=True
        ),
        Column("sort", "哪一种", lambda c: SORT_LABELS[c.sort], "sort", wide=True),
        Column("due", "哪天前交", lambda c: day(c.due), "due"),
        Column("state", "收得怎样", lambda c: _progress(c, counted.get(c.pk, {})), "state"),
    ]
    filters: list[Filter[Call]] = [
        Filter("q", "名称", lambda rows, text: rows.filter(title__contains=text)),
        Filter("state", "状态", _of_state, [("open", "在收和没发的"), *Call.STATES, ("all", "全部")], default="open"),
        Filter("sort", "哪一种", lambda rows, value: rows.filter(sort=value), SORTS),
    ]
    words = "还没有要过表"
    empty = Empty(words, EXPLAINED, "传一张空表", reverse("collection:new")) if may else Empty(words, EXPLAINED)
    listing = Listing(request, found, columns, filters, "due", empty=empty, measure="份")
    return list_page(request, "collection/calls.html", {"listing": listing, "may_open": may}, "报送")


WAITING = ("waiting", "等我校交")


def _by_state(rows: QuerySet[Due], value: str) -> QuerySet[Due]:
    if value == "all":
        return rows
    waiting = Q(state__in=("owed", "returned"), call__state="sent")
    return rows.filter(waiting if value == "waiting" else Q(state=value))


def _dues(request: SignedIn) -> HttpResponse:
    school, today = request.user.place, timezone.localdate()

    def state(due: Due) -> str:
        if due.is_open and due.call.state != "sent":
            return "没有交，不再收"
        mark, words = state_words(due, today)
        return format_html("{} {}", shape(mark), words)

    columns: list[Column[Due]] = [
        Column(
            "title",
            "要什么",
            lambda d: _title(reverse("collection:due", args=[d.pk]), d.call.title),
            "call__title",
            title=True,
        ),
        Column("due", "哪天前交", lambda d: day(d.call.due), "call__due,call__created_at"),
        Column("state", "交了没有", state, "state"),
    ]
    choices = [WAITING, ("handed", "交了"), ("accepted", "通过"), ("all", "全部")]
    filters: list[Filter[Due]] = [
        Filter("q", "名称", lambda rows, text: rows.filter(call__title__contains=text)),
        Filter("state", "状态", _by_state, choices, default="waiting"),
    ]
    empty = Empty("没有要交的", "县里要表和材料时，这里按截止日期排好，首页也会看到。", "看交过的", "?state=all")
    listing = Listing(request, owed_by(school), columns, filters, "due", empty=empty, measure="份")
    waiting = list(waiting_here(school))
    late = sum(due.is_late(today) for due in waiting)
    context = {"listing": listing, "count": len(waiting), "late": late}
    return list_page(request, "collection/dues.html", context, "要交的表")


@page("collection.view")
def index(request: SignedIn) -> HttpResponse:
    """What the bureau collects, or what the school owes, the next due first."""
    return _dues(request) if request.user.place.is_school else _calls(request)
