"""The school's side of a slip: a link to copy, a paper to print, and what came back on paper."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from xieshou.files.cleaning import FileRefused, clean_photo
from xieshou.files.operations.add_photo import add_photo
from xieshou.office.photos import MOST_BYTES
from xieshou.places.models import Place
from xieshou.scoping.operations import Refused
from xieshou.slips.forms import PaperForm
from xieshou.slips.models import LINK, PAPER, Slip
from xieshou.slips.operations.make_slip import Made, end_slip, make_slip
from xieshou.slips.operations.use_slip import register_paper
from xieshou.slips.panels import address_of
from xieshou.slips.selectors import opens
from xieshou.web.pages import SignedIn, attempt, page
from xieshou.web.qr import qr_code


def _make(
    request: SignedIn, act: str, record: UUID, place: int, way: str, then: Callable[[Made], HttpResponse]
) -> HttpResponse:
    partner = Place.objects.get(pk=place)
    try:
        made = make_slip(request.user, act=act, record=record, place=partner, by=request.user.name, way=way)
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect(address_of(act, record) or "/")
    return then(made)


@page("slip.make", ("POST",))
def link(request: SignedIn, act: str, record: UUID, place: int) -> HttpResponse:
    """A new link, shown once: to copy into a chat, or to be scanned."""

    def shown(made: Made) -> HttpResponse:
        address = request.build_absolute_uri(reverse("slips:word", args=[made.token]))
        context = {
            "slip": made.slip,
            "address": address,
            "qr": qr_code(address),
            "about": opens(made.slip),
            "heading": "发给对方确认",
            "back": address_of(act, record),
        }
        return render(request, "slips/link.html", context)

    return _make(request, act, record, place, LINK, shown)


@page("slip.make", ("POST",))
def paper(request: SignedIn, act: str, record: UUID, place: int) -> HttpResponse:
    """A new paper, to print and have signed."""
    return _make(request, act, record, place, PAPER, lambda made: redirect("slips:printed", made.slip.pk))


@page("slip.view")
def printed(request: SignedIn, pk: UUID) -> HttpResponse:
    """The paper as it is printed."""
    slip = Slip.objects.select_related("place", "owner").get(pk=pk, way=PAPER)
    about = opens(slip)
    if about is None:
        raise Http404
    back = address_of(slip.act, slip.record)
    return render(request, "slips/printed.html", {"slip": slip, "about": about, "heading": "纸质确认单", "back": back})


@page("slip.register", ("GET", "POST"))
def register(request: SignedIn, pk: UUID) -> HttpResponse:
    """What stands on the paper that came back."""
    slip = Slip.objects.select_related("place", "owner").get(pk=pk, way=PAPER)
    slip.assert_in_scope()
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        key, word = form.cleaned_data["key"], form.word()
        saved = attempt(
            form, lambda: register_paper(request.user, key=key, slip=pk, registered_by=request.user.name, **word)
        )
        if saved is not None:
            _keep_photo(request, saved)
            messages.info(request, "纸质确认记上了。")
            return redirect(address_of(slip.act, slip.record) or "/")
    context = {"slip": slip, "form": form, "heading": "登记纸质确认", "back": address_of(slip.act, slip.record)}
    return render(request, "slips/register.html", context)


def _keep_photo(request: SignedIn, slip: Slip) -> None:
    """The paper's photo lies with the record's; the word is noted already, so a refusal is only told."""
    file = request.FILES.get("photo")
    if file is None:
        return
    try:
        if (file.size or 0) > MOST_BYTES:
            raise Refused("E-IMG-121 这张照片超过12MB。请用手机相册缩小后再传。")
        add_photo(
            request.user, source=slip.act, record=slip.record, owner=slip.owner, by=request.user.name,
            photo_key=uuid4(), photo=clean_photo(file.read()), children=False,
        )  # fmt: skip
    except (FileRefused, Refused) as refusal:
        messages.info(request, f"确认已经记上，照片没有收下：{refusal}")


@page("slip.make", ("POST",))
def end(request: SignedIn, pk: UUID) -> HttpResponse:
    """Take a slip back."""
    try:
        slip = end_slip(request.user, slip=pk)
    except Refused as refusal:
        messages.info(request, str(refusal))
        slip = Slip.objects.get(pk=pk)
    else:
        messages.info(request, "收回了，原来的链接或单子不能再用。")
    return redirect(address_of(slip.act, slip.record) or "/")
