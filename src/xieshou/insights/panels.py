"""What the home page of a county or a province shows."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from xieshou.drawings.heatmap import heatmap
from xieshou.drawings.network import network_svg
from xieshou.places.models import COUNTY, Place
from xieshou.progress.doors import door
from xieshou.progress.rows import term_words
from xieshou.progress.selectors import term_for
from xieshou.scoping.scope import current
from xieshou.terms.models import Term
from xieshou.terms.selectors import terms_of
from xieshou.web.pages import SignedIn

from .county import County
from .drawings import heat_of, network_of
from .tiles import Tiles

COUNTIES_A_PAGE = 20


def term_chosen(place: Place, asked: str, today: date) -> Term | None:
    """The term an address names by its code, else the one of the day; Http404 for one the county has not."""
    if not asked:
        return term_for(place, today)
    found = next((term for term in terms_of(place) if str(term.code) == asked), None)
    if found is None:
        raise Http404
    return found


def county_of_request(request: SignedIn, place: Place) -> County | None:
    """The county of an address, read once a request; none where it has no term yet."""
    known: dict[int, County] = getattr(request, "_counties", {})
    if place.pk not in known:
        today = timezone.localdate()
        term = term_chosen(place, request.GET.get("term", ""), today)
        if term is None:
            return None
        known[place.pk] = County(place, term, today, request.user.may("pairing.view"))
        request._counties = known  # type: ignore[attr-defined]  # three panels of one page share what was read
    return known[place.pk]


def _shown(request: SignedIn, place: Place | None) -> tuple[Place, County | None] | None:
    """The county a panel speaks of; nothing for a province, which gets a list."""
    chosen = place or request.user.place
    if chosen.level != COUNTY:
        return None
    return chosen, county_of_request(request, chosen)


def head(request: SignedIn, *, place: Place | None = None, **context: object) -> str:
    """The sentence and the key figures."""
    shown = _shown(request, place)
    if shown is None:
        return several(request) if place is None else ""
    where, county = shown
    given = {
        "place": where,
        "county": county,
        "keys": Tiles(county).keys() if county and county.bonds else [],
        "terms": [(one, one.pk == county.term.pk) for one in begun(where, county.today)] if county else [],
        "term_words": term_words(county.term, county.today) if county else "",
        "brief_url": county_report_door(where, county.term) if county else "",
        "rules_url": door("progress:rules") if request.user.may("rule.set", where.lo) else "",
    }
    return render_to_string("insights/head.html", given, request=request)


def begun(place: Place, today: date) -> list[Term]:
    """Terms that have begun, newest first."""
    return [term for term in reversed(terms_of(place)) if term.starts <= today]


def county_report_door(place: Place, term: Term) -> str:
    """县域简报, where reports are switched on."""
    return door("reports:county") or door("reports:county", place.uid, term=term.code)


def network(request: SignedIn, *, place: Place | None = None, **context: object) -> str:
    """The picture of who helps whom."""
    shown = _shown(request, place)
    if shown is None or shown[1] is None or not shown[1].strands:
        return ""
    county = shown[1]
    dimension, town = request.GET.get("dimension", ""), request.GET.get("town", "")
    drawn = network_of(county, dimension, town)
    kept = {"term": request.GET.get("term", ""), "town": town}
    given = {
        "drawn": drawn,
        "wide": network_svg(drawn.nodes, drawn.lanes),
        "phone": network_svg(drawn.nodes, drawn.lanes, wide=False),
        "dimension": dimension,
        "kept": "".join(f"&{urlencode({name: value})}" for name, value in kept.items() if value),
        "term_code": county.term.code,
    }
    return render_to_string("insights/network.html", given, request=request)


def pairs(request: SignedIn, *, place: Place | None = None, **context: object) -> str:
    """Pairs in the order of risk, and the year's rhythm."""
    shown = _shown(request, place)
    if shown is None or shown[1] is None or not shown[1].rows:
        return ""
    county, heat = shown[1], heat_of(shown[1])
    drawn = heatmap(heat.rows, heat.columns, heat.values, heat.holidays, heat.cell_url, heat.caption)
    given = {"county": county, "heat": heat, "drawn": drawn}
    return render_to_string("insights/pairs.html", given, request=request)


def counties_seen() -> list[Place]:
    """Counties inside what the viewer may see, in the order of the tree."""
    scope = current()
    found = Place.objects.filter(level=COUNTY, outside=False)
    if not scope.everything:
        inside = Q(pk__in=[])
        for lo, hi in scope.spans:
            inside |= Q(lo__gte=lo, lo__lt=hi)
        found = found.filter(inside)
    return list(found.order_by("lo"))


def several(request: HttpRequest) -> str:
    """A province: its counties with their key figures, each a way down."""
    today = timezone.localdate()
    shown = Paginator(counties_seen(), COUNTIES_A_PAGE).get_page(request.GET.get("page"))
    rows: list[dict[str, Any]] = []
    for place in shown:
        term = term_for(place, today)
        county = County(place, term, today) if term else None
        url = door("insights:of", place.uid)
        rows.append({"place": place, "county": county, "keys": county.ledger_keys() if county else [], "url": url})
    rows.sort(key=lambda row: -row["county"].at_risk if row["county"] else 0)
    given = {"rows": rows, "page": shown, "to_look_at": sum(1 for r in rows if r["county"] and r["county"].at_risk)}
    return render_to_string("insights/counties.html", given, request=request)
