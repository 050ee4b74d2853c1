"""The other school's word: one list with one tap, or one sentence about what differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from xieshou.activities.models import Activity, Verdict
from xieshou.activities.operations.confirm_activities import Confirmed, confirm_activities, dispute_activity
from xieshou.activities.selectors import disputed_of, waiting_for
from xieshou.activities.since import changed_since, sentence_of_change
from xieshou.activities.views.places import own_school
from xieshou.activities.wording import figure_words, heads, title_of
from xieshou.places.models import Place
from xieshou.scoping.models import Conflict
from xieshou.scoping.operations import KeyReused, Refused
from xieshou.web.entry import CONFLICT, version_shown
from xieshou.web.pages import SignedIn, page

from .forms import DisputeForm


def _seen(texts: list[str]) -> dict[UUID, int]:
    """Records as posted, each with the version that was shown; what is no id names nothing."""
    found = {}
    for text in texts[:500]:
        record, _, version = text.partition(".")
        try:
            found[UUID(record)] = version_shown(version)
        except ValueError:
            continue
    return found


@page("activity.confirm", ("GET", "POST"))
def waiting(request: SignedIn) -> HttpResponse:
    """Everything that waits for this school, in one list; and our own records that others say differ."""
    school = own_school(request, "activity.confirm")
    if request.method != "POST":
        return _list(request, school)
    seen = _seen(request.POST.getlist("id"))
    if not seen:
        return _list(request, school, ["一件也没有选。点一下属实的，再确认。"], 422)
    try:
        said = confirm_activities(request.user, school=school, activities=list(seen), by=request.user.name, seen=seen)
    except Refused as refusal:
        return _list(request, school, [str(refusal)], 422)
    if said.changed or said.gone:
        return _list(request, school, _faults(said), CONFLICT, {pk: seen[pk] for pk in said.changed})
    messages.info(request, f"确认了{said.number}件。" if said.number else "这些已经确认过了。")
    return redirect("activities:waiting")


def _faults(said: Confirmed) -> list[str]:
    """What was not confirmed, by name, and that the others were."""
    changed = Activity.objects.select_related("owner").filter(pk__in=said.changed).order_by("on", "created_at")
    faults = [sentence_of_change(one, "没有确认") for one in changed]
    if said.gone:
        faults.append(f"E-ACT-124 有{said.gone}件对方改过，不再写着本校，没有确认。")
    return [*faults, f"其余{said.number}件确认了。"] if said.number else faults


def _list(
    request: SignedIn,
    school: Place,
    faults: Iterable[str] = (),
    status: int = 200,
    seen: Mapping[UUID, int] | None = None,
) -> HttpResponse:
    """The list; what changed after it was shown stands first, says what is different, and is ticked anew."""
    seen = seen or {}
    rows = [
        (one, title_of(one), figure_words(one), heads(one), changed_since(one, seen.get(one.pk)))
        for one in sorted(waiting_for(school), key=lambda one: one.pk not in seen)
    ]
    disputed = [(one, title_of(one), _remarks(one)) for one in disputed_of(school)]
    context = {"rows": rows, "disputed": disputed, "faults": faults, "changed": seen}
    return render(request, "confirming/waiting.html", context, status=status)


def _remarks(activity: Activity) -> list[Verdict]:
    """The last word of each school that says something differs."""
    schools = [row.school_id for row in activity.schools.all() if row.standing == "disputed"]
    words = Verdict.objects.filter(activity=activity, state="disputed", school__in=schools).select_related("school")
    return list({word.school_id: word for word in words}.values())


@page("activity.confirm", ("POST",))
def confirm(request: SignedIn, pk: UUID) -> HttpResponse:
    """Confirm one record from its own page, the home page or its pair's; a changed one is shown again instead."""
    school = own_school(request, "activity.confirm")
    seen = version_shown(request.POST.get("version", ""))
    try:
        said = confirm_activities(request.user, school=school, activities=[pk], by=request.user.name, seen={pk: seen})
    except Refused as refusal:
        return render(
            request, "activities/refused.html", {"words": str(refusal), "back": f"/activities/{pk}/"}, status=422
        )
    if said.changed:
        return _look_again(request, pk, seen)
    messages.info(request, "确认了。")
    return redirect("activities:detail", pk=pk)


def _look_again(request: SignedIn, pk: UUID, seen: int) -> HttpResponse:
    """The record's page with what was shown beside what stands there now."""
    activity = Activity.objects.select_related("owner").get(pk=pk)
    messages.info(request, sentence_of_change(activity, "没有确认"))
    was = f"?edition={seen}" if changed_since(activity, seen) else ""
    return redirect(f"/activities/{pk}/{was}")


@page("activity.dispute", ("GET", "POST"))
def dispute(request: SignedIn, pk: UUID) -> HttpResponse:
    """Say in one sentence what is not right."""
    school = own_school(request, "activity.dispute")
    activity: Activity = Activity.objects.filter(schools__school__in=school.line).distinct().get(pk=pk)
    form = DisputeForm(request.POST or None, initial={"version": activity.version})
    status = 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            dispute_activity(
                request.user, key=given.get("key"), school=school, activity=pk, by=request.user.name,
                remark=given["remark"], version=given.get("version") or 0,
            )  # fmt: skip
        except (Refused, KeyReused) as refusal:
            form.add_error(None, str(refusal))
        except Conflict:
            activity.refresh_from_db()
            form.add_error(None, sentence_of_change(activity, "没有记下"))
            form.reseat(activity.version)
            status = CONFLICT
        else:
            messages.info(request, f"记下了。{activity.owner.brief}会看到这句，改好后再请本校确认。")
            return redirect("activities:detail", pk=pk)
    context = {
        "form": form,
        "activity": activity,
        "title": title_of(activity),
        "figure": figure_words(activity),
        "heading": "哪里有出入",
        "back": "/activities/waiting/",
    }
    return render(request, "confirming/dispute.html", context, status=status)
