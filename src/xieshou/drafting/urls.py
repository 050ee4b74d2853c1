"""Addresses of the forms that plans are written with, below those of plans."""

from django.urls import path

from .views import compose, edit, promises

app_name = "drafting"
urlpatterns = [
    path("new/", compose.new, name="new"),
    path("<uuid:pk>/copy/", compose.copy, name="copy"),
    path("<uuid:pk>/edit/", edit.texts, name="edit"),
    path("<uuid:pk>/measures/", edit.measures, name="measures"),
    path("<uuid:pk>/calendar/", edit.calendar, name="calendar"),
    path("<uuid:pk>/promises/new/", promises.new, name="promise-new"),
    path("promises/<uuid:pk>/edit/", promises.edit, name="promise-edit"),
    path("promises/<uuid:pk>/replan/", promises.replan, name="promise-replan"),
    path("promises/<uuid:pk>/drop/", promises.drop, name="promise-drop"),
]
