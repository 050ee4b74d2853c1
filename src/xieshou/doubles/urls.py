"""Addresses of records that look like one event."""

from django.urls import path

from . import views

app_name = "doubles"
urlpatterns = [
    path("", views.index, name="list"),
    path("merge/", views.merge, name="merge"),
    path("apart/", views.apart, name="apart"),
    path("<uuid:pk>/part/", views.part, name="part"),
]
