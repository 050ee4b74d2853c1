"""Pages of gifts: list, one gift, recording, mending, confirming and withdrawing it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from xieshou.office.exports import list_page
from xieshou.scoping.models import Conflict
from xieshou.scoping.operations import Refused
from xieshou.slips.panels import outside_words
from xieshou.web.entry import version_shown
from xieshou.web.pages import SignedIn, attempt, page

from .forms import GiftForm, WithdrawForm
from .given import given_by
from .lists import headline, listing, value_of
from .models import BASIS_LABELS, Gift
from .operations.confirm_gift import confirm_gift
from .operations.record_gift import amend_gift, record_gift
from .operations.withdraw_gift import withdraw_gift
from .selectors import confirmed_words, waiting_for

SHOWN = ("owner", "giver", "receiver")


@page("gift.view")
def index(request: SignedIn) -> HttpResponse:
    """Everything given or received in the viewer's place."""
    place = request.user.place
    waiting = list(waiting_for(place)[:5]) if request.user.may("gift.confirm", place.lo) else []
    context = {
        "listing": listing(request, request.user),
        "waiting": waiting,
        "may_record": request.user.may("gift.record"),
        "may_openings": request.user.may("opening.view"),
    }
    return list_page(request, "gifts/list.html", {**context, **headline(place)}, "捐赠台账", "gifts")


@page("gift.given")
def given(request: SignedIn) -> HttpResponse:
    """What a donor gave, and whether it arrived; nothing about any child, and no other donor's gifts."""
    return render(request, "gifts/given.html", given_by(request.user))


@page("gift.view")
def detail(request: SignedIn, pk: UUID) -> HttpResponse:
    """One gift, also a withdrawn one."""
    gift = Gift.objects.select_related(*SHOWN).get(pk=pk)
    stands = not gift.withdrawn_on
    context = {
        "gift": gift,
        "value": value_of(gift),
        "basis": BASIS_LABELS[gift.basis],
        "confirmed": confirmed_words(gift),
        "outside": outside_words(
            request, "gift", pk, gift.owner, [one for one in (gift.giver, gift.receiver) if one is not None]
        ),
        "may_amend": stands and request.user.may("gift.amend", gift.owner.lo),
        "may_withdraw": stands and request.user.may("gift.withdraw", gift.owner.lo),
        "may_confirm": stands
        and gift.confirmed_by_receiver is None
        and request.user.may("gift.confirm", gift.receiver.lo),
    }
    return render(request, "gifts/detail.html", context)


@page("gift.record", ("GET", "POST"))
def record(request: SignedIn) -> HttpResponse:
    """Record a gift."""
    form = GiftForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        saved = attempt(form, lambda: record_gift(request.user, key=key, by=request.user.name, **form.gift_values()))
        if saved is not None:
            return redirect("gifts:detail", saved.pk)
    context = {"form": form, "heading": "记一笔捐赠", "back": reverse("gifts:list")}
    return render(request, "gifts/record.html", context)


def _own(pk: UUID) -> Gift:
    """A gift that may be changed in the open scope; else it is not there."""
    gift: Gift = Gift.objects.select_related(*SHOWN).get(pk=pk, withdrawn_on__isnull=True)
    gift.assert_in_scope()
    return gift


@page("gift.amend", ("GET", "POST"))
def amend(request: SignedIn, pk: UUID) -> HttpResponse:
    """Mend a gift; nothing is overwritten that somebody else changed meanwhile."""
    gift = _own(pk)
    form = GiftForm(request.POST or None, user=request.user, gift=gift)
    if request.method == "POST" and form.is_valid():
        key, version = form.cleaned_data["key"], form.cleaned_data["version"]
        changes = form.gift_values()
        changes.pop("owner")
        by = request.user.name
        saved = attempt(form, lambda: amend_gift(request.user, key=key, gift=gift, by=by, version=version, **changes))
        if saved is not None:
            return redirect("gifts:detail", pk)
    context = {"form": form, "heading": "修改捐赠", "back": reverse("gifts:detail", args=[pk])}
    return render(request, "gifts/record.html", context)


@page("gift.withdraw", ("GET", "POST"))
def withdraw(request: SignedIn, pk: UUID) -> HttpResponse:
    """Take a gift back, with a reason."""
    gift = _own(pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        saved = attempt(form, lambda: withdraw_gift(request.user, key=key, gift=gift, **form.values()))
        if saved is not None:
            return redirect("gifts:detail", pk)
    context = {"form": form, "heading": "撤回这笔捐赠", "about": str(gift), "back": reverse("gifts:detail", args=[pk])}
    return render(request, "gifts/withdraw.html", context)


@page("gift.confirm", ("POST",))
def confirm(request: SignedIn, pk: UUID) -> HttpResponse:
    """The receiving school says that it arrived as it was shown; a changed one is shown again instead."""
    try:
        confirm_gift(
            request.user, gift=pk, by=request.user.name, version=version_shown(request.POST.get("version", ""))
        )
    except Refused as refusal:
        messages.info(request, str(refusal))
    except Conflict as clash:
        words = f"{clash.theirs}，记录改过，刚才那一页是改以前的，没有确认。下面是现在写的，看过再点一次。"
        messages.info(request, f"E-GFT-125 {words}")
    return redirect("gifts:detail", pk)
