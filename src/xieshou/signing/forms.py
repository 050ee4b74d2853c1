"""Signing in and changing one's password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label="手机号或账号",
        max_length=40,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label="密码", max_length=128, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )
    shared = forms.BooleanField(label="这是公用手机或电脑", required=False)


class PasswordForm(forms.Form):
    """The old password and the new one, twice; the first time, just after the slip's, the new one alone."""

    old = forms.CharField(label="现在的密码", max_length=128, widget=forms.PasswordInput)
    new = forms.CharField(
        label="新密码", max_length=128, widget=forms.PasswordInput, help_text="至少8位，不能全是数字。"
    )
    again = forms.CharField(label="再写一遍", max_length=128, widget=forms.PasswordInput)

    def __init__(self, *args: Any, first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if first:
            del self.fields["old"]

    def clean(self) -> dict[str, Any]:
        """The two must be equal and strong enough."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("new"):
            try:
                validate_password(values["new"])
            except forms.ValidationError as weak:
                self.add_error("new", weak)
        if values.get("new") != values.get("again"):
            self.add_error("again", "两遍不一样。")
        return values
