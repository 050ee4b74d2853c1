"""Addresses of communities."""

from django.urls import path

from . import views

app_name = "communities"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/members/", views.change_who, name="members"),
    path("<uuid:pk>/end/", views.end, name="end"),
]
