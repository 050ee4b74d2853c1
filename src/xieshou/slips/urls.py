"""Addresses of slips; the one for strangers is short, because it is sent and printed."""

from django.urls import path

from .views import inside, stranger

app_name = "slips"
urlpatterns = [
    path("c/<slug:token>/", stranger.word, name="word"),
    path("slips/<slug:act>/<uuid:record>/<int:place>/link/", inside.link, name="link"),
    path("slips/<slug:act>/<uuid:record>/<int:place>/paper/", inside.paper, name="paper"),
    path("slips/<uuid:pk>/", inside.printed, name="printed"),
    path("slips/<uuid:pk>/register/", inside.register, name="register"),
    path("slips/<uuid:pk>/end/", inside.end, name="end"),
]
