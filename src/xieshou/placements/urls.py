"""Addresses of placements."""

from django.urls import path

from . import views

app_name = "placements"
urlpatterns = [
    path("", views.index, name="list"),
    path("record/", views.record, name="record"),
    path("plan/", views.plan, name="plan"),
    path("plan/duty/", views.duty, name="duty"),
    path("plan/batch/", views.batch, name="batch"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/amend/", views.amend, name="amend"),
    path("<uuid:pk>/end/", views.end, name="end"),
    path("<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
]
