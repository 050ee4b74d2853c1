"""Addresses of gifts."""

from django.urls import path

from . import views

app_name = "gifts"
urlpatterns = [
    path("", views.index, name="list"),
    path("given/", views.given, name="given"),
    path("record/", views.record, name="record"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/amend/", views.amend, name="amend"),
    path("<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:pk>/confirm/", views.confirm, name="confirm"),
]
