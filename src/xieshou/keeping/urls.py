"""Addresses of backups."""

from django.urls import path

from . import views

app_name = "keeping"
urlpatterns = [
    path("", views.backups, name="list"),
    path("make/", views.make, name="make"),
    path("<str:key>/", views.detail, name="backup"),
    path("<str:key>/check/", views.check, name="check"),
    path("<str:key>/fetch/", views.fetch, name="fetch"),
    path("<str:key>/drop/", views.drop, name="drop"),
    path("<str:key>/restore/", views.restore, name="restore"),
]
