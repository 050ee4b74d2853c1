"""Addresses of the other school's word; they stand under those of activities and take their names there."""

from django.urls import path

from . import views

urlpatterns = [
    path("waiting/", views.waiting, name="waiting"),
    path("<uuid:pk>/confirm/", views.confirm, name="confirm"),
    path("<uuid:pk>/dispute/", views.dispute, name="dispute"),
]
