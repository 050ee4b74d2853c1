"""A figure's address, and the page that shows the records which sum to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xieshou.accounts.models import User
from xieshou.catalogue import catalogue
from xieshou.kernel.amounts import format_amount, format_amounts
from xieshou.kernel.periods import Period
from xieshou.ledger.asking import Ask, records, total
from xieshou.ledger.models import SIDES
from xieshou.ledger.sources import SOURCES, Line
from xieshou.people.models import Staff
from xieshou.places.models import Place
from xieshou.scoping.models import Reach
from xieshou.scoping.scope import current

from .pages import SignedIn, page

PER_PAGE = 60


def url_of(ask: Ask) -> str:
    """The address that opens exactly the records of this figure."""
    given: dict[str, Any] = {
        "i": ask.indicator,
        "p": ask.place.uid if ask.place else "",
        "b": ask.bond or "",
        "s": ",".join(str(pk) for pk in ask.schools),
        "d": ask.side,
        "w": ask.partner or "",
        "r": ask.bearer or "",
        "f": ask.period.starts if ask.period else "",
        "t": ask.period.ends if ask.period else "",
        "a": ask.as_of.isoformat() if ask.as_of else "",
        "o": ask.source,
        "k": ask.beside,
        "n": ask.person or "",
    }
    query = {name: str(value) for name, value in given.items() if value != ""}
    if ask.subject is not None:
        query["j"] = ask.subject
    return f"/trace/?{urlencode(query)}"


def ask_of(given: Any) -> Ask:
    """The question an address stands for; Http404 for an address nobody made."""
    try:
        return _read(given)
    except (KeyError, ValueError, TypeError, Place.DoesNotExist) as wrong:
        raise Http404 from wrong


def _read(given: Any) -> Ask:
    def one(name: str) -> str:
        values = given.getlist(name)
        if len(values) > 1:
            raise ValueError(f"{name} is given twice")
        return values[0] if values else ""

    indicator = catalogue.indicators[one("i")].code
    side = one("d")
    if side not in {"", *dict(SIDES)}:
        raise ValueError(side)
    period = Period(date.fromisoformat(one("f")), date.fromisoformat(one("t"))) if one("f") else None
    return Ask(
        indicator,
        place=Place.objects.get(uid=UUID(one("p"))) if one("p") else None,
        bond=UUID(one("b")) if one("b") else None,
        schools=tuple(int(pk) for pk in one("s").split(",") if pk),
        side=side,
        partner=int(one("w")) if one("w") else None,
        subject=one("j") if "j" in given else None,
        bearer=UUID(one("r")) if one("r") else None,
        period=period,
        as_of=datetime.fromisoformat(one("a")) if one("a") else None,
        source=one("o") if one("o") in {"", *SOURCES} else "",
        beside=catalogue.indicators[one("k")].code if one("k") else "",
        person=UUID(one("n")) if one("n") else None,
    )


def may_read_person(user: User, person: UUID) -> bool:
    """Whether somebody may read what one member of staff did: that person himself, and the head of the school."""
    if user.staff_id == person:
        return True
    school = Staff.objects.filter(pk=person).values_list("school__lo", flat=True).first()
    return school is not None and user.may("report.person", school)


def _may_ask(user: User, ask: Ask) -> bool:
    """Whether the place or bond lies in what the viewer may see; a foreign one is as if it did not exist."""
    scope = current()
    if ask.person is not None:
        return may_read_person(user, ask.person)
    if ask.place is not None:
        return scope.covers(ask.place.lo)
    if ask.bond is not None and not scope.everything:
        reached = Reach.objects.filter(record=ask.bond).values_list("place_lo", flat=True)
        return scope.covers(*reached)
    return ask.bond is not None or any(scope.covers(s.lo) for s in Place.objects.filter(pk__in=ask.schools))


@dataclass(frozen=True)
class Row:
    """A record behind a figure, with what it adds to it."""

    line: Line
    figure: str


@dataclass(frozen=True)
class Sum:
    """The rows behind a figure, what lies in records one may count but not open, and the total: one measure word."""

    rows: list[Row]
    hidden: str
    total: str
    unit: str


def _sum(ask: Ask, found: Iterable[tuple[str, UUID, int]]) -> Sum:
    """Rows in order of date; amounts of one column are never told in 元 here and 万元 there."""
    amounts: dict[UUID, int] = {}
    by_source: dict[str, list[UUID]] = {}
    for source, record, amount in found:
        amounts[record] = amount
        by_source.setdefault(source, []).append(record)
    lines = [line for code, ids in by_source.items() for line in SOURCES[code].lines(ids)]
    lines.sort(key=lambda line: (line.on, line.title))
    shown = [amounts.pop(line.id) for line in lines]
    hidden = sum(amounts.values())
    figures, unit = format_amounts([*shown, hidden, sum(shown) + hidden], catalogue.indicators[ask.indicator].unit)
    rows = [Row(line, figure) for line, figure in zip(lines, figures, strict=False)]
    return Sum(rows, figures[-2] if hidden else "", figures[-1], unit)


def words_of(ask: Ask) -> list[str]:
    """What the question is narrowed to, in words."""
    words = [ask.place.office if ask.place else "", ask.subject or "", dict(SIDES).get(ask.side, "")]
    if ask.period:
        words.append(ask.period.label)
    if ask.as_of:
        at = timezone.localtime(ask.as_of)
        words.append(f"数据到{at.month}月{at.day}日{at:%H:%M}")
    return [word for word in words if word]


@page("trace.view")
def trace(request: SignedIn) -> HttpResponse:
    """Exactly the records that sum to a figure."""
    ask = ask_of(request.GET)
    if not _may_ask(request.user, ask):
        raise Http404
    indicator = catalogue.indicators[ask.indicator]
    summed = _sum(ask, records(ask))
    shown = Paginator(summed.rows, PER_PAGE).get_page(request.GET.get("page"))
    figure, unit = format_amount(total(ask), indicator.unit)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "indicator": indicator,
        "figure": figure,
        "unit": unit,
        "page": shown,
        "sum": summed,
        "count": len(summed.rows),
        "confirmed": sum("已确认" in row.line.confirmed for row in summed.rows),
        "words": words_of(ask),
        "query": query.urlencode(),
    }
    return render(request, "web/trace.html", context)
