"""Roles of an account: one more, the last day of one, and a move to another school."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from xieshou.accounts.models import Grant, User
from xieshou.accounts.operations.grant_role import end_grant, grant_role, move_account
from xieshou.accounts.policy import MAY_GIVE, ROLES
from xieshou.office.rosters.fields import LineField
from xieshou.office.rosters.inside import account_here, own_county, schools_here, told_apart, towns_here, within
from xieshou.places.models import Place
from xieshou.web.forms import DayInput
from xieshou.web.keyed import KeyedForm
from xieshou.web.pages import SignedIn, attempt, page


def places_of(user: User) -> list[Place]:
    """Where this person may open accounts: the county itself, its towns, its schools, and its outside partners."""
    county = own_county(user)
    above = [county, *towns_here()] if county is not None and user.place_id == county.pk else []
    partners = Place.objects.filter(within("lo"), outside=True).order_by("lo") if above else ()
    return [*above, *schools_here(), *partners]


def place_choices(places: Sequence[Place]) -> list[tuple[str, str]]:
    """Places as a select offers them; schools of one name are told apart."""
    names = told_apart(one for one in places if one.is_school)
    return [(str(one.pk), names[one.pk].name if one.is_school else one.office) for one in places]


def roles_to_give(user: User) -> list[tuple[str, str]]:
    """Roles this person may give, in the table's order."""
    given = {role for mine in user.roles() for role in MAY_GIVE.get(mine, ())}
    return [(code, label) for code, label in ROLES.items() if code in given]


def grants_of(user: User) -> list[tuple[str, Grant, bool]]:
    """Every role an account has or had, the newest first, and whether it can still be ended."""
    rows = Grant.objects.filter(user=user).select_related("place").order_by("-valid_from", "-pk")
    today = timezone.localdate()
    return [(ROLES[row.role], row, row.valid_to is None or row.valid_to > today) for row in rows]


class RoleForm(KeyedForm):
    """A role at a place from a day, perhaps to a day."""

    place = forms.ChoiceField(label="单位", widget=forms.Select({"data-select": ""}))
    role = forms.ChoiceField(label="角色", error_messages={"required": "角色还没有选。"})
    valid_from = forms.DateField(label="从哪一天起", widget=DayInput)
    valid_to = forms.DateField(label="到哪一天止", required=False, widget=DayInput, help_text="不写就一直有。")

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = places_of(user)
        self.places = {str(one.pk): one for one in places}
        self.fields["place"].choices = place_choices(places)  # type: ignore[attr-defined]  # a choice field has choices
        self.fields["role"].choices = roles_to_give(user)  # type: ignore[attr-defined]  # a choice field has choices

    def values(self) -> dict[str, Any]:
        """Cleaned values with the place itself."""
        given = super().values()
        return {**given, "place": self.places[given["place"]]}


class MoveForm(RoleForm):
    """Another place, what one is there, and since when."""

    valid_from = None  # type: ignore[assignment]  # Django's way to leave out an inherited field
    valid_to = None  # type: ignore[assignment]  # Django's way to leave out an inherited field
    on = forms.DateField(label="从哪一天起", widget=DayInput)
    post = LineField(label="职务", limit=40, required=False)


class EndForm(KeyedForm):
    """The last day of a role."""

    last_day = forms.DateField(label="最后一天", widget=DayInput)


def _page(request: SignedIn, form: KeyedForm, user: User, heading: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "back": f"/accounts/{user.pk}/"}
    return render(request, "office/roster_form.html", context)


@page("account.grant", ("GET", "POST"))
def role_add(request: SignedIn, pk: int) -> HttpResponse:
    """One more role for an account, beside those it has."""
    user = account_here(pk)
    form = RoleForm(request.user, request.POST or None, initial={"valid_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        if attempt(form, lambda: grant_role(request.user, user=user, key=key, **form.values())) is not None:
            messages.success(request, f"{user.name}的角色加上了。")
            return redirect("signing:account", pk)
    return _page(request, form, user, f"给{user.name}加一个角色")


@page("account.end_grant", ("GET", "POST"))
def role_end(request: SignedIn, pk: int, grant: int) -> HttpResponse:
    """The last day of one role."""
    user = account_here(pk)
    row = get_object_or_404(Grant.objects.select_related("place"), pk=grant, user=user)
    form = EndForm(request.POST or None, initial={"last_day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        day, key = form.cleaned_data["last_day"], form.cleaned_data["key"]
        if attempt(form, lambda: end_grant(request.user, user=user, grant=row.pk, last_day=day, key=key)) is not None:
            messages.success(request, f"{user.name}在{row.place.office}的“{ROLES[row.role]}”到那天为止。")
            return redirect("signing:account", pk)
    return _page(request, form, user, f"{user.name}：{row.place.office}的{ROLES[row.role]}到哪天为止")


@page("account.move", ("GET", "POST"))
def move(request: SignedIn, pk: int) -> HttpResponse:
    """A move: the roles here end, one begins there."""
    user = account_here(pk)
    form = MoveForm(request.user, request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        if attempt(form, lambda: move_account(request.user, user=user, key=key, **form.values())) is not None:
            messages.success(request, f"{user.name}调过去了，原来单位的东西从那天起打不开。")
            return redirect("signing:accounts")
    return _page(request, form, user, f"{user.name}调到别的单位")
