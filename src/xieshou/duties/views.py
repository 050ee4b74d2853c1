"""帮扶任务: the rules, every school against its own, who owes none, whom nobody helps."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from xieshou.drawings.dimensions import mark_of
from xieshou.places.models import COUNTY, Place
from xieshou.scoping.scope import current
from xieshou.web.entry import changing
from xieshou.web.pages import SignedIn, page

from .forms import RuleForm
from .models import DutyRule
from .operations.set_duty_rule import set_duty_rule
from .selectors import against, rules_on

CLASS = ("setting", "stage")
NAMES = (*CLASS, "partners", "dimensions", "basis")


def _county(request: SignedIn) -> Place:
    place = request.user.place
    if place.level != COUNTY or not current().covers(place.lo):
        raise Http404
    return place


@page("county.view")
def index(request: SignedIn) -> HttpResponse:
    """What is asked of each class of schools, and how each school stands."""
    county, today = _county(request), timezone.localdate()
    found = against(county, today)
    context = {
        "rules": [(rule, [mark_of(code).label for code in rule.dimensions]) for rule in rules_on(county, today)],
        "found": found,
        "owing": [(one, [mark_of(code).label for code in one.missing]) for one in found.owing],
        "may_set": request.user.may("duty_rule.set", county.lo),
        "may_list": request.user.may("pairing.view"),
        "may_pair": request.user.may("pairing.open", county.lo),
    }
    return render(request, "duties/list.html", context)


def _standing(county: Place, setting: str, stage: str) -> DutyRule | None:
    found: DutyRule | None = DutyRule.objects.filter(
        county=county, until__isnull=True, setting=setting, stage=stage
    ).first()
    return found


def _values(rule: DutyRule | None) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in NAMES} if rule is not None else {}


@page("duty_rule.set", ("GET", "POST"))
def edit(request: SignedIn) -> HttpResponse:
    """Set or change the rule of one class; ``?setting=&stage=`` opens the one that stands."""
    county = _county(request)
    asked = {name: request.GET.get(name, "") for name in CLASS}
    shown = _standing(county, **asked)
    initial = {**_values(shown), "version": shown.version} if shown is not None else {}
    form = RuleForm(request.POST or None, initial=initial, changes=shown is not None)

    def write(version: int | None, **given: Any) -> DutyRule:
        return set_duty_rule(request.user, county=county, version=version or 0, **{**asked, **given})

    return changing(
        request,
        form,
        write,
        lambda: _values(_standing(county, **{name: form.cleaned_data.get(name, asked[name]) for name in CLASS})),
        lambda saved: "定下来了。",
        heading=f"改规则：{shown.named}" if shown is not None else "定帮扶任务",
        back=reverse("duties:list"),
        button="定下来",
    )
