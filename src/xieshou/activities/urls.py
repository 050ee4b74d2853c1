"""Addresses of activities."""

from django.urls import path

from .views import detail, listing, saved, withdraw

urlpatterns = [
    path("", listing.index, name="list"),
    path("<uuid:pk>/", detail.detail, name="detail"),
    path("<uuid:pk>/saved/", saved.saved, name="saved"),
    path("<uuid:pk>/withdraw/", withdraw.withdraw, name="withdraw"),
]
