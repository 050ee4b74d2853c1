"""Addresses of the county's page."""

from django.urls import path

from . import tile_views, views

app_name = "insights"
urlpatterns = [
    path("", views.own, name="county"),
    path("<uuid:uid>/", views.of, name="of"),
    path("<uuid:uid>/promises/", views.promises, name="promises"),
    path("<uuid:uid>/schools/", tile_views.schools, name="schools"),
    path("<uuid:uid>/on-time/", tile_views.on_time, name="on-time"),
    path("<uuid:uid>/flows/", tile_views.flows, name="flows"),
]
