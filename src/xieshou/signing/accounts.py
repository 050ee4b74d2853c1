"""账号: the list, its workbook, opening, renewing and closing; each new password is shown once, on a slip to print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from xieshou.accounts.demonstration import is_demonstration
from xieshou.accounts.models import Grant, User
from xieshou.accounts.operations.open_account import Slip, close_account, open_account, renew_password
from xieshou.accounts.policy import ROLES
from xieshou.office.exports import list_page
from xieshou.office.rosters.fields import LineField, NameField
from xieshou.office.rosters.inside import account_here, accounts_here, schools_here, told_apart
from xieshou.people.selectors import named
from xieshou.places.models import Place
from xieshou.scoping.operations import Refused
from xieshou.web import slots
from xieshou.web.keyed import KeyedForm
from xieshou.web.listing import Column, Empty, Filter, Listing
from xieshou.web.pages import SignedIn, attempt, page
from xieshou.web.templatetags.look import school as school_mark

from .roles import grants_of, place_choices, places_of, roles_to_give

SLIP_DAYS = 14
STATES = (("open", "在用"), ("new", "还没登录过"), ("closed", "已停用"))


def _by_words(found: QuerySet[User], words: str) -> QuerySet[User]:
    return found.filter(Q(name__icontains=words) | Q(username__icontains=words))


def _by_role(found: QuerySet[User], value: str) -> QuerySet[User]:
    return found.filter(Exists(Grant.objects.filter(user=OuterRef("pk"), role=value)))


def _by_state(found: QuerySet[User], value: str) -> QuerySet[User]:
    if value == "new":
        return found.filter(is_active=True, must_change=True)
    return found.filter(is_active=value == "open")


def roles_of(user: User) -> str:
    """What the account may be, in words."""
    return "、".join(dict.fromkeys(ROLES[grant.role] for grant in user.grants.all()))


def state_of(user: User) -> str:
    """Whether the account is used."""
    if not user.is_active:
        return "已停用"
    return "还没登录过" if user.must_change else "在用"


def _doors(user: User) -> str:
    if not user.is_active:
        return ""
    url = reverse("signing:account", args=[user.pk])
    return format_html('<a href="{}">重设密码或停用</a>', url)


def listing_of(request: SignedIn) -> Listing[User]:
    """The accounts as they were asked for."""
    columns: list[Column[User]] = [
        Column(
            "name",
            "姓名",
            lambda one: format_html("<b>{}</b>", one.name),
            "name",
            export=lambda one: one.name,
            title=True,
        ),
        Column("username", "账号", lambda one: one.username, "username"),
        Column(
            "place",
            "单位",
            lambda one: school_mark(one.place.shown),
            "place__lo,pk",
            export=lambda one: one.place.office,
        ),
        Column("role", "角色", roles_of),
        Column("state", "状态", state_of, "is_active,must_change"),
    ]
    if request.user.may("account.renew"):
        columns.append(Column("doors", "办理", _doors, only="page"))
    return Listing(
        request,
        accounts_here().prefetch_related("grants"),
        columns,
        [
            Filter("q", "姓名或账号", _by_words),
            Filter("role", "角色", _by_role, list(ROLES.items())),
            Filter("state", "状态", _by_state, STATES),
        ],
        default_sort="place",
        measure="个",
        empty=Empty("还没有账号"),
    )


@page("account.view")
def account_list(request: SignedIn) -> HttpResponse:
    """Accounts inside the scope."""
    context: dict[str, Any] = {"listing": listing_of(request), "may_open": request.user.may("account.open")}
    context["import_url"] = slots.ask("intake.url", "", user=request.user, sort="accounts")
    return list_page(request, "signing/accounts.html", context, "账号名单")


def slips_page(request: SignedIn, slips: Sequence[Slip], back: str) -> HttpResponse:
    """Slips to print, one for each account: shown now and never again."""
    until = timezone.localdate() + timedelta(days=SLIP_DAYS)
    named = told_apart(schools_here())
    context = {
        "slips": [(slip, roles_of(slip.user), named.get(slip.user.place_id, slip.user.place.shown)) for slip in slips],
        "until": until,
        "days": SLIP_DAYS,
        "address": request.build_absolute_uri("/").rstrip("/"),
        "here_only": request.get_host().split(":")[0] in ("127.0.0.1", "localhost"),
        "back": back,
        "heading": f"{len(slips)}张账号条",
    }
    answer = render(request, "signing/slips.html", context)
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


class AccountForm(KeyedForm):
    """Who signs in, where, and as what."""

    place = forms.ChoiceField(label="单位", widget=forms.Select({"data-select": ""}))
    name = NameField(label="姓名", limit=60)
    username = LineField(label="账号", limit=40, help_text="手机号或姓名拼音，登录时用。")
    role = forms.ChoiceField(label="角色", error_messages={"required": "角色还没有选。"})
    post = LineField(label="职务", limit=40, required=False)

    def __init__(self, places: Sequence[Place], roles: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = place_choices(places)  # type: ignore[attr-defined]  # a choice field has choices
        self.fields["role"].choices = list(roles)  # type: ignore[attr-defined]  # a choice field has choices


def _form(request: SignedIn) -> tuple[AccountForm, dict[str, Place]]:
    places = places_of(request.user)
    form = AccountForm(
        places, roles_to_give(request.user), request.POST or None, initial={"place": request.GET.get("school", "")}
    )
    return form, {str(one.pk): one for one in places}


def _open(request: SignedIn, places: dict[str, Place], form: AccountForm) -> Slip:
    values = form.values()
    place = places[values.pop("place")]
    same = named(place, values["name"]) if place.is_school and request.user.may("staff.view", place.lo) else []
    values["staff_id"] = same[0].pk if len(same) == 1 else None
    return open_account(request.user, place=place, demo=is_demonstration(), key=form.cleaned_data["key"], **values)


@page("account.open", ("GET", "POST"))
def account_open(request: SignedIn) -> HttpResponse:
    """Open one account; the answer is its slip."""
    form, places = _form(request)
    if request.method == "POST" and form.is_valid():
        slip = attempt(form, lambda: _open(request, places, form))
        if isinstance(slip, Slip):
            return slips_page(request, [slip], reverse("signing:accounts"))
        if not form.errors:
            messages.info(request, "这个账号刚才开过了。密码条只显示一次，没记下就重设一次。")
            return redirect("signing:accounts")
    return render(request, "office/roster_form.html", {"form": form, "heading": "开账号", "back": "/accounts/"})


@page("account.renew", ("GET", "POST"))
def account_renew(request: SignedIn, pk: int) -> HttpResponse:
    """A new slip for an account that lost its password, or the end of the account."""
    user = account_here(pk)
    if request.method == "POST":
        return slips_page(request, [renew_password(request.user, user=user)], reverse("signing:accounts"))
    context = {"user": user, "roles": roles_of(user), "heading": f"{user.name}的账号", "back": "/accounts/"}
    context |= {"grants": grants_of(user), "may_grant": request.user.may("account.grant")}
    return render(request, "signing/account.html", context)


@page("account.close", ("POST",))
def account_close(request: SignedIn, pk: int) -> HttpResponse:
    """End an account; what it did stays in its name."""
    user = account_here(pk)
    try:
        close_account(request.user, user=user)
        messages.success(request, f"{user.name}的账号停用了，马上登录不了。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("signing:accounts")
