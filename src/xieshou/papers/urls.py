"""Addresses of policy documents."""

from django.urls import path

from . import views

app_name = "papers"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
    path("<uuid:pk>/", views.detail, name="detail"),
    path("<uuid:pk>/file/", views.file, name="file"),
    path("<uuid:pk>/edit/", views.edit, name="edit"),
]
