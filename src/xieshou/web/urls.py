"""Addresses of the home page, help and privacy."""

from django.urls import path

from . import trace, views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("all/", views.everything, name="all"),
    path("help/", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("trace/", trace.trace, name="trace"),
    path("offline/", views.offline, name="offline"),
    path("worker.js", views.worker, name="worker"),
]
