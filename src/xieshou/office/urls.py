"""Addresses of the foundation's pages."""

from django.urls import path

from . import photos, start

app_name = "office"
urlpatterns = [
    path("start/", start.start, name="start"),
    path("photos/<str:source>/<uuid:record>/", photos.upload, name="photo-upload"),
    path("photos/<uuid:pk>/", photos.show, name="photo"),
    path("photos/<uuid:pk>/remove/", photos.remove, name="photo-remove"),
]
