"""Addresses of activities."""

from django.urls import path

from .views import detail, listing, saved, withdraw, word

urlpatterns = [
    path("", listing.index, name="list"),
    path("waiting/", word.waiting, name="waiting"),
    path("<uuid:pk>/", detail.detail, name="detail"),
    path("<uuid:pk>/saved/", saved.saved, name="saved"),
    path("<uuid:pk>/confirm/", word.confirm, name="confirm"),
    path("<uuid:pk>/dispute/", word.dispute, name="dispute"),
    path("<uuid:pk>/withdraw/", withdraw.withdraw, name="withdraw"),
]
