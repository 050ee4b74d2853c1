"""The first page of an empty installation: name the county and its officer."""

from __future__ import annotations

from django import forms
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from xieshou.accounts.demonstration import is_demonstration
from xieshou.accounts.models import User
from xieshou.accounts.operations.open_account import Slip, open_account
from xieshou.places.models import CITY, COUNTY, NATION, PROVINCE, Place
from xieshou.places.operations.add_place import add_place
from xieshou.scoping.operations import SystemActor
from xieshou.web.pages import attempt, open_page


class StartForm(forms.Form):
    """What is needed before anything else can be entered."""

    province = forms.CharField(label="省（自治区、直辖市）", max_length=40)
    city = forms.CharField(label="市（州）", max_length=40, required=False)
    county = forms.CharField(label="县（区）", max_length=40, help_text="写全称，如云溪县。局名会写成云溪县教育局。")
    name = forms.CharField(label="您的姓名", max_length=60)
    username = forms.CharField(label="登录账号", max_length=40, help_text="手机号或拼音。")
    password = forms.CharField(
        label="密码",
        max_length=128,
        widget=forms.PasswordInput,
        validators=[validate_password],
        help_text="至少8位，不能全是数字。",
    )


@transaction.atomic
def open_county(province: str, city: str, county: str, name: str, username: str, password: str) -> Slip:
    """The tree down to the county and its first officer; all or nothing."""
    system = SystemActor("the first set-up of an empty installation")
    place = Place.objects.filter(level=NATION).first() or add_place(system, parent=None, level=NATION, name="中国")
    for level, title in ((PROVINCE, province), (CITY, city), (COUNTY, county)):
        if title:
            same = Place.objects.filter(parent=place, level=level, name=title).first()
            place = same or add_place(system, parent=place, level=level, name=title, setting="town")
    return open_account(
        system, username=username, name=name, place=place, role="officer", post="教育局", password=password
    )


@open_page("an empty installation has nobody who could sign in; closed as soon as there is one account")
def start(request: HttpRequest) -> HttpResponse:
    """Name the county and its first officer."""
    if User.objects.exists() or is_demonstration():
        raise Http404
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        slip = attempt(form, lambda: open_county(**form.cleaned_data))
        if slip is not None:
            login(request, slip.user)
            return redirect("/")
    return render(request, "office/start.html", {"form": form, "heading": "开通一个县"})
