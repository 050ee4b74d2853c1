"""The list of gifts: columns, conditions and its first sentence."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from xieshou.accounts.models import User
from xieshou.kernel.amounts import fen_to_yuan, format_amount
from xieshou.ledger.asking import Ask, total
from xieshou.places.models import Place
from xieshou.places.selectors import county_of
from xieshou.terms.selectors import counting_period, terms_of
from xieshou.web import slots
from xieshou.web.icons import icon
from xieshou.web.listing import Column, Empty, Filter, Listing, day_column, in_book
from xieshou.web.templatetags.look import school

from .facts import CASH
from .models import Gift, category_choices
from .selectors import confirmed_words, gifts, within

MONEY = ("donation.fen", "goods.fen")


def _title(gift: Gift) -> str:
    url = reverse("gifts:detail", args=[gift.pk])
    drawn = icon("k-coin" if gift.sort == "cash" else "k-box")
    return format_html('<a class="name" href="{}">{}捐赠{}</a>', url, drawn, gift.what)


def _giver(gift: Gift) -> str:
    return school(gift.giver, "short") if gift.giver else format_html("{}", gift.donor)


def value_of(gift: Gift) -> str:
    """Money, or the value of goods; empty when not valued."""
    return "".join(format_amount(gift.fen, "fen")) if gift.fen else ""


def _value(gift: Gift) -> str:
    if gift.sort == "goods" and not gift.fen:
        return mark_safe('<span class="dim">未估价</span>')
    words = "值" if gift.sort == "goods" else ""
    return format_html('<span class="n">{}{}</span>', words, value_of(gift))


def _yuan(gift: Gift) -> Decimal | None:
    return None if gift.fen is None else fen_to_yuan(gift.fen)


COLUMNS: tuple[Column[Gift], ...] = (
    day_column("on", "日期", lambda gift: gift.on, "on"),
    Column("what", "捐了什么", _title, title=True, export=lambda gift: gift.what),
    in_book("数量", lambda gift: gift.count),
    Column("giver", "捐赠人", _giver, export=lambda gift: gift.giver_name),
    Column("receiver", "接收", lambda gift: school(gift.receiver, "short"), sort="receiver__lo"),
    Column("value", "金额或估价", _value, sort="fen", numeric=True, only="page"),
    in_book("金额或估价（元）", _yuan),
    Column("confirmed", "确认", confirmed_words),
)


def _search(found: QuerySet[Gift], text: str) -> QuerySet[Gift]:
    named = Q(giver__name__contains=text) | Q(receiver__name__contains=text)
    return found.filter(Q(donor__contains=text) | Q(article__contains=text) | Q(purpose__contains=text) | named)


def _category(found: QuerySet[Gift], value: str) -> QuerySet[Gift]:
    return found.filter(sort="cash") if value == CASH else found.filter(category=value)


def _waiting(found: QuerySet[Gift], value: str) -> QuerySet[Gift]:
    return found.filter(confirmed_by_receiver__isnull=value == "waiting")


def _filters(place: Place) -> list[Filter[Gift]]:
    county = county_of(place)
    terms = {str(term.code): term for term in reversed(terms_of(county, place.stage))} if county else {}

    def in_term(found: QuerySet[Gift], code: str) -> QuerySet[Gift]:
        period = counting_period(terms[code])
        return found.filter(on__gte=period.starts, on__lte=period.ends)

    def direction(found: QuerySet[Gift], value: str) -> QuerySet[Gift]:
        return found.filter(giver__in=place.line) if value == "gave" else found.filter(receiver__in=place.line)

    filters: list[Filter[Gift]] = [
        Filter("q", "捐赠人、学校或物品", _search),
        Filter("category", "类别", _category, [(CASH, CASH), *category_choices()]),
        Filter("confirmed", "确认", _waiting, (("waiting", "等确认"), ("confirmed", "已确认"))),
    ]
    if terms:
        filters.append(Filter("term", "学期", in_term, [(code, term.name) for code, term in terms.items()]))
    if place.is_school:
        filters.append(Filter("side", "方向", direction, (("gave", "我校捐出"), ("received", "我校收到"))))
    return filters


def listing(request: HttpRequest, user: User) -> Listing[Gift]:
    """Gifts given or received in the viewer's place."""
    words = "捐出或收到都可以记，记一次，两校都会看到。"
    may = user.may("gift.record")
    empty = Empty("还没有捐赠", words, "记一笔捐赠", reverse("gifts:record")) if may else Empty("还没有捐赠", words)
    found = within(gifts(), user.place)
    return Listing(request, found, COLUMNS, _filters(user.place), "-on", empty=empty, measure="笔")


def headline(place: Place) -> dict[str, Any]:
    """Money and the value of goods on record, each beside what was stated from before the system."""
    cash, goods = (total(Ask(indicator, place=place)) for indicator in MONEY)
    said = [
        (label, slots.ask("sum_in_words", "", place=place, indicator=indicator, recorded=recorded))
        for label, indicator, recorded in zip(("资金", "物资"), MONEY, (cash, goods), strict=True)
    ]
    return {
        "cash": format_amount(cash, "fen"),
        "goods": format_amount(goods, "fen"),
        "times": total(Ask("donation.times", place=place)),
        "said": [(label, words) for label, words in said if words],
    }
