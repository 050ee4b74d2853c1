"""Addresses of the record form; they stand under those of activities and take their names there."""

from django.urls import path

from .views import amend, new

urlpatterns = [
    path("new/", new.new, name="new"),
    path("<uuid:pk>/join/", new.join, name="join"),
    path("<uuid:pk>/amend/", amend.amend, name="amend"),
]
