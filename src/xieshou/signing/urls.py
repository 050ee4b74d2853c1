"""Addresses of signing in, of one's own account, and of everybody's accounts."""

from django.urls import path

from . import accounts, roles, second, views

app_name = "signing"
urlpatterns = [
    path("sign-in/", views.sign_in_page, name="sign-in"),
    path("sign-in/code/", second.code_page, name="code"),
    path("sign-in/demo/<int:pk>/", views.enter_demo, name="enter-demo"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("me/", views.me, name="me"),
    path("me/password/", views.password, name="password"),
    path("me/second-step/", second.second_step_page, name="second-step"),
    path("me/work-at/<int:place>/", views.work_here, name="work-at"),
    path("accounts/", accounts.account_list, name="accounts"),
    path("accounts/new/", accounts.account_open, name="open"),
    path("accounts/<int:pk>/", accounts.account_renew, name="account"),
    path("accounts/<int:pk>/close/", accounts.account_close, name="close"),
    path("accounts/<int:pk>/roles/", roles.role_add, name="role-add"),
    path("accounts/<int:pk>/roles/<int:grant>/", roles.role_end, name="role-end"),
    path("accounts/<int:pk>/move/", roles.move, name="move"),
]
