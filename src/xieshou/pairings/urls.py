"""Addresses of pairs and their papers."""

from django.urls import path

from .views import agreements, drafting, listing, needs, opening, pairs

app_name = "pairings"
urlpatterns = [
    path("pairs/", listing.index, name="list"),
    path("pairs/new/", opening.new, name="new"),
    path("pairs/<uuid:pk>/", pairs.detail, name="detail"),
    path("pairs/<uuid:pk>/edit/", opening.edit, name="edit"),
    path("pairs/<uuid:pk>/close/", opening.close, name="close"),
    path("pairs/<uuid:pk>/agreements/new/", drafting.new, name="agreement-new"),
    path("agreements/<uuid:pk>/", agreements.detail, name="agreement"),
    path("agreements/<uuid:pk>/edit/", drafting.edit, name="agreement-edit"),
    path("agreements/<uuid:pk>/renew/", drafting.renew, name="agreement-renew"),
    path("agreements/<uuid:pk>/sign/", agreements.sign, name="agreement-sign"),
    path("agreements/<uuid:pk>/end/", agreements.end, name="agreement-end"),
    path("agreements/<uuid:pk>/word/", agreements.word, name="agreement-word"),
    path("needs/", needs.index, name="needs"),
    path("needs/new/", needs.new, name="need-new"),
    path("needs/<uuid:pk>/edit/", needs.edit, name="need-edit"),
]
