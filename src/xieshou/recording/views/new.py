"""Recording: the form, and the same event told before saving."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render

from xieshou.activities.models import Activity
from xieshou.activities.operations.confirm_activities import join_activity
from xieshou.activities.operations.record_activity import record_activity
from xieshou.activities.photos import attach
from xieshou.activities.sameness import Happening
from xieshou.activities.selectors import alike, last_of
from xieshou.activities.since import sentence_of_change
from xieshou.activities.views.places import own_school
from xieshou.activities.wording import heads, kind_label, title_of
from xieshou.places.models import Place
from xieshou.recording import prefill
from xieshou.recording.desk import Desk, desk_for
from xieshou.recording.forms import RecordForm
from xieshou.scoping.models import Conflict, OperationKey
from xieshou.scoping.operations import KeyReused, Refused
from xieshou.web import slots
from xieshou.web.entry import CONFLICT
from xieshou.web.pages import SignedIn, page

NOT_TYPED = frozenset({"csrfmiddlewaretoken", "change", "differs_from", "differs_because", "version"})


def repeated(data: QueryDict, *besides: str) -> list[tuple[str, str]]:
    """Everything typed, to be sent again by the next page."""
    left_out = NOT_TYPED | set(besides)
    return [(name, value) for name, values in data.lists() if name not in left_out for value in values]


def _to_copy(request: SignedIn) -> Activity | None:
    """The record named by ``?copy=``; ``last`` is the person's newest."""
    asked = request.GET.get("copy", "")
    if asked == "last":
        return last_of(request.user)
    try:
        return Activity.objects.get(pk=UUID(asked)) if asked else None
    except ValueError:
        return None


def show_form(request: SignedIn, desk: Desk, form: RecordForm, status: int = 200) -> HttpResponse:
    """The form, for recording and for amending."""
    amended = desk.amended
    last = None if amended else last_of(request.user)
    context = {
        "form": form,
        "desk": desk,
        "heading": "改一改" if amended else "记一次活动",
        "back": f"/activities/{amended.pk}/" if amended else "/",
        "offline": amended is None,
        "last": last,
        "last_title": f"{last.subject}{kind_label(last.kind)}" if last else "",
        "last_heads": heads(last) if last else 0,
        "others": "、".join(place.brief for place in desk.bond.others(desk.school)[:2]),
        "will": slots.fill(
            "activity.will", request, school=desk.school, kind=desk.kind.code, pairing=desk.bond.pairing
        ),
        "open_kinds": request.GET.get("all") == "1",
    }
    return render(request, "recording/record.html", context, status=status)


@page("activity.record", ("GET", "POST"))
def new(request: SignedIn) -> HttpResponse:
    """The record form."""
    school = own_school(request, "activity.record")
    if request.method == "POST":
        return _receive(request, school)
    like = _to_copy(request)
    desk = desk_for(request.user, school, request.GET, like)
    initial = prefill.copied(desk, like) if like else prefill.fresh(desk, request.GET)
    return show_form(request, desk, RecordForm(desk, initial=initial))


def _receive(request: SignedIn, school: Place) -> HttpResponse:
    desk = desk_for(request.user, school, request.POST)
    if "change" in request.POST:
        return show_form(request, desk, RecordForm(desk, initial=prefill.typed(request.POST)))
    form = RecordForm(desk, request.POST)
    if not form.is_valid():
        return show_form(request, desk, form)
    twins = _twins(form)
    if twins and not _answered(form, twins):
        return _show_twins(request, school, form, twins)
    return _save(request, desk, form)


def _twins(form: RecordForm) -> list[Activity]:
    """Records of the same event; none when this very form was already saved and only its answer was lost."""
    given = form.cleaned_data
    told = Happening(given["on"], given["kind"], given.get("subject") or "", given["topic"])
    found = alike(told, [took.school for took in form.took])
    served = found and given.get("key") and OperationKey.objects.filter(key=given["key"]).exists()
    return [] if served else found


def _answered(form: RecordForm, twins: list[Activity]) -> bool:
    """Whether the person has seen them and said why hers is another."""
    given = form.cleaned_data
    return given.get("differs_from") in {twin.pk for twin in twins} and bool(given.get("differs_because"))


def _show_twins(
    request: SignedIn, school: Place, form: RecordForm, twins: list[Activity], fault: str = ""
) -> HttpResponse:
    context = {
        "heading": "是同一件吗",
        "back": "/activities/new/",
        "twins": [(twin, title_of(twin), twin.owner_id != school.pk) for twin in twins[:3]],
        "first": twins[0],
        "repeated": repeated(request.POST),
        "asked": form.cleaned_data.get("differs_from") is not None,
        "fault": fault,
    }
    return render(request, "recording/alike.html", context, status=CONFLICT if fault else 200)


def _save(request: SignedIn, desk: Desk, form: RecordForm) -> HttpResponse:
    given = form.cleaned_data
    differs = {"differs_from": given.get("differs_from"), "differs_because": given.get("differs_because", "")}
    try:
        saved = record_activity(
            request.user, key=given.get("key"), owner=desk.school, schools=form.took, by=request.user.name,
            **differs, **form.record(),
        )  # fmt: skip
    except Refused as refusal:
        form.refuse(refusal)
        return show_form(request, desk, form)
    except KeyReused as clash:
        return _show_reused(request, clash)
    return _arrive(request, desk.school, saved)


def _show_reused(request: SignedIn, clash: KeyReused) -> HttpResponse:
    """The same key with another body: 改刚才那条 or 另存一条."""
    stored = clash.stored if isinstance(clash.stored, Activity) else None
    context = {
        "heading": "刚才存过一份",
        "back": "/activities/new/",
        "stored": stored,
        "stored_title": title_of(stored) if stored else "",
        "repeated": repeated(request.POST, "key"),
        "new_key": uuid.uuid4(),
    }
    return render(request, "recording/again.html", context)


def _arrive(request: SignedIn, school: Place, saved: Activity) -> HttpResponseRedirect:
    """On to the saved page; photos sent along without script are attached on the way."""
    attach(request, saved, school)
    return redirect("activities:saved", pk=saved.pk)


@page("activity.join", ("POST",))
def join(request: SignedIn, pk: UUID) -> HttpResponse:
    """It is the same event: add our people to the other school's record, which confirms it."""
    school = own_school(request, "activity.join")
    form = RecordForm(desk_for(request.user, school, request.POST), request.POST)
    ours = next((took for took in form.took if took.school.pk == school.pk), None) if form.is_valid() else None
    people: Any = {"people": ours.people, "teachers": ours.teachers} if ours else {}
    key = form.cleaned_data.get("key")
    try:
        joined = join_activity(
            request.user, key=key, school=school, activity=pk, by=request.user.name,
            version=form.cleaned_data.get("version") or 0, **people,
        )  # fmt: skip
    except Refused as refusal:
        return render(
            request, "activities/refused.html", {"words": str(refusal), "back": f"/activities/{pk}/"}, status=422
        )
    except KeyReused as clash:
        return _show_reused(request, clash)
    except Conflict:
        now = Activity.objects.select_related("owner").get(pk=pk)
        return _show_twins(request, school, form, [now], sentence_of_change(now, "没有加入"))
    return _arrive(request, school, joined)
