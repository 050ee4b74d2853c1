"""Addresses of the calendar."""

from django.urls import path

from . import views

app_name = "calendars"
urlpatterns = [
    path("", views.month, name="month"),
    path("subscription/", views.subscribe, name="subscribe"),
    path("subscription/close/", views.unsubscribe, name="unsubscribe"),
    path("<slug:token>.ics", views.feed, name="feed"),
]
