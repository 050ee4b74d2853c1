"""The list of people sent: columns, conditions and its first sentence."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from xieshou.accounts.models import User
from xieshou.kernel.dates import show
from xieshou.kernel.names import search_key
from xieshou.places.models import Place
from xieshou.places.selectors import county_of
from xieshou.terms.selectors import counting_period, terms_of
from xieshou.web.icons import icon
from xieshou.web.listing import Column, Empty, Filter, Listing, in_book
from xieshou.web.templatetags.look import school

from .models import Placement, kind_choices
from .selectors import lasting_to, overlapping, placements, serving_on, within


def _title(one: Placement) -> str:
    url = reverse("placements:detail", args=[one.pk])
    return format_html('<a class="name" href="{}">{}{} {}</a>', url, icon("k-walk"), one.name, one.label)


def _days(one: Placement) -> str:
    today = timezone.localdate()
    early = "，提前结束" if one.actual_end else ""
    return format_html('<span class="n">{}至{}{}</span>', show(one.starts, today), show(one.last_day, today), early)


def _weekly(one: Placement) -> str:
    return f"{one.weekly_lessons}课时" if one.weekly_lessons else ""


COLUMNS: tuple[Column[Placement], ...] = (
    Column("name", "姓名和形式", _title, sort="name", title=True, only="page"),
    in_book("姓名", lambda one: one.name),
    in_book("形式", lambda one: one.label),
    Column("owner", "派出", lambda one: school(one.owner, "short"), sort="owner__lo"),
    Column("host", "接收", lambda one: school(one.host, "short"), sort="host__lo"),
    Column("subject", "学科", lambda one: one.subject, sort="subject"),
    Column("starts", "起止", _days, sort="starts", only="page"),
    in_book("从哪一天", lambda one: one.starts),
    in_book("到哪一天", lambda one: one.last_day),
    Column("weekly", "周课时", _weekly, sort="weekly_lessons", numeric=True, export=lambda one: one.weekly_lessons),
)


def _search(found: QuerySet[Placement], text: str) -> QuerySet[Placement]:
    by_school = Q(owner__name__contains=text) | Q(host__name__contains=text)
    return found.filter(Q(name__contains=search_key(text) or text) | Q(project__contains=text) | by_school)


def _state(found: QuerySet[Placement], value: str) -> QuerySet[Placement]:
    today = timezone.localdate()
    return serving_on(found, today) if value == "now" else found.exclude(lasting_to(today))


def _filters(place: Place) -> list[Filter[Placement]]:
    county = county_of(place)
    terms = {str(term.code): term for term in reversed(terms_of(county, place.stage))} if county else {}

    def in_term(found: QuerySet[Placement], code: str) -> QuerySet[Placement]:
        return overlapping(found, counting_period(terms[code]))

    def direction(found: QuerySet[Placement], value: str) -> QuerySet[Placement]:
        return found.filter(owner=place) if value == "gave" else found.filter(host=place)

    filters: list[Filter[Placement]] = [
        Filter("q", "姓名、学校或课题", _search),
        Filter("state", "在岗", _state, (("now", "在岗"), ("past", "已结束"))),
        Filter("kind", "形式", lambda found, value: found.filter(kind=value), kind_choices()),
    ]
    if terms:
        filters.append(Filter("term", "学期", in_term, [(code, term.name) for code, term in terms.items()]))
    if place.is_school:
        sides = (("gave", "我校派出"), ("received", "来我校"))
        filters.append(Filter("side", "方向", direction, sides))
    return filters


def listing(request: HttpRequest, user: User) -> Listing[Placement]:
    """People sent from or received in the viewer's place."""
    may = user.may("placement.record")
    words = "派出的人由派出学校记一次，两校都会看到。"
    empty = (
        Empty("还没有派遣", words, "记一次派遣", reverse("placements:record")) if may else Empty("还没有派遣", words)
    )
    return Listing(
        request, within(placements(), user.place), COLUMNS, _filters(user.place), "-starts", empty=empty, measure="人次"
    )


def headline(place: Place) -> dict[str, Any]:
    """How many serve today and how many person-times were sent in all."""
    found = within(placements(), place)
    return {"serving": serving_on(found, timezone.localdate()).count(), "sent": found.count()}
