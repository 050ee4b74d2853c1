"""Addresses of plans, their promises and their papers."""

from django.urls import path

from .views import compose, detail, edit, listing, papers, promises, sending

app_name = "plans"
urlpatterns = [
    path("", listing.index, name="list"),
    path("new/", compose.new, name="new"),
    path("<uuid:pk>/", detail.detail, name="detail"),
    path("<uuid:pk>/copy/", compose.copy, name="copy"),
    path("<uuid:pk>/edit/", edit.texts, name="edit"),
    path("<uuid:pk>/measures/", edit.measures, name="measures"),
    path("<uuid:pk>/calendar/", edit.calendar, name="calendar"),
    path("<uuid:pk>/send/", sending.send, name="send"),
    path("<uuid:pk>/accept/", sending.accept, name="accept"),
    path("<uuid:pk>/paper/", papers.paper, name="paper"),
    path("<uuid:pk>/word/", papers.word, name="word"),
    path("<uuid:pk>/calendar.ics", papers.feed, name="feed"),
    path("<uuid:pk>/promises/new/", promises.new, name="promise-new"),
    path("promises/<uuid:pk>/edit/", promises.edit, name="promise-edit"),
    path("promises/<uuid:pk>/replan/", promises.replan, name="promise-replan"),
    path("promises/<uuid:pk>/drop/", promises.drop, name="promise-drop"),
]
