"""Addresses of mass entry."""

from django.urls import path

from . import views

app_name = "bulk"
urlpatterns = [
    path("<slug:sort>/", views.upload, name="upload"),
    path("<slug:sort>/template/", views.template, name="template"),
    path("loads/<uuid:pk>/", views.load_page, name="load"),
    path("loads/<uuid:pk>/mend/", views.mend, name="mend"),
    path("loads/<uuid:pk>/confirm/", views.confirm, name="confirm"),
    path("loads/<uuid:pk>/resume/", views.resume, name="resume"),
    path("loads/<uuid:pk>/undo/", views.undo, name="undo"),
    path("loads/<uuid:pk>/drop/", views.drop, name="drop"),
    path("loads/<uuid:pk>/marked/", views.marked, name="marked"),
]
