"""Addresses of the upgrade."""

from django.urls import path

from . import views

app_name = "upgrading"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("<str:name>/", views.bundle, name="bundle"),
]
