"""The other school's word: one list with one tap, or one sentence about what differs."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from xieshou.activities.forms import DisputeForm
from xieshou.activities.models import Activity, Verdict
from xieshou.activities.operations.confirm_activities import confirm_activities, dispute_activity
from xieshou.activities.selectors import disputed_of, waiting_for
from xieshou.activities.wording import figure_words, heads, title_of
from xieshou.places.models import Place
from xieshou.scoping.operations import KeyReused, Refused
from xieshou.web.pages import SignedIn, page

from .places import own_school


def _ids(texts: list[str]) -> list[UUID]:
    """Ids as posted; what is no id names nothing."""
    found = []
    for text in texts[:500]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


@page("activity.confirm", ("GET", "POST"))
def waiting(request: SignedIn) -> HttpResponse:
    """Everything that waits for this school, in one list; and our own records that others say differ."""
    school = own_school(request, "activity.confirm")
    fault = ""
    if request.method == "POST":
        chosen = _ids(request.POST.getlist("id"))
        if chosen:
            answer = _confirm(request, school, chosen)
            if isinstance(answer, HttpResponse):
                return answer
            fault = answer
        else:
            fault = "一件也没有选。点一下属实的，再确认。"
    rows = [(one, title_of(one), figure_words(one), heads(one)) for one in waiting_for(school)]
    disputed = [(one, title_of(one), _remarks(one)) for one in disputed_of(school)]
    context = {"rows": rows, "disputed": disputed, "fault": fault}
    return render(request, "activities/waiting.html", context, status=422 if fault else 200)


def _confirm(request: SignedIn, school: Place, chosen: list[UUID]) -> HttpResponse | str:
    """Confirm, and say how many; a refusal comes back as a sentence."""
    try:
        number = confirm_activities(request.user, school=school, activities=chosen, by=request.user.name)
    except Refused as refusal:
        return str(refusal)
    messages.info(request, f"确认了{number}件。" if number else "这些已经确认过了。")
    return redirect("activities:waiting")


def _remarks(activity: Activity) -> list[Verdict]:
    """The last word of each school that says something differs."""
    schools = [row.school_id for row in activity.schools.all() if row.standing == "disputed"]
    words = Verdict.objects.filter(activity=activity, state="disputed", school__in=schools).select_related("school")
    return list({word.school_id: word for word in words}.values())


@page("activity.confirm", ("POST",))
def confirm(request: SignedIn, pk: UUID) -> HttpResponse:
    """Confirm one record from its own page."""
    school = own_school(request, "activity.confirm")
    try:
        confirm_activities(request.user, school=school, activities=[pk], by=request.user.name)
    except Refused as refusal:
        return render(
            request, "activities/refused.html", {"words": str(refusal), "back": f"/activities/{pk}/"}, status=422
        )
    messages.info(request, "确认了。")
    return redirect("activities:detail", pk=pk)


@page("activity.dispute", ("GET", "POST"))
def dispute(request: SignedIn, pk: UUID) -> HttpResponse:
    """Say in one sentence what is not right."""
    school = own_school(request, "activity.dispute")
    activity = Activity.objects.filter(schools__school__in=school.line).distinct().get(pk=pk)
    form = DisputeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            dispute_activity(
                request.user,
                key=given.get("key"),
                school=school,
                activity=pk,
                by=request.user.name,
                remark=given["remark"],
            )
        except (Refused, KeyReused) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, f"记下了。{activity.owner.brief}会看到这句，改好后再请本校确认。")
            return redirect("activities:detail", pk=pk)
    context = {"form": form, "activity": activity, "title": title_of(activity), "figure": figure_words(activity)}
    return render(
        request, "activities/dispute.html", {**context, "heading": "哪里有出入", "back": "/activities/waiting/"}
    )
