"""Addresses of pasting."""

from django.urls import path

from . import views

app_name = "pasting"
urlpatterns = [
    path("", views.paste, name="paste"),
    path("<uuid:pk>/", views.pasted, name="pasted"),
    path("<uuid:pk>/undo/", views.undo, name="undo"),
]
