"""Addresses of promises, of those present, and of the county's rules."""

from django.urls import path

from . import views

app_name = "progress"
urlpatterns = [
    path("promises/<uuid:pk>/", views.promise, name="promise"),
    path("present/", views.present, name="present"),
    path("rules/", views.rules, name="rules"),
]
