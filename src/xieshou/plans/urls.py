"""Addresses of plans and their papers; the forms that write them are in drafting."""

from django.urls import path

from .views import detail, listing, papers, sending

app_name = "plans"
urlpatterns = [
    path("", listing.index, name="list"),
    path("<uuid:pk>/", detail.detail, name="detail"),
    path("<uuid:pk>/send/", sending.send, name="send"),
    path("<uuid:pk>/accept/", sending.accept, name="accept"),
    path("<uuid:pk>/paper/", papers.paper, name="paper"),
    path("<uuid:pk>/word/", papers.word, name="word"),
    path("<uuid:pk>/calendar.ics", papers.feed, name="feed"),
]
