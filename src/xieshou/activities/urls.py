"""Addresses of activities."""

from django.urls import path

from .views import change, detail, listing, record, word

app_name = "activities"
urlpatterns = [
    path("", listing.index, name="list"),
    path("new/", record.new, name="new"),
    path("waiting/", word.waiting, name="waiting"),
    path("<uuid:pk>/", detail.detail, name="detail"),
    path("<uuid:pk>/saved/", record.saved, name="saved"),
    path("<uuid:pk>/join/", record.join, name="join"),
    path("<uuid:pk>/confirm/", word.confirm, name="confirm"),
    path("<uuid:pk>/dispute/", word.dispute, name="dispute"),
    path("<uuid:pk>/amend/", change.amend, name="amend"),
    path("<uuid:pk>/withdraw/", change.withdraw, name="withdraw"),
]
