"""帮扶任务: the rules, every school against its own, who owes none, whom nobody helps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from xieshou.drawings.dimensions import mark_of
from xieshou.places.models import COUNTY, Place
from xieshou.scoping.scope import current
from xieshou.web.pages import SignedIn, attempt, page

from .forms import RuleForm
from .models import DutyRule
from .operations.set_duty_rule import set_duty_rule
from .selectors import against, rules_on


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


@page("duty_rule.set", ("GET", "POST"))
def edit(request: SignedIn) -> HttpResponse:
    """Set or change the rule of one class; ``?setting=&stage=`` opens the one that stands."""
    county = _county(request)
    asked = {name: request.GET.get(name, "") for name in ("setting", "stage")}
    stands = DutyRule.objects.filter(county=county, until__isnull=True, **asked).first()
    initial: dict[str, Any] = {}
    if stands is not None:
        names = ("setting", "stage", "partners", "dimensions", "basis")
        initial = {name: getattr(stands, name) for name in names}
    form = RuleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        if attempt(form, lambda: set_duty_rule(request.user, key=key, county=county, **form.values())) is not None:
            messages.info(request, "定下来了。")
            return redirect("duties:list")
    context = {"form": form, "heading": "定帮扶任务", "back": reverse("duties:list"), "button": "定下来"}
    return render(request, "duties/form.html", context)
