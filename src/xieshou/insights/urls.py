"""Addresses of the county's page."""

from django.urls import path

from . import views

app_name = "insights"
urlpatterns = [
    path("", views.own, name="county"),
    path("<uuid:uid>/", views.of, name="of"),
    path("<uuid:uid>/promises/", views.promises, name="promises"),
]
