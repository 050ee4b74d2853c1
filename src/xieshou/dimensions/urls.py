"""Addresses of dimensions."""

from django.urls import path

from . import views

app_name = "dimensions"
urlpatterns = [
    path("", views.index, name="list"),
    path("<uuid:pk>/edit/", views.edit, name="edit"),
]
