"""Addresses of what schools owe."""

from django.urls import path

from . import views

app_name = "duties"
urlpatterns = [
    path("", views.index, name="list"),
    path("rule/", views.edit, name="edit"),
]
