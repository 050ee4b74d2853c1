"""Addresses of stated sums."""

from django.urls import path

from . import views

app_name = "openings"
urlpatterns = [
    path("", views.index, name="list"),
    path("record/", views.record, name="record"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/amend/", views.amend, name="amend"),
    path("<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
]
